/** The training command with what Attune hands over: the hyperparameters, the number of steps, the seed. */
import { guessMeaning, resemblesMaxSteps } from '@attune/core/space';
import type { Message } from '@attune/core/texts';
import { initTexts } from './texts.ts';
import type { ScriptFlag, ScriptHelp } from '../script-help/flag.ts';

export interface Wiring {
  readonly command: string;
  /** What was added, or should be. */
  readonly notes: readonly Message[];
}

/** Adds what the command lacks: the flags for steps and seed where the script's help names them, and the macro. */
export function wire(command: string, help: ScriptHelp | undefined, anySwitch: boolean): Wiring {
  const notes: Message[] = [];
  const added: string[] = [];
  const hydra = help?.style === 'hydra';
  const steps = help?.flags.find((flag) => isSteps(flag));
  const seed = help?.flags.find((flag) => guessMeaning(flag.name) === 'seed');
  const flagFor = (flag: ScriptFlag, macro: string): string =>
    hydra ? `${flag.name}=\${${macro}}` : `${flag.flag} \${${macro}}`;

  if (steps !== undefined && !command.includes('${max_steps}')) {
    if (mentions(command, steps)) {
      notes.push(initTexts.stepsFixed({ flag: steps.flag, macro: '${max_steps}' }));
    } else {
      const words = flagFor(steps, 'max_steps');
      added.push(words);
      notes.push(initTexts.stepsAdded({ words }));
    }
  }
  if (seed !== undefined && !command.includes('${seed}') && !mentions(command, seed)) {
    const words = flagFor(seed, 'seed');
    added.push(words);
    notes.push(initTexts.seedAdded({ words }));
  }
  if (!/\$\{args/.test(command)) {
    const macro = hydra ? '${args_no_hyphens}' : anySwitch ? '${args_no_boolean_flags}' : '${args}';
    const example = hydra ? 'lr=0.1' : '--lr=0.1';
    added.push(macro);
    notes.push(initTexts.argsAdded({ macro, example }));
  }
  const wired = [command, ...added].join(' ');
  if (!wired.includes('${max_steps}') && !wired.includes('${seed}')) {
    notes.push(initTexts.notTold({ macros: '${max_steps} nor ${seed}' }));
  }
  return { command: wired, notes };
}

/** The script's flag for the length of training. */
export function isSteps(flag: ScriptFlag): boolean {
  return flag.type !== 'list' && (resemblesMaxSteps(flag.name) || guessMeaning(flag.name) === 'max-steps');
}

function mentions(command: string, flag: ScriptFlag): boolean {
  return [flag.flag, ...flag.aliases].some((spelling) =>
    command.split(/\s+/).some((word) => word === spelling || word.startsWith(`${spelling}=`)),
  );
}
