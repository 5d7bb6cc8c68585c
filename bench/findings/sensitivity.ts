/**
 * How often the question of sensitivity names a hyperparameter or a pair that does nothing, misses one that does something,
 * calls one fixable that matters, and gives intervals without the truth.
 *
 * Null: the objective is noise; with several seeds, a deviation of 1 between configurations and of 0.3 between the seeds of
 * one. Planted: x1 + 0.6 x2² + e x3 and noise, a fifth of the spread of the good region; x4 to x6 do
 * nothing; `noises` is what x3 moves from end to end, in standard deviations of the noise. Interacting: x1 + x2 + e x1 x2. Additive: bowls, slopes and steps, one of them exponentiated. `share` is what x3
 * explains among the better half of 40,000 trials: from 10 % it matters, and must not be called fixable. Bounds are 95 %
 * Clopper–Pearson; of hyperparameters they assume that those of one study are independent.
 */
import { defaultOptions, fixableOf, importanceOf, sensitivity, viewOf, type RoundRecord } from '@attune/core/insight';
import { normalQuantile, stream, type Stream } from '@attune/core/numeric';
import { planted, unitSpace, type Places } from '../../packages/core/src/testing/planted.ts';
import { promise, rate, row } from './rate.ts';

type Truth = (x: readonly number[], random: Stream) => number;

/** Slopes of x3, which moves the objective by 2 e from end to end: 2, 6, 18 and 30 times the noise. */
const slopes = [0.066, 0.2, 0.6, 1];
const matters = 0.1;
const at = (x: readonly number[], i: number): number => x[i] ?? 0;
const base = (x: readonly number[]): number => at(x, 0) + 0.6 * at(x, 1) ** 2;
/** A fifth of the standard deviation of x1 + 0.6 x2² over its better half, 0.33. */
const noise = 0.066;
const planted3 =
  (e: number): Truth =>
  (x, random) =>
    base(x) + e * at(x, 2) + noise * random.normal();

const additive: Readonly<Record<string, Truth>> = {
  'bowls and a slope': (x, random) => 2 * (at(x, 0) - 0.5) ** 2 + at(x, 1) ** 2 + at(x, 2) + 0.2 * random.normal(),
  'their exponential': (x, random) => Math.exp(at(x, 0) + at(x, 1) + 0.3 * random.normal()),
  'a step and a slope': (x, random) => (at(x, 0) > 0.5 ? 2 : 0) + at(x, 1) + 0.3 * random.normal(),
};

export function measureSensitivity(nulls: number, planting: number): void {
  measureNulls(nulls);
  measureEffects(planting);
  measureInteractions(planting);
  measureIntervals(planting);
}

const intervals: Readonly<Record<string, Truth>> = {
  'slope and bowl': (x, random) => at(x, 0) + 0.6 * at(x, 1) ** 2 + 0.3 * random.normal(),
  'two slopes, quiet': (x, random) => at(x, 0) + 0.6 * at(x, 1) + 0.1 * random.normal(),
  'step and slope': (x, random) => (at(x, 0) > 0.4 ? 1 : 0) + 0.3 * at(x, 1) + 0.2 * random.normal(),
};

function measureNulls(rounds: number): void {
  const widths = [6, 15, 23];
  console.log(`\nsensitivity: nothing matters, ${rounds} rounds a row`);
  console.log(row(['trials', 'hyperparameters', 'it speaks            '], widths));
  let alarms = 0;
  let asked = 0;
  for (const trials of [20, 50, 100]) {
    for (const dimensions of [4, 8]) {
      const spoken = Array.from({ length: rounds }, (_, seed) => {
        return speaks(study(seed, trials, dimensions, (_x, random) => random.normal()));
      }).filter(Boolean).length;
      alarms += spoken;
      asked += rounds;
      console.log(row([trials, dimensions, rate(spoken, rounds)], widths));
    }
  }
  console.log(`\nsensitivity: nothing matters, configurations under several seeds, ${rounds} rounds a row`);
  console.log(row(['trials', 'seeds', 'it speaks            '], widths));
  for (const [configurations, seeds] of [
    [12, 4],
    [20, 3],
    [48, 1],
  ] as const) {
    const spoken = Array.from({ length: rounds }, (_, seed) => speaks(repeatedStudy(seed, configurations, seeds)));
    const hits = spoken.filter(Boolean).length;
    alarms += hits;
    asked += rounds;
    console.log(row([configurations, seeds, rate(hits, rounds)], widths));
  }
  promise('sensitivity', alarms, asked);
}

function speaks(record: RoundRecord): boolean {
  return sensitivity.ask(viewOf(record, defaultOptions, new Map()), defaultOptions).findings.length > 0;
}

/** Noise of configurations and, smaller, of the seeds under which each is run. */
function repeatedStudy(seed: number, configurations: number, seeds: number): RoundRecord {
  // Of another seed, whose draws the noise must not repeat.
  const once = study(seed + 1_000_000, configurations, 4, () => 0);
  const design = once.trials.flatMap(({ configuration }) => Array.from({ length: seeds }, () => configuration));
  return planted({
    seed,
    space: unitSpace(4),
    trials: design.length,
    evaluations: 1,
    bestAt: () => 1,
    design,
    fate: (places, random) => 10 + stream(seed, 'effect', String(places['x1'])).normal() + 0.3 * random.normal(),
  });
}

function measureEffects(rounds: number): void {
  const widths = [6, 6, 7, 23, 23, 24, 23, 23];
  console.log(`\nsensitivity: x1, x2 and a slope e of x3 among 6, ${rounds} rounds a row`);
  const heads = [
    'x1 is missed',
    'x3 is missed',
    'one without effect named',
    'x3 called fixable',
    'fixed without effect',
  ];
  console.log(row(['trials', 'noises', 'share', ...heads], widths));
  let wrong = 0;
  let asked = 0;
  let named = 0;
  let looks = 0;
  const shares = slopes.map((e) => shareOf(planted3(e), 2, 0.5));
  for (const trials of [20, 50, 100, 200]) {
    for (const [s, e] of slopes.entries()) {
      const share = shares[s] ?? 0;
      const seen = looked(rounds, trials, 6, planted3(e));
      const idle = [3, 4, 5];
      const fixed = seen.reduce((sum, { fixable }) => sum + idle.filter((i) => fixable.includes(i)).length, 0);
      const fixedX3 = seen.filter(({ fixable }) => fixable.includes(2)).length;
      if (share >= matters) {
        wrong += fixedX3;
        asked += rounds;
      }
      named += seen.filter(({ proven }) => idle.some((i) => proven.includes(i))).length;
      looks += rounds;
      const cells = [
        seen.filter(({ proven }) => !proven.includes(0)).length,
        seen.filter(({ proven }) => !proven.includes(2)).length,
        seen.filter(({ proven }) => idle.some((i) => proven.includes(i))).length,
        fixedX3,
      ].map((hits) => rate(hits, rounds));
      console.log(
        row(
          [trials, Math.round((2 * e) / noise), `${(100 * share).toFixed(1)} %`, ...cells, rate(fixed, 3 * rounds)],
          widths,
        ),
      );
    }
  }
  console.log('  one without effect named');
  promise('sensitivity, named without effect', named, looks);
  console.log('  x3 called fixable where it explains 10 % or more');
  promise('sensitivity, wrongly fixable', wrong, asked);
}

function measureInteractions(rounds: number): void {
  const widths = [6, 20, 23];
  console.log(`\nsensitivity: effects add up, 4 hyperparameters, ${rounds} rounds a row`);
  console.log(row(['trials', 'objective', 'a pair is named      '], widths));
  let alarms = 0;
  let asked = 0;
  for (const trials of [20, 50, 100, 300]) {
    for (const [name, truth] of Object.entries(additive)) {
      const named = looked(rounds, trials, 4, truth).filter(({ pairs }) => pairs.length > 0).length;
      alarms += named;
      asked += rounds;
      console.log(row([trials, name, rate(named, rounds)], widths));
    }
  }
  promise('sensitivity, interactions', alarms, asked);
  console.log(`\nsensitivity: x1 + x2 + e x1 x2 among 4, noise 0.2, ${rounds} rounds a row`);
  console.log(row(['trials', 'e', 'the pair is missed   '], widths));
  for (const trials of [20, 50, 100]) {
    for (const e of [0.5, 1, 2]) {
      const truth: Truth = (x, random) => at(x, 0) + at(x, 1) + e * at(x, 0) * at(x, 1) + 0.2 * random.normal();
      const found = looked(rounds, trials, 4, truth).filter(({ pairs }) => pairs.includes('0,1')).length;
      console.log(row([trials, e, rate(rounds - found, rounds)], widths));
    }
  }
}

function study(seed: number, trials: number, dimensions: number, truth: Truth): RoundRecord {
  return planted({
    seed,
    space: unitSpace(dimensions),
    trials,
    evaluations: 1,
    bestAt: () => 1,
    fate: (places, random) => 10 + truth(pointOf(places, dimensions), random),
  });
}

/** Coordinates in [−1, 1]. */
function pointOf(places: Places, dimensions: number): readonly number[] {
  return Array.from({ length: dimensions }, (_, i) => 2 * (places[`x${i + 1}`] ?? 0.5) - 1);
}

interface Seen {
  readonly proven: readonly number[];
  readonly fixable: readonly number[];
  /** `0,1`. */
  readonly pairs: readonly string[];
}

function looked(rounds: number, trials: number, dimensions: number, truth: Truth): readonly Seen[] {
  return Array.from({ length: rounds }, (_, seed) => {
    const importance = importanceOf(
      viewOf(study(seed, trials, dimensions, truth), defaultOptions, new Map()),
      defaultOptions,
    );
    if (importance === null) return { proven: [], fixable: [], pairs: [] };
    const { feasible, competitive, interacting } = importance;
    return {
      proven: [...feasible.proven, ...(competitive?.proven ?? [])],
      fixable: fixableOf(importance),
      pairs: interacting.map(({ members }) => members.join()),
    };
  });
}

/** Intervals of the shares of x1 and x2 over the feasible trials, against those of 40,000 trials. */
function measureIntervals(rounds: number): void {
  const widths = [6, 20, 23, 23];
  console.log(`\nsensitivity: 90 % intervals of shares, 4 hyperparameters, ${rounds} rounds a row`);
  console.log(row(['trials', 'objective', 'holds that of x1     ', 'holds that of x2     '], widths));
  for (const [name, truth] of Object.entries(intervals)) {
    const shares = [0, 1].map((i) => shareOf(truth, i, 1));
    for (const trials of [20, 100, 300]) {
      const held = [0, 0];
      for (let seed = 0; seed < rounds; seed++) {
        const view = viewOf(study(seed, trials, 4, truth), defaultOptions, new Map());
        const effects = importanceOf(view, defaultOptions)?.feasible.effects ?? [];
        shares.forEach((share, i) => {
          const { low, high } = effects[i] ?? { low: 1, high: 0 };
          if (low <= share && share <= high) held[i] = (held[i] ?? 0) + 1;
        });
      }
      console.log(row([trials, name, ...held.map((hits) => rate(hits, rounds))], widths));
    }
  }
}

/** What the mean of the ranks in 40 slices of a coordinate explains among the better `part` of 40,000 trials. */
function shareOf(truth: Truth, coordinate: number, part: number): number {
  const [draws, slices] = [40_000, 40];
  const random = stream(0, 'share');
  const trials = Array.from({ length: draws }, () => {
    const x = [0, 1, 2].map(() => 2 * random.uniform() - 1);
    return { place: at(x, coordinate), y: truth(x, random) };
  });
  const better = trials.sort((a, b) => a.y - b.y).slice(0, part * draws);
  const scores = better.map((_, i) => normalQuantile((i + 0.5) / better.length));
  const sums = Array.from({ length: slices }, () => ({ count: 0, sum: 0 }));
  better.forEach(({ place }, i) => {
    const slice = sums[Math.min(slices - 1, Math.floor(((place + 1) / 2) * slices))];
    if (slice === undefined) return;
    slice.count += 1;
    slice.sum += scores[i] ?? 0;
  });
  const between = sums.reduce((total, { count, sum }) => total + (count > 0 ? sum ** 2 / count : 0), 0);
  return between / scores.reduce((total, score) => total + score ** 2, 0);
}
