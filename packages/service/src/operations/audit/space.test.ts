import { expect, it } from 'vitest';
import { stream } from '@attune/core/numeric';
import { spaceOf } from './space.ts';

/** `count` configurations whose value is drawn by `draw` from a uniform number. */
function drawn(count: number, draw: (u: number) => number, seed: number) {
  const random = stream(seed, 'audit-space');
  return Array.from({ length: count }, () => ({ x: draw(random.uniform()) }));
}

it.each([
  ['linear', (u: number) => 0.7 + 0.3 * u],
  ['log', (u: number) => 10 ** (-5 + 4 * u)],
  ['reverse-log', (u: number) => 1 - 10 ** (-4 + 3 * u)],
] as const)('tells a %s scale from 30 draws, nearly always', (scale, draw) => {
  const right = Array.from({ length: 200 }, (_, seed) => spaceOf(drawn(30, draw, seed)).hyperparameters[0]).filter(
    (one) => one !== undefined && 'scale' in one && one.scale === scale,
  );
  expect(right.length).toBeGreaterThanOrEqual(196);
});

it('has ranges from extreme to extreme, lists of what was tried twice, and constants', () => {
  const configurations = [
    { lr: 0.1, batch: 32, optimizer: 'adam', nesterov: true, width: 64, decay: 0 },
    { lr: 0.01, batch: 64, optimizer: 'sgd', nesterov: false, width: 64, decay: 0 },
    { lr: 0.2, batch: 32, optimizer: 'adam', nesterov: true, width: 64, decay: 0.01 },
    { lr: 0.05, batch: 64, optimizer: 'sgd', nesterov: false, width: 64, decay: 0.3 },
  ];
  expect(spaceOf(configurations).hyperparameters).toMatchObject([
    { id: 'lr', kind: 'float', low: 0.01, high: 0.2, meaning: 'learning-rate' },
    { id: 'batch', kind: 'discrete', values: [32, 64] },
    { id: 'optimizer', kind: 'categorical', values: ['adam', 'sgd'] },
    { id: 'nesterov', kind: 'boolean', values: [true, false] },
    { id: 'width', kind: 'discrete', values: [64] },
    { id: 'decay', kind: 'float', low: 0.01, high: 0.3, off: 0 },
  ]);
});
