import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from './decision.ts';
import type { DecisionRule } from './facts.ts';
import type { Pair, RunResult } from './pair.ts';

type Told = number | 'infeasible' | 'lost' | 'pending';

const result = (told: Told): RunResult =>
  typeof told === 'number' ? { kind: 'feasible', value: told } : { kind: told };

const pairOf = (candidate: Told, baseline: Told, seed = 0): Pair => ({
  seed,
  candidate: { trial: 2 * seed + 1, result: result(candidate) },
  baseline: { trial: 2 * seed + 2, result: result(baseline) },
});

const pairs = (...told: readonly (readonly [Told, Told])[]): readonly Pair[] =>
  told.map(([candidate, baseline], seed) => pairOf(candidate, baseline, seed));

const objective = { metric: 'valid/score', direction: 'maximize' } as const;
const free: DecisionRule = { complexity: 'none', pairsMax: 10, objective };
const adds: DecisionRule = { complexity: 'adds', pairsMax: 10, objective };

/** Differences 0.3, 0.5, 0.1, 0.4, 0.35 over a baseline that varies. */
const better = pairs([1.3, 1], [1.5, 1], [1.2, 1.1], [1.3, 0.9], [1.4, 1.05]);

describe('a decision', () => {
  it('gives mean, interval and P(better)', () => {
    const { effect, deviation, interval, ahead } = decide(better, adds);
    // NumPy: mean 0.33, std (ddof 1) 0.14832396974191325; 0.33 − 3.838 · 0.1483 / √5 = 0.0754.
    expect(effect).toBeCloseTo(0.33, 12);
    expect(deviation).toBeCloseTo(0.14832396974191325, 10);
    expect(interval?.[0]).toBeCloseTo(0.0754158810923195, 6);
    expect(interval?.[1]).toBeCloseTo(0.66 - 0.0754158810923195, 6);
    expect(ahead).toBe(5);
  });

  it('adopts a change that adds complexity only where the interval lies above 0', () => {
    expect(decide(better, adds)).toMatchObject({ recommendation: 'adopt', final: true });
    expect(decide(better.slice(0, 4), adds)).toMatchObject({ recommendation: 'more-evidence', final: false });
    expect(decide(better.slice(0, 4), free)).toMatchObject({ recommendation: 'adopt', final: true });
  });

  it('needs three pairs, and lost ones count for nothing', () => {
    const two = [...better.slice(0, 2), pairOf('lost', 1, 7), pairOf(1, 'pending', 8)];
    expect(decide(two, free)).toMatchObject({ recommendation: 'more-evidence', final: false, pairs: 2, lost: 1 });
  });

  it('rejects what is behind, though not before five pairs', () => {
    const worse = better.map(({ seed, candidate, baseline }) => ({ seed, candidate: baseline, baseline: candidate }));
    expect(decide(worse.slice(0, 4), adds).final).toBe(false);
    expect(decide(worse, adds)).toMatchObject({ recommendation: 'reject', final: true });
    expect(decide(worse, free)).toMatchObject({ recommendation: 'reject', final: true });
  });

  it('never adopts what was infeasible more often, nor rejects it for a single run', () => {
    const shaky = [...better.slice(0, 4), pairOf('infeasible', 1.05, 4)];
    expect(decide(shaky, free)).toMatchObject({
      recommendation: 'more-evidence',
      infeasible: { candidate: 1, baseline: 0 },
    });
    const spent = decide(shaky, { ...free, pairsMax: 5 });
    expect(spent).toMatchObject({ recommendation: 'more-evidence', final: true, seedsHelp: true });
    expect(spent.lessReliable?.[0]).toBeLessThan(0);
    const steadier = [...better.slice(0, 4), pairOf(1.4, 'infeasible', 4)];
    expect(decide(steadier, free).recommendation).toBe('adopt');
  });

  it('rejects what is surely infeasible more often, however much better it is otherwise', () => {
    const none = Array.from({ length: 6 }, (_, i) => pairOf(9 + i / 10, i / 10, i));
    const some = Array.from({ length: 4 }, (_, i) => pairOf('infeasible', i / 10, 6 + i));
    const told = decide([...none, ...some], free);
    expect(told).toMatchObject({ recommendation: 'reject', final: true });
    expect(told.reason.key).toBe('decision.unreliable');
    expect(told.effect).toBeCloseTo(9, 12);
  });

  it('tells the effect of what was measured, whatever an infeasible run counts as in the test', () => {
    const told = decide([...better, pairOf(1.3, 'infeasible', 5), pairOf('infeasible', 1, 6)], adds);
    const { effect, interval, deviation } = decide(better, adds);
    expect(told).toMatchObject({ effect, interval, deviation, infeasible: { candidate: 1, baseline: 1 }, pairs: 7 });
    const never = decide(
      Array.from({ length: 6 }, (_, i) => pairOf(1 + i / 10, 'infeasible', i)),
      adds,
    );
    expect(never).toMatchObject({ effect: null, interval: null });
    expect(never.better).toBeGreaterThan(0.9);
  });

  it('says where nothing can be told: no feasible run, unused seeds, an unused hyperparameter', () => {
    const key = (told: readonly Pair[]): string => decide(told, adds).reason.key;
    expect(key(pairs(['infeasible', 'infeasible'], ['infeasible', 'infeasible'], ['infeasible', 'infeasible']))).toBe(
      'decision.nothing',
    );
    expect(key(pairs([2, 1], [2, 1], [2, 1]))).toBe('decision.motionless');
    expect(decide(pairs([2, 1], [2, 1], [2, 1]), adds)).toMatchObject({
      ...{ effect: 1, interval: null, better: null, final: true, seedsHelp: false },
    });
    expect(key(pairs([1, 1], [3, 3], [2, 2]))).toBe('decision.unused');
    // The seeds move both runs alike, so the difference is known exactly.
    expect(decide(pairs([2, 1], [3, 2], [5, 4]), adds)).toMatchObject({ recommendation: 'adopt', interval: [1, 1] });
  });

  it('counts the sampling error of a rate, which no number of seeds removes', () => {
    const rates = pairs([0.9, 0.88], [0.91, 0.885], [0.9, 0.885], [0.905, 0.88], [0.9, 0.88]);
    const accuracy = { ...adds, objective: { metric: 'valid/accuracy', direction: 'maximize' } } as const;
    expect(decide(rates, accuracy).recommendation).toBe('adopt');
    const few = decide(rates, { ...accuracy, examples: 450 });
    expect(few).toMatchObject({ recommendation: 'more-evidence', final: true, needed: null, seedsHelp: false });
    expect(few.reason.key).toBe('decision.examples');
    // √(2 · 0.9 · 0.1 / 450) = 0.02.
    expect(few.sampling).toBeGreaterThan(0.019);
    expect(few.sampling).toBeLessThan(0.022);
    expect(decide(rates, { ...accuracy, examples: 100_000 }).recommendation).toBe('adopt');
    // Nor where P(better) alone is asked for, if the error of the examples keeps it below 0.75.
    const free = { ...accuracy, complexity: 'none' } as const;
    expect(decide(rates, free).recommendation).toBe('adopt');
    const fewer = decide(rates, { ...free, examples: 50 });
    expect(fewer).toMatchObject({ recommendation: 'more-evidence', final: true, seedsHelp: false });
    expect(fewer.reason.key).toBe('decision.examples');
    // Seeds do not decide yet, and could not.
    const scattered = pairs([0.92, 0.9], [0.91, 0.9], [0.9, 0.9], [0.91, 0.9], [0.92, 0.9], [0.9, 0.9], [0.9, 0.9]);
    expect(decide(scattered, { ...accuracy, examples: 60 }).reason.key).toBe('decision.examples');
    expect(decide(scattered, accuracy).reason.key).toBe('decision.open');
  });

  it('says how many pairs would decide if the effect is as measured, and at the end what is missing', () => {
    const weak = pairs([1.2, 1], [1, 1.05], [1.25, 1], [1.1, 1.06], [1.02, 1]);
    const open = decide(weak, { ...adds, pairsMax: 5 });
    expect(open).toMatchObject({ recommendation: 'more-evidence', final: true });
    expect(open.needed).toBeGreaterThan(5);
    const figures = /the interval has to lie above 0, and it is (\S+) to (\S+) \(P\(better\) is 0\.9/.exec(
      open.reason.text,
    );
    expect(open.reason.text).toMatch(/^5 pairs are not enough: for a change that adds complexity /);
    expect(Number(figures?.[1])).toBeLessThan(0);
    expect(Number(figures?.[2])).toBeGreaterThan(0);
    expect(decide(weak, { ...adds, pairsMax: 6 }).final).toBe(false);
  });

  it('names the threshold that is missed, and not another one', () => {
    const spent = { ...free, pairsMax: 4 };
    const even = decide(pairs([1.1, 1], [1, 1.05], [1.02, 1], [1, 1.03]), spent);
    expect(even.reason.text).toMatch(
      /^4 pairs are not enough: P\(better\) is 0\.[56]\d?, and at least 0\.75 is needed for a change that adds no complexity$/,
    );
    // Clear but for the runs that diverged: the interval of the feasible ones lies above 0.
    const ahead = pairs([1.2, 1], [1.21, 1], [1.2, 1], [1.19, 1]);
    const open = decide([...ahead, pairOf('infeasible', 1, 99)], adds);
    expect(open.recommendation).toBe('more-evidence');
    expect(open.reason.text).not.toMatch(/interval has to lie above 0/);
  });

  it('turns its numbers around where the two change places', () => {
    const value = fc.double({ min: -10, max: 10, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { minLength: 3, maxLength: 12 }), (told) => {
        const one = decide(pairs(...told), adds);
        const other = decide(pairs(...told.map(([a, b]) => [b, a] as const)), adds);
        expect(other.effect).toBeCloseTo(-(one.effect ?? NaN), 10);
        expect(other.better).toBeCloseTo(1 - (one.better ?? NaN), 10);
        expect(one.recommendation === 'adopt' && other.recommendation === 'adopt').toBe(false);
      }),
      { seed: 21 },
    );
  });
});
