/** docs/figures.md lists every kind of figure by its id, and no other. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { figuresOf } from '@attune/core/figures';
import { defaultOptions, viewOf } from '@attune/core/insight';
import { expect, test } from 'vitest';
import { plantedRound, type RoundPlan } from '../packages/core/src/testing/planted-round.ts';

const root = join(import.meta.dirname, '..');
const page = readFileSync(join(root, 'docs/figures.md'), 'utf8');
/** `axis` of `axis:HYPERPARAMETER`. */
const kindOf = (id: string): string => id.split(':')[0] ?? id;
const listed = new Set([...page.matchAll(/^\|[^|]+\| `([a-z][^`]*)` +\|/gm)].map(([, id = '']) => kindOf(id)));

test('the kinds of figures that the sources name are those listed', () => {
  const folder = join(root, 'packages/core/src/figures');
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  const named = files.flatMap((file) =>
    [...readFileSync(join(folder, file), 'utf8').matchAll(/\bid: ['`]([a-z-]+)/g)].map(([, id = '']) => id),
  );
  // The plot of a comparison has its id from the question.
  expect([...listed].sort()).toEqual([...new Set([...named, 'isolation'])].sort());
});

const plans: readonly RoundPlan[] = [
  { seed: 1, trials: 50, fault: { kind: 'threshold', of: 'rate-and-momentum', share: 0.4 } },
  {
    seed: 2,
    trials: 50,
    fault: { kind: 'curves', curve: { kind: 'overfitting', effect: 20, from: 0.4 }, among: 'all' },
  },
  {
    seed: 3,
    trials: 0,
    compare: [
      { trials: 12, worseBy: 0 },
      { trials: 12, worseBy: 0 },
    ],
  },
];

test('planted rounds have figures of many kinds, each of them listed', () => {
  const kinds = plans.flatMap((plan) =>
    figuresOf(viewOf(plantedRound(plan), { ...defaultOptions, permutations: 199 })).map(({ id }) => kindOf(id)),
  );
  expect(new Set(kinds).size).toBeGreaterThan(8);
  for (const kind of kinds) expect([...listed]).toContain(kind);
});
