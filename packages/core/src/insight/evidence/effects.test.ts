import { describe, expect, it } from 'vitest';
import { stream, type Stream } from '../../numeric/index.ts';
import type { Configuration, Hyperparameter } from '../../space/index.ts';
import { unitSpace } from '../../testing/planted.ts';
import { additiveShare, effectsOf, type Effects } from './effects.ts';

const options = { alpha: 0.02, level: 0.9 };
const [x1, x2] = unitSpace(2).hyperparameters;
if (x1 === undefined || x2 === undefined) throw new Error('unitSpace is too small');

/** Effects over uniform points of [−1, 1]^d. */
function effects(d: number, n: number, f: (x: readonly number[], random: Stream) => number, seed = 1): Effects {
  const random = stream(seed, 'effects');
  const points = Array.from({ length: n }, () => Array.from({ length: d }, () => 2 * random.uniform() - 1));
  return effectsOf(
    {
      hyperparameters: unitSpace(d).hyperparameters,
      configurations: points.map((x) => Object.fromEntries(x.map((value, i) => [`x${i + 1}`, value]))),
      objectives: points.map((x) => f(x, random)),
    },
    options,
  );
}

const at = (x: readonly number[], i: number): number => x[i] ?? 0;
const pairOf = ({ pairs }: Effects, a: number, b: number): number | undefined =>
  pairs.find(({ members }) => members[0] === a && members[1] === b)?.share;

describe('effects', () => {
  it('has the p of the F test of a linear model', () => {
    const x = [-0.9, -0.7, -0.55, -0.3, -0.1, 0, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95];
    const z = [0.3, -0.8, 0.6, -0.1, 0.9, -0.5, 0.1, -0.9, 0.4, -0.3, 0.7, -0.6];
    const objectives = [2.1, 1.2, 1.1, 0.5, 0.9, 0.1, 0.4, 0.2, 1.0, 0.9, 1.9, 2.2];
    const { single } = effectsOf(
      { hyperparameters: [x1, x2], configurations: x.map((value, i) => ({ x1: value, x2: z[i] ?? 0 })), objectives },
      // Room for two columns of either among a third of 12 trials: 4.
      { alpha: 0.02, level: 0.9 },
    );
    // numpy 2, scipy 1.17.1: f.sf of F from lstsq on [1, z, z², x, x²] against [1, z, z²], and the other way round
    expect(single[0]?.p).toBeCloseTo(1.8698011446736953e-6, 12);
    expect(single[1]?.p).toBeCloseTo(0.00189932270485502, 10);
  });

  it('gives the shares of an additive function with noise', () => {
    // Var x = 1/3: shares (1/3, 4/3, 1) / (8/3).
    const { single } = effects(4, 1000, (x, random) => at(x, 0) + 2 * at(x, 1) + random.normal());
    expect(single[0]?.share).toBeCloseTo(0.125, 1);
    expect(single[1]?.share).toBeCloseTo(0.5, 1);
    for (const none of single.slice(2)) {
      expect(none.share).toBeLessThan(0.01);
      expect(none.corrected).toBeGreaterThan(0.02);
    }
  });

  it('gives the indices of the Ishigami function', () => {
    // A. Saltelli et al., Global Sensitivity Analysis: The Primer (2008): a = 7, b = 0.1 give S1 0.3139, S2 0.4424, S13 0.2437.
    const ishigami = (x: readonly number[]): number =>
      Math.sin(Math.PI * at(x, 0)) +
      7 * Math.sin(Math.PI * at(x, 1)) ** 2 +
      0.1 * (Math.PI * at(x, 2)) ** 4 * Math.sin(Math.PI * at(x, 0));
    const found = effects(4, 1000, ishigami);
    // Sampling 1,000 points moves a share of 0.4 by about 0.02.
    expect(Math.abs((found.single[0]?.share ?? 0) - 0.3139)).toBeLessThan(0.05);
    expect(Math.abs((found.single[1]?.share ?? 0) - 0.4424)).toBeLessThan(0.05);
    expect(found.single[2]?.share).toBeLessThan(0.02);
    expect(Math.abs((pairOf(found, 0, 2) ?? 0) - 0.2437)).toBeLessThan(0.05);
  });

  it('gives those of a product, interaction included', () => {
    // (1 + x1)(1 + x2): variances 1/3, 1/3 and 1/9 of 7/9.
    const found = effects(3, 1000, (x) => (1 + at(x, 0)) * (1 + at(x, 1)));
    expect(Math.abs((found.single[0]?.share ?? 0) - 3 / 7)).toBeLessThan(0.05);
    expect(Math.abs((found.single[1]?.share ?? 0) - 3 / 7)).toBeLessThan(0.05);
    expect(Math.abs((pairOf(found, 0, 1) ?? 0) - 1 / 7)).toBeLessThan(0.03);
  });

  it('bounds what a hyperparameter does through another one too', () => {
    const found = effects(3, 300, (x, random) => at(x, 0) + at(x, 0) * at(x, 1) + 0.2 * random.normal());
    // x2 alone explains nothing; x1 x2 explains (1/9) / (1/3 + 1/9 + 0.04) = 23 %.
    expect(found.single[1]?.high).toBeLessThan(0.05);
    expect(found.single[1]?.totalBound).toBeGreaterThan(0.2);
    expect(found.single[2]?.totalBound).toBeLessThan(0.05);
  });

  it('keeps effects apart that the points confound', () => {
    const random = stream(2, 'confounded');
    const configurations = Array.from({ length: 200 }, () => {
      const first = 2 * random.uniform() - 1;
      return { x1: first, x2: Math.max(-1, Math.min(1, first + 0.4 * random.normal())) };
    });
    const objectives = configurations.map((point) => point.x1 + 0.2 * random.normal());
    const { single } = effectsOf({ hyperparameters: [x1, x2], configurations, objectives }, options);
    expect(single[0]?.corrected).toBeLessThan(1e-6);
    expect(single[1]?.corrected).toBeGreaterThan(0.02);
  });

  it('knows nothing of a hyperparameter that another one wholly explains', () => {
    const random = stream(3, 'copied');
    const configurations = Array.from({ length: 60 }, () => {
      const value = 2 * random.uniform() - 1;
      return { x1: value, x2: value };
    });
    const { single } = effectsOf(
      { hyperparameters: [x1, x2], configurations, objectives: configurations.map((point) => point.x1) },
      options,
    );
    expect(single[1]).toMatchObject({ p: 1, share: 0, low: 0, high: 1, totalBound: 1 });
  });

  it('tells values without order, and branches among their own trials', () => {
    const random = stream(4, 'kinds');
    const named = { name: 'k', arg: 'k' };
    const hyperparameters: readonly Hyperparameter[] = [
      { ...named, kind: 'categorical', id: 'act', values: ['relu', 'gelu', 'tanh'] },
      { ...named, kind: 'boolean', id: 'flag', values: [true, false] },
      {
        ...named,
        kind: 'choice',
        id: 'opt',
        branches: ['adam', 'sgd'].map((label) => ({ label, value: label, children: [] })),
      },
      { ...named, kind: 'float', id: 'opt=adam/lr', low: -1, high: 1, scale: 'linear' },
      { ...named, kind: 'float', id: 'drop', low: 0.1, high: 0.5, scale: 'linear', off: 0 },
    ];
    const configurations = Array.from({ length: 240 }, (_, i): Configuration => {
      const act = ['relu', 'gelu', 'tanh'][random.integer(3)] ?? 'relu';
      const drop = random.uniform() < 0.25 ? 0 : 0.1 + 0.4 * random.uniform();
      const shared = { act, flag: random.uniform() < 0.5, drop };
      return i % 2 === 0
        ? { ...shared, opt: 'adam', 'opt=adam/lr': 2 * random.uniform() - 1 }
        : { ...shared, opt: 'sgd' };
    });
    const objectives = configurations.map(
      (each) =>
        (each['act'] === 'gelu' ? 1 : 0) +
        2 * Number(each['opt=adam/lr'] ?? 0) +
        (each['drop'] === 0 ? 1 : 0) +
        0.1 * random.normal(),
    );
    const { single } = effectsOf({ hyperparameters, configurations, objectives }, options);
    const proven = single.flatMap(({ corrected, members }) => (corrected <= 0.02 ? members : []));
    expect(proven).toEqual([0, 3, 4]);
    // Among adam's trials: 4/3 of 4/3 + 2/9 + 3/16 + 0.01; over all trials it would be 0.67 of 1.09.
    expect(single[3]).toMatchObject({ trials: 120 });
    expect(Math.abs((single[3]?.share ?? 0) - 0.76)).toBeLessThan(0.07);
  });

  it('measures how well effects add up', () => {
    const random = stream(5, 'additive');
    const configurations = Array.from({ length: 100 }, () => ({
      x1: 2 * random.uniform() - 1,
      x2: 2 * random.uniform() - 1,
    }));
    const sums = configurations.map((point) => point.x1 + point.x2);
    const shareOf = (objectives: readonly number[]): number =>
      additiveShare({ hyperparameters: [x1, x2], configurations, objectives }, options);
    expect(shareOf(sums)).toBeGreaterThan(0.99);
    expect(shareOf(sums.map((sum) => Math.exp(3 * sum)))).toBeLessThan(0.7);
  });
});
