import { describe, expect, it } from 'vitest';
import { parseSpace } from '@attune/core/space';
import type { Project } from '@attune/core/study';
import { comparedOf } from './arm.ts';

const { space } = parseSpace({
  optimizer: {
    choices: {
      momentum: { lr: { range: [1e-3, 1], scale: 'log' }, momentum: { range: [0, 0.99] } },
      adam: { lr: { range: [1e-4, 0.1], scale: 'log' } },
    },
  },
  width: { values: [32, 64] },
});

const project: Project = {
  name: 'p',
  objective: { metric: 'valid/loss', direction: 'minimize' },
  train: { command: 'train', maxSteps: 10, stepUnit: 'step', graceSeconds: 1 },
  metrics: { from: 'file', rename: {} },
  space,
  baseline: { optimizer: 'adam', 'optimizer=adam/lr': 0.01, width: 32 },
  inactive: { 'optimizer=momentum/lr': 0.1, 'optimizer=momentum/momentum': 0.9 },
  examples: {},
  references: {},
  resources: { slots: 1, gpusPerTrial: 0 },
};

describe('values to be compared', () => {
  it('are those of the branch that is taken, with what the baseline keeps for it', async () => {
    const { configuration } = await comparedOf('optimizer=momentum,momentum=0.95', project, null);
    expect(configuration).toEqual({
      ...{ optimizer: 'momentum', 'optimizer=momentum/lr': 0.1, 'optimizer=momentum/momentum': 0.95 },
      width: 32,
    });
  });

  it.each(['momentum=0.95', 'momentum=0.95,width=64', 'optimizer=momentum/momentum=0.95'])(
    'are refused where one would change nothing: %s',
    async (word) => {
      await expect(comparedOf(word, project, null)).rejects.toMatchObject({
        code: 'invalid',
        message: expect.stringContaining(
          'momentum does not exist under optimizer=adam, so it would change nothing',
        ) as string,
      });
    },
  );
});
