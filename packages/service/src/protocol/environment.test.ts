import { describe, expect, it } from 'vitest';
import { paramsText, protocolEnvironment } from './environment.ts';

describe('the environment of an attempt', () => {
  const settings = { trial: 7, seed: 42, directory: '/p/.attune/7-1', maxSteps: 1000, untilStep: 200 };

  it('names what applies', () => {
    expect(protocolEnvironment({ ...settings, evalEvery: 50, resume: '/p/ckpt' })).toEqual({
      ATTUNE_PROTOCOL: '1',
      ATTUNE_TRIAL: '7',
      ATTUNE_SEED: '42',
      ATTUNE_DIR: '/p/.attune/7-1',
      ATTUNE_MAX_STEPS: '1000',
      ATTUNE_UNTIL_STEP: '200',
      ATTUNE_EVAL_EVERY: '50',
      ATTUNE_RESUME: '/p/ckpt',
    });
  });

  it('leaves out what does not', () => {
    const names = Object.keys(protocolEnvironment(settings));
    expect(names).not.toContain('ATTUNE_EVAL_EVERY');
    expect(names).not.toContain('ATTUNE_RESUME');
  });
});

it('params.json holds each argument under the name the program knows', () => {
  const text = paramsText([
    { arg: 'optimizer', value: 'adam' },
    { arg: 'lr', value: 1e-5 },
    { arg: 'nesterov', value: true },
    { arg: 'clip', value: null },
  ]);
  expect(text).toBe('{\n  "optimizer": "adam",\n  "lr": 0.00001,\n  "nesterov": true,\n  "clip": null\n}\n');
});
