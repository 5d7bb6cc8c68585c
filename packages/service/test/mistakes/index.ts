/** All mistakes, in the order of `docs/mistakes.md`. */
import { flagMistakes } from './flags.ts';
import type { MistakeGroup } from './mistake.ts';
import { hyperparameterMistakes, projectFileMistakes, yamlMistakes } from './project-file.ts';
import { measurementMistakes, programMistakes } from './protocol.ts';
import { roundFileMistakes } from './round-file.ts';
import { storeMistakes } from './store.ts';

export const mistakeGroups: readonly MistakeGroup[] = [
  yamlMistakes,
  projectFileMistakes,
  hyperparameterMistakes,
  roundFileMistakes,
  flagMistakes,
  measurementMistakes,
  programMistakes,
  storeMistakes,
];
