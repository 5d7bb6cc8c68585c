/** What hyperparameters explain (method D13): bars for each, and a map of what pairs add; of one analysis, made once. */
import { importanceOf, type RoundView } from '../insight/index.ts';
import type { Figure } from './figure.ts';
import { interactionMap } from './sensitivity-interaction.ts';
import { sensitivityBars } from './sensitivity-bars.ts';

/** Null where the trials are too few, or nothing stands out from chance. */
export function sensitivityFigures(view: RoundView): readonly (Figure | null)[] {
  const importance = view.kept(importanceOf);
  if (importance === null || importance.hyperparameters.length < 2) return [];
  const { feasible, competitive } = importance;
  if (feasible.proven.length === 0 && (competitive?.proven ?? []).length === 0) return [];
  return [sensitivityBars(importance), interactionMap(importance)];
}
