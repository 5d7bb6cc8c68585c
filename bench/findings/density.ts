/**
 * How often the question of density asks for more trials where configurations make no difference, and where as many again
 * would gain; how often it calls fewer trials enough where they are not; and whether its exact order statistics are those of
 * brute force on real studies.
 *
 * Results are normal with standard deviation 1 from seed to seed, the baseline's too. Planted: `dimensions` hyperparameters,
 * uniform on [0, 1], add a (x − 0.4)² each, so that the best quarter of the space spreads over `spread` standard deviations.
 * *Gained* is what doubling gains the best of N on average, in standard deviations, over 2000 studies. The size is
 * spread 5: noise of a fifth of the good region's spread. Bounds are 95 % Clopper–Pearson.
 */
import { bestOf, defaultOptions, questions, viewOf, widest } from '@attune/core/insight';
import { quantile, rounded, stream, type Stream } from '@attune/core/numeric';
import { planted, unitSpace, type Planting } from '../../packages/core/src/testing/planted.ts';
import { objectivesOf } from './corpus.ts';
import { promise, rate, row } from './rate.ts';

const options = { ...defaultOptions, permutations: 299 };
const sizes = [20, 50, 100] as const;

export function measureDensity(nulls: number, planting: number): void {
  console.log(`\ndensity: configurations make no difference, ${nulls} rounds a row`);
  const widths = [6, 5, 23, 23];
  console.log(row(['trials', 'seeds', 'asks for more trials ', 'says enough          '], widths));
  let [alarms, asked] = [0, 0];
  for (const trials of sizes) {
    for (const seeds of [3, 10]) {
      const { more, enough } = said({ trials, seeds, dimensions: 4, spread: 0, rounds: nulls });
      alarms += more;
      asked += nulls;
      console.log(row([trials, seeds, rate(more, nulls), rate(enough, nulls)], widths));
    }
  }
  promise('density', alarms, asked);

  console.log(`\ndensity: the good region spreads over so many standard deviations, ${planting} rounds a row`);
  const plantedWidths = [15, 6, 6, 6, 5, 23, 23];
  const columns = ['asks for more trials ', 'says enough          '];
  console.log(row(['hyperparameters', 'trials', 'spread', 'gained', 'seeds', ...columns], plantedWidths));
  for (const dimensions of [2, 4]) {
    for (const trials of sizes) {
      for (const spread of [5, 15, 40]) {
        const gained = rounded(gainOf(trials, dimensions, spread), 2);
        for (const seeds of [3, 10]) {
          const { more, enough } = said({ trials, seeds, dimensions, spread, rounds: planting });
          const cells = [rate(more, planting), rate(enough, planting)];
          console.log(row([dimensions, trials, spread, gained, seeds, ...cells], plantedWidths));
        }
      }
    }
  }
  bruteForce(20 * planting);
}

interface Setting {
  readonly trials: number;
  readonly seeds: number;
  readonly dimensions: number;
  readonly spread: number;
  readonly rounds: number;
}

function said(setting: Setting): { readonly more: number; readonly enough: number } {
  const density = questions.find(({ code }) => code === 'density');
  if (density === undefined) throw new Error('there is no question density');
  const steepness = steepnessOf(setting.dimensions, setting.spread);
  let [more, enough] = [0, 0];
  for (let seed = 0; seed < setting.rounds; seed++) {
    const random = stream(seed, 'seeds');
    const fate: Planting['fate'] = (places, trial) =>
      1000 + steepness * distance(Object.values(places)) + trial.normal();
    const round = planted({
      seed,
      space: unitSpace(setting.dimensions),
      trials: setting.trials,
      evaluations: 1,
      bestAt: () => 1,
      fate,
      baseline: Array.from({ length: setting.seeds }, () => 1000 + random.normal()),
    });
    const [finding] = density.ask(viewOf(round, options, new Map()), options).findings;
    if (finding?.action?.kind === 'add-trials') more++;
    if (finding?.evidence.numbers['enough'] !== undefined) enough++;
  }
  return { more, enough };
}

/** Σ (x − 0.4)². */
function distance(places: readonly number[]): number {
  return places.reduce((sum, x) => sum + (x - 0.4) ** 2, 0);
}

/** a: the best quarter of the space, by its own distances, spreads over `spread`. */
function steepnessOf(dimensions: number, spread: number): number {
  const random = stream(0, 'quarter', dimensions);
  const distances = Array.from({ length: 4000 }, () =>
    distance(Array.from({ length: dimensions }, () => random.uniform())),
  );
  return spread / quantile(distances, 0.25);
}

function gainOf(trials: number, dimensions: number, spread: number): number {
  const steepness = steepnessOf(dimensions, spread);
  const random = stream(0, 'gain', trials, dimensions, spread);
  const one = (): number =>
    steepness * distance(Array.from({ length: dimensions }, () => random.uniform())) + random.normal();
  const best = (count: number): number => Math.min(...Array.from({ length: count }, one));
  let gained = 0;
  for (let study = 0; study < 2000; study++) {
    const half = best(trials);
    gained += half - Math.min(half, best(trials));
  }
  return gained / 2000;
}

/** The exact best of fewer trials of real studies against draws of so many. */
function bruteForce(draws: number): void {
  console.log(`\ndensity: best of n trials of a real study, exactly and by ${draws} draws`);
  const widths = [9, 6, 6, 17, 17, 10, 10];
  console.log(row(['study', 'trials', 'n', 'expected, exactly', 'by draws', 'spread', 'by draws'], widths));
  for (const name of ['convnext', 'deberta'] as const) {
    const study = objectivesOf(name);
    if (typeof study === 'string') {
      console.log(`  ${name}: ${study}`);
      continue;
    }
    const { results, count } = study;
    for (const n of [8, 32, widest(count)]) {
      const exact = bestOf(results, count, n);
      const drawn = drawnBests(results, count, n, draws, stream(1, name, n));
      const mean = drawn.reduce((sum, y) => sum + y, 0) / drawn.length;
      const spread = Math.sqrt(drawn.reduce((sum, y) => sum + (y - mean) ** 2, 0) / drawn.length);
      const cells = [exact.expected.toFixed(5), mean.toFixed(5), exact.deviation.toFixed(5), spread.toFixed(5)];
      console.log(row([name, count, n, ...cells], widths));
    }
  }
}

function drawnBests(results: readonly number[], count: number, n: number, draws: number, random: Stream): number[] {
  return Array.from({ length: draws }, () => random.permutation(count).slice(0, n)).flatMap((drawn) => {
    const best = results[Math.min(...drawn)];
    return best === undefined ? [] : [best];
  });
}
