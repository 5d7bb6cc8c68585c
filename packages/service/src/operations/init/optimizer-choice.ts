/** Which of a script's own choices an optimiser is: only where that is certain. */
import { guessMeaning, optimizerNames, type OptimizerName } from '@attune/core/space';
import type { ScriptFlag, ScriptHelp } from '../script-help/flag.ts';

/** The script's flag for the optimiser. */
export function optimizerFlag(help: ScriptHelp | undefined): ScriptFlag | undefined {
  return help?.flags.find(({ name }) => guessMeaning(name) === 'optimizer');
}

/**
 * What the script calls an optimiser: its name where the help lists no choices; else the one choice that is that name in
 * another spelling (`Adam`, `sgdm`), or `sgd` for momentum where the script has a flag for momentum as well.
 */
export function scriptChoice(name: OptimizerName, help: ScriptHelp | undefined): string | undefined {
  const choices = optimizerFlag(help)?.choices;
  if (choices === undefined) return name;
  const called = (spellings: readonly string[]): string | undefined => {
    const found = choices.filter((choice) => spellings.includes(plain(choice)));
    return found.length === 1 ? found[0] : undefined;
  };
  if (choices.includes(name)) return name;
  const own = called([name, ...(otherNames[name] ?? [])]);
  if (own !== undefined || name !== 'momentum') return own;
  const hasMomentum = help?.flags.some((flag) => guessMeaning(flag.name) === 'momentum' && flag.form === 'value');
  return hasMomentum === true ? called(['sgd']) : undefined;
}

/** The optimisers that a script surely offers, each of its choices once. */
export function offeredOptimizers(help: ScriptHelp | undefined): readonly OptimizerName[] {
  const taken = new Set<string>();
  return optimizerNames.filter((name) => {
    const choice = scriptChoice(name, help);
    if (choice === undefined || taken.has(choice)) return false;
    taken.add(choice);
    return true;
  });
}

const otherNames: Readonly<Partial<Record<OptimizerName, readonly string[]>>> = {
  momentum: ['sgdm', 'sgdmomentum', 'momentumsgd', 'sgdwithmomentum'],
  nesterov: ['nag', 'nesterovmomentum', 'sgdnesterov'],
};

function plain(choice: string): string {
  return choice.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}
