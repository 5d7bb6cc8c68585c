import { parseSpace } from '@attune/core/space';
import { expect, it } from 'vitest';
import { untriedBranches } from './branches.ts';

it('takes each branch that the baseline does not, with what is known of it', () => {
  const lr = { range: [1e-4, 1], scale: 'log' };
  const { space, issues } = parseSpace({
    optimizer: {
      choices: {
        adam: { lr },
        sgd: {
          lr,
          momentum: { range: [0, 0.8] },
          kind: { choices: { plain: {}, nesterov: { damping: { range: [0, 1] } } } },
        },
      },
    },
    width: { values: [64, 128] },
  });
  expect(issues).toEqual([]);
  const branches = untriedBranches({
    space,
    baseline: { optimizer: 'adam', 'optimizer=adam/lr': 0.001, width: 128 },
    inactive: { 'optimizer=sgd/lr': 0.1 },
  });
  expect(branches.map(({ name }) => name)).toEqual([
    'optimizer=sgd',
    'optimizer=sgd/kind=plain',
    'optimizer=sgd/kind=nesterov',
  ]);
  expect(branches.at(-1)?.configuration).toEqual({
    optimizer: 'sgd',
    'optimizer=sgd/lr': 0.1,
    'optimizer=sgd/momentum': 0.4,
    'optimizer=sgd/kind': 'nesterov',
    'optimizer=sgd/kind=nesterov/damping': 0.5,
    width: 128,
  });
});

it('is nothing for a space without branches', () => {
  const { space } = parseSpace({ lr: { range: [1e-4, 1] } });
  expect(untriedBranches({ space, baseline: { lr: 0.1 }, inactive: {} })).toEqual([]);
});
