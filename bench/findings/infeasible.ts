/**
 * How often the question of infeasible trials names a side of a hyperparameter where there is none, and misses one that
 * is there; and how often it suspects a bug where the range alone is at fault.
 *
 * Null: every trial is infeasible with one probability, wherever it lies. Planted: infeasible with probability `inside`
 * where x1 lies above the place `cut`, else with `outside`. A miss is a round in which x1 above a threshold is not named;
 * *others named* are rounds in which another hyperparameter is. The distance is the median one between the threshold and
 * the planted cut, over rounds that name it, as a share of the range. Five hyperparameters; bounds are 95 %
 * Clopper–Pearson. A p-value from 199 relabelings is as valid as one from 1999 and hardly less powerful.
 */
import { defaultOptions, questions, viewOf, type Finding } from '@attune/core/insight';
import { median, stream, type Stream } from '@attune/core/numeric';
import { samplerFor } from '@attune/core/samplers';
import { planted, unitSpace, type Places } from '../../packages/core/src/testing/planted.ts';
import { promise, rate, row } from './rate.ts';

const dimensions = 5;
const space = unitSpace(dimensions);
const halton = samplerFor({ kind: 'halton' });
const options = { ...defaultOptions, permutations: 199 };

const effects = [
  { cut: 0.683, inside: 1, outside: 0 },
  { cut: 0.683, inside: 0.8, outside: 0.05 },
  { cut: 0.683, inside: 0.5, outside: 0.05 },
  { cut: 0.683, inside: 0.5, outside: 0.2 },
  { cut: 0.887, inside: 1, outside: 0 },
];

export function measureInfeasible(nulls: number, planting: number): void {
  console.log(`\ninfeasible: trials fail anywhere, ${nulls} rounds a row`);
  const nullWidths = [6, 6, 7, 23];
  console.log(row(['trials', 'share', 'design', 'a side named         '], nullWidths));
  let alarms = 0;
  let asked = 0;
  for (const trials of [20, 50, 100]) {
    for (const share of [0.1, 0.3, 0.6]) {
      for (const quasirandom of [false, true]) {
        const answers = rounds({ trials, quasirandom, count: nulls, options, chance: () => share });
        const hits = answers.filter((findings) => findings.some(isLocated)).length;
        alarms += hits;
        asked += nulls;
        console.log(row([trials, share, quasirandom ? 'halton' : 'uniform', rate(hits, nulls)], nullWidths));
      }
    }
  }
  promise('infeasible', alarms, asked);

  console.log(`\ninfeasible: trials fail above a cut of x1, Halton, ${planting} rounds a row`);
  const widths = [6, 5, 6, 7, 23, 23, 8];
  const heading = ['trials', 'cut', 'inside', 'outside', 'missed               ', 'others named         ', 'distance'];
  console.log(row(heading, widths));
  for (const trials of [20, 50, 100]) {
    for (const { cut, inside, outside } of effects) {
      const chance = ({ x1 = 0 }: Places): number => (x1 > cut ? inside : outside);
      const answers = rounds({ trials, quasirandom: true, count: planting, options, chance });
      const found = answers.flatMap((findings) => findings.filter(isPlanted));
      const others = answers.filter((findings) =>
        findings.some((finding) => isLocated(finding) && finding.values['hyperparameter'] !== 'x1'),
      ).length;
      // x1 runs from −1 to 1.
      const distances = found.map(({ values }) => Math.abs((Number(values['threshold']) + 1) / 2 - cut));
      const distance = distances.length === 0 ? '–' : median(distances).toFixed(3);
      const missed = rate(planting - found.length, planting);
      console.log(row([trials, cut, inside, outside, missed, rate(others, planting), distance], widths));
    }
  }

  const bugs = 5 * nulls;
  console.log(`\ninfeasible: a bug suspected though only the range is at fault, ${bugs} rounds a row`);
  const bugWidths = [6, 17, 23];
  console.log(row(['trials', 'infeasible share', 'a bug suspected      '], bugWidths));
  for (const trials of [5, 10, 20, 50]) {
    for (const share of [0.5, 0.7, 0.8]) {
      const chance = ({ x1 = 0 }: Places): number => (x1 > 1 - share ? 1 : 0);
      const bare = { ...options, permutations: 0 };
      const answers = rounds({ trials, quasirandom: false, count: bugs, options: bare, chance });
      const hits = answers.filter((findings) => findings.some(({ severity }) => severity === 'warning')).length;
      console.log(row([trials, share, rate(hits, bugs)], bugWidths));
    }
  }
}

interface Setting {
  readonly trials: number;
  readonly quasirandom: boolean;
  readonly count: number;
  readonly options: typeof options;
  readonly chance: (places: Places) => number;
}

function rounds({ trials, quasirandom, count, options: settings, chance }: Setting): readonly (readonly Finding[])[] {
  const infeasible = questions.find(({ code }) => code === 'infeasible');
  if (infeasible === undefined) throw new Error('there is no question infeasible');
  return Array.from({ length: count }, (_, round) => {
    const seed = stream(round, 'bench infeasible', trials).integer(2 ** 31);
    const design = quasirandom
      ? halton.suggest({ space, budget: trials }, 0, trials, seed).map(({ configuration }) => configuration)
      : null;
    const record = planted({
      seed,
      space,
      trials,
      evaluations: 1,
      bestAt: () => 1,
      fate: (places, random: Stream) => (random.uniform() < chance(places) ? 'diverged' : 1000 + random.normal()),
      ...(design !== null && { design }),
    });
    return infeasible.ask(viewOf(record, settings), { ...settings, seed }).findings;
  });
}

function isLocated({ values }: Finding): boolean {
  return values['hyperparameter'] !== undefined;
}

function isPlanted({ values }: Finding): boolean {
  return values['hyperparameter'] === 'x1' && values['side'] === 'above';
}
