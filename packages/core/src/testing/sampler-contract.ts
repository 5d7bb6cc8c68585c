/**
 * What every non-adaptive sampler keeps to, as a test suite (Vitest). Call it in a test file:
 * `samplerContract('halton', () => samplerFor({ kind: 'halton' }), { seeded: true, finite: false })`.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Problem, Sampler, Suggestion } from '../samplers/index.ts';
import { checkConfiguration, type Hyperparameter, type RangeHyperparameter, type Space } from '../space/index.ts';

export interface SamplerTraits {
  /** Whether other seeds give other points. */
  readonly seeded: boolean;
  /** Whether there is a last point; there must be at least 8 and at most 10,000 for each problem of the suite. */
  readonly finite: boolean;
}

/** Declares the tests. `make` gives a new sampler each time it is called. */
export function samplerContract(name: string, make: (problem: Problem) => Sampler, traits: SamplerTraits): void {
  describe(`sampler contract: ${name}`, () => {
    describe.each(Object.entries(problems))('in a %s space', (kind, problem) => {
      const suggest = (first: number, count: number, seed = 1): readonly Suggestion[] =>
        make(problem).suggest(problem, first, count, seed);

      it('gives settings of the space, and only active hyperparameters', () => {
        for (const seed of [0, 1, 2 ** 31 - 1]) {
          for (const { configuration } of suggest(0, 64, seed)) {
            expect(checkConfiguration(problem.space, configuration)).toEqual([]);
          }
        }
      });

      it('numbers its points from the first that was asked for', () => {
        expect(suggest(0, 8).map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
        expect(suggest(3, 2).map(({ index }) => index)).toEqual([3, 4]);
        expect(suggest(5, 0)).toEqual([]);
      });

      it('gives the same points in one request as in several, in any order, from one sampler or many', () => {
        const whole = suggest(0, 32);
        const one = make(problem);
        const request = fc.record({ first: fc.nat({ max: 24 }), count: fc.nat({ max: 8 }), anew: fc.boolean() });
        fc.assert(
          fc.property(fc.array(request), (requests) => {
            for (const { first, count, anew } of requests) {
              const part = (anew ? make(problem) : one).suggest(problem, first, count, 1);
              expect(part).toEqual(whole.slice(first, first + count));
            }
          }),
          { seed: 1, numRuns: 20 },
        );
        expect([...suggest(0, 4), ...suggest(4, 4)]).toEqual(suggest(0, 8));
      });

      it('keeps studies apart that one sampler serves by turns', () => {
        const one = make(problem);
        const other: Problem = {
          space: { hyperparameters: [...problem.space.hyperparameters] },
          budget: problem.budget,
        };
        for (const seed of [1, 2, 1]) {
          expect(one.suggest(problem, 0, 4, seed)).toEqual(suggest(0, 4, seed));
          expect(one.suggest(other, 0, 4, seed)).toEqual(suggest(0, 4, seed));
        }
      });

      it('gives configurations that survive a file', () => {
        const points = suggest(0, 16);
        expect(JSON.parse(JSON.stringify(points))).toEqual(points);
      });

      it(traits.seeded ? 'moves with the seed' : 'does not depend on the seed', () => {
        const prints = [1, 2, 3, 4].map((seed) => JSON.stringify(suggest(0, 16, seed)));
        expect(new Set(prints).size).toBe(traits.seeded ? 4 : 1);
      });

      it(traits.finite ? 'ends, and stays ended' : 'goes on', () => {
        const all = suggest(0, 10_000);
        if (!traits.finite) {
          expect(all).toHaveLength(10_000);
          return;
        }
        expect(all.length).toBeGreaterThanOrEqual(8);
        expect(all.length).toBeLessThan(10_000);
        expect(suggest(all.length - 2, 5)).toEqual(all.slice(-2));
        expect(suggest(all.length, 5)).toEqual([]);
        expect(suggest(1_000_000, 5)).toEqual([]);
      });

      if (kind === 'continuous') {
        it('never repeats a configuration', () => {
          const points = suggest(0, 1000).map(({ configuration }) => JSON.stringify(configuration));
          expect(new Set(points).size).toBe(points.length);
        });
      }
    });
  });
}

function range(id: string, low: number, high: number, more: Partial<RangeHyperparameter> = {}): RangeHyperparameter {
  return { kind: 'float', id, name: id.replace(/^.*\//, ''), arg: id, low, high, scale: 'linear', ...more };
}

const continuous: readonly Hyperparameter[] = [
  range('lr', 1e-5, 1, { scale: 'log' }),
  range('momentum', 0.5, 0.999, { scale: 'reverse-log' }),
  range('dropout', 0, 0.7),
];

const mixed: readonly Hyperparameter[] = [
  range('lr', 1e-5, 1, { scale: 'log' }),
  range('layers', 1, 6, { kind: 'integer' }),
  { kind: 'discrete', id: 'batch', name: 'batch', arg: 'batch', values: [32, 64, 128] },
  { kind: 'categorical', id: 'act', name: 'act', arg: 'act', values: ['relu', 'gelu', null] },
  { kind: 'boolean', id: 'bias', name: 'bias', arg: 'bias', values: [true, false] },
];

const conditional: readonly Hyperparameter[] = [
  {
    kind: 'choice',
    id: 'optimizer',
    name: 'optimizer',
    arg: 'optimizer',
    branches: [
      { label: 'sgd', value: 'sgd', children: [] },
      {
        label: 'momentum',
        value: 'momentum',
        children: [range('optimizer=momentum/lr', 1e-3, 1, { scale: 'log' }), range('optimizer=momentum/m', 0, 0.9)],
      },
      { label: 'adam', value: 'adam', children: [range('optimizer=adam/lr', 1e-5, 1e-1, { scale: 'log' })] },
    ],
  },
  range('dropout', 0.05, 0.7, { off: 0 }),
];

const problems: Readonly<Record<string, Problem>> = {
  continuous: frozen({ space: { hyperparameters: continuous }, budget: 40 }),
  mixed: frozen({ space: { hyperparameters: mixed }, budget: 40 }),
  conditional: frozen({ space: { hyperparameters: conditional }, budget: 40 }),
};

/** Frozen through and through, so that a sampler that changes its arguments throws. */
function frozen<T extends Problem | Space | Hyperparameter | readonly unknown[]>(value: T): T {
  for (const part of Object.values(value) as unknown[]) {
    if (typeof part === 'object' && part !== null) frozen(part as readonly unknown[]);
  }
  return Object.freeze(value);
}
