import { describe, expect, it } from 'vitest';
import { offeredOptimizers, scriptChoice } from './optimizer-choice.ts';
import { readScriptHelp } from '../script-help/script-help.ts';

function help(choices: string, more = '') {
  return readScriptHelp(`usage: x [-h]\n\noptions:\n  --optimizer ${choices}\n                        which\n${more}`);
}

const momentumFlag = '  --momentum M          momentum (default: 0.9)\n';

describe('what a script calls an optimiser', () => {
  it.each([
    ['adam', '{sgd,adam}', '', 'adam'],
    ['adamw', '{SGD,Adam,AdamW}', '', 'AdamW'],
    ['rmsprop', '{RMS-prop,Adam}', '', 'RMS-prop'],
    ['momentum', '{sgd,adam}', momentumFlag, 'sgd'],
    ['momentum', '{sgd,adam}', '', undefined],
    ['momentum', '{sgd,momentum}', momentumFlag, 'momentum'],
    ['momentum', '{sgd,sgdm}', momentumFlag, 'sgdm'],
    ['nesterov', '{sgd,adam}', momentumFlag, undefined],
    ['lion', '{sgd,adam}', momentumFlag, undefined],
    ['adam', '{Adam,ADAM}', '', undefined],
    ['lion', 'NAME', '', 'lion'],
  ] as const)('%s of %s%s is %s', (name, choices, more, expected) => {
    expect(scriptChoice(name, help(choices, more))).toBe(expected);
  });

  it('is its own name where there is no help', () => {
    expect(scriptChoice('lion', undefined)).toBe('lion');
  });

  it('is offered once', () => {
    expect(offeredOptimizers(help('{sgd,Adam,mine}', momentumFlag))).toEqual(['sgd', 'adam']);
    expect(offeredOptimizers(help('{mine,yours}'))).toEqual([]);
  });
});
