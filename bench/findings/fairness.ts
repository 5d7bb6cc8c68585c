/**
 * How often fairness speaks of configurations that were tuned alike, and how often it misses what held one of them back.
 *
 * Results are those of one quadratic well inside two ranges, with standard deviation 1 from seed to seed and a tenth of trials
 * infeasible, a twentieth stopped, at random; the first configuration is better by `lead`. Held back is the last: its optimum
 * lies beyond its range of x1 (*edge*), half of its trials are infeasible, or four in ten are stopped. Bounds are 95 %
 * Clopper–Pearson.
 */
import { defaultOptions, questions, viewOf, type RoundRecord } from '@attune/core/insight';
import { stream } from '@attune/core/numeric';
import { unitSpace, type Planting } from '../../packages/core/src/testing/planted.ts';
import { plantedComparison } from '../../packages/core/src/testing/planted-comparison.ts';
import { promise, rate, row } from './rate.ts';

const options = { ...defaultOptions, permutations: 499 };
const space = unitSpace(2);

export function measureFairness(nulls: number, planting: number): void {
  console.log(`\nfairness: all configurations were tuned alike, ${nulls} rounds a row`);
  const widths = [14, 6, 5, 23, 23];
  console.log(row(['configurations', 'trials', 'lead', 'speaks               ', 'warns                '], widths));
  let [alarms, asked] = [0, 0];
  for (const [arms, trials, lead] of [
    [2, 16, 0],
    [2, 16, 100],
    [2, 50, 0],
    [2, 50, 100],
    [4, 16, 0],
    [4, 16, 100],
  ] as const) {
    const { any, warned } = said({ arms, trials, lead, held: 'not', rounds: nulls });
    alarms += any;
    asked += nulls;
    console.log(row([arms, trials, lead, rate(any, nulls), rate(warned, nulls)], widths));
  }
  promise('fairness', alarms, asked);

  console.log(`\nfairness: the second of two configurations was held back, the first leads, ${planting} rounds a row`);
  const plantedWidths = [10, 6, 23];
  console.log(row(['held back', 'trials', 'missed               '], plantedWidths));
  for (const held of ['edge', 'infeasible', 'stopped'] as const) {
    for (const trials of [10, 20, 50]) {
      const { any } = said({ arms: 2, trials, lead: 100, held, rounds: planting });
      console.log(row([held, trials, rate(planting - any, planting)], plantedWidths));
    }
  }
}

interface Setting {
  readonly arms: number;
  /** Of each configuration. */
  readonly trials: number;
  /** By how many standard deviations the first is better. */
  readonly lead: number;
  readonly held: 'not' | 'edge' | 'infeasible' | 'stopped';
  readonly rounds: number;
}

function said(setting: Setting): { readonly any: number; readonly warned: number } {
  const fairness = questions.find(({ code }) => code === 'fairness');
  if (fairness === undefined) throw new Error('there is no question fairness');
  let [any, warned] = [0, 0];
  for (let seed = 0; seed < setting.rounds; seed++) {
    const [finding] = fairness.ask(viewOf(roundOf(setting, seed), options, new Map()), options).findings;
    if (finding === undefined) continue;
    any++;
    if (finding.severity === 'warning') warned++;
  }
  return { any, warned };
}

function roundOf({ arms, trials, lead, held }: Setting, seed: number): RoundRecord {
  const baseline = stream(seed, 'fair baseline');
  const plantings = Array.from({ length: arms }, (_, arm): [string, Planting] => {
    const own = arm === arms - 1 ? held : 'not';
    const optimum = own === 'edge' ? 1.2 : 0.5;
    const [infeasible, stopped] = [own === 'infeasible' ? 0.5 : 0.1, own === 'stopped' ? 0.4 : 0.05];
    const fate: Planting['fate'] = ({ x1 = 0, x2 = 0 }, random) => {
      const drawn = random.uniform();
      if (drawn < infeasible) return 'out-of-memory';
      if (drawn < infeasible + stopped) return 'stopped';
      const away = 100 * ((x1 - optimum) ** 2 + (x2 - 0.5) ** 2);
      return 1000 + away + (arm === 0 ? 0 : lead) + random.normal();
    };
    const repeats = Array.from({ length: arm === 0 ? 5 : 0 }, () => 1000 + baseline.normal());
    const plan = { seed: arms * seed + arm, space, trials, evaluations: 2, bestAt: () => 1, fate, baseline: repeats };
    return [String(arm), plan];
  });
  return plantedComparison('configuration', Object.fromEntries(plantings));
}
