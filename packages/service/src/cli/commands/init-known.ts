/** What is known before every question has been answered. */
import { initInput, type InitInput } from '../../operations/init/input.ts';
import { checkInput } from '../../operations/operation-input.ts';
import type { ScriptFlag } from '../../operations/script-help/flag.ts';
import type { Given } from '../command.ts';

/** Enough of the input to plan a space with. */
export function partial(given: Given): InitInput {
  return checkInput({ name: 'init', input: initInput }, { command: 'x', metric: 'valid/loss', maxSteps: 1, ...given });
}

/** The script's flags, where its help has been read. */
export function flagsOf(given: Given): readonly ScriptFlag[] {
  const { scriptHelp: help } = partial(given);
  return help?.flags ?? [];
}
