/**
 * How often the question of infeasible trials names a region where there is none, and misses one that is there; and what it
 * says where nearly everything fails.
 *
 * Null: every trial is infeasible with one probability, wherever it lies; with several seeds, every configuration, all its trials
 * alike. Planted side: infeasible with probability `inside`
 * where x1 lies above the place `cut`, else with `outside`. A miss is a round in which x1 above a threshold is not named;
 * *others named* are rounds in which another hyperparameter is, a line through x1 and another one included. The distance is
 * the median one between the threshold and the planted cut, over rounds that name it, as a share of the range.
 * Planted shapes: both ends or the middle of x1; a line x1 + x2; learning rate / (1 − momentum) and learning rate · weight decay
 * by their names. Five hyperparameters; bounds are 95 % Clopper–Pearson. A p-value from 199 relabelings is as valid as one
 * from 1999 and hardly less powerful.
 */
import { defaultOptions, questions, viewOf, type Finding } from '@attune/core/insight';
import { median, stream, type Stream } from '@attune/core/numeric';
import { samplerFor } from '@attune/core/samplers';
import type { Configuration, Space } from '@attune/core/space';
import { planted, range, unitSpace, type Fate, type Places } from '../../packages/core/src/testing/planted.ts';
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
  console.log(`\ninfeasible: configurations fail anywhere, under several seeds, ${nulls} rounds a row`);
  console.log(row(['configurations', 'seeds', 'a side named         '], [14, 5, 23]));
  for (const [configurations, seeds] of [
    [12, 4],
    [20, 3],
  ] as const) {
    const setting = { trials: configurations, quasirandom: true, count: nulls, options, chance: () => 0.3, seeds };
    const hits = rounds(setting).filter((findings) => findings.some(isLocated)).length;
    alarms += hits;
    asked += nulls;
    console.log(row([configurations, seeds, rate(hits, nulls)], [14, 5, 23]));
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
        findings.some((finding) => isLocated(finding) && !isPlanted(finding)),
      ).length;
      // x1 runs from −1 to 1.
      const distances = found.map(({ values }) => Math.abs((Number(values['threshold']) + 1) / 2 - cut));
      const distance = distances.length === 0 ? '–' : median(distances).toFixed(3);
      const missed = rate(planting - found.length, planting);
      console.log(row([trials, cut, inside, outside, missed, rate(others, planting), distance], widths));
    }
  }

  measureShapes(planting);
  measureBugs(nulls);
}

interface Shape {
  readonly name: string;
  readonly space?: Space;
  readonly inside: (places: Places) => boolean;
  readonly named: (values: Finding['values']) => boolean;
}

const optimiser: Space = {
  hyperparameters: [
    range('lr', 1e-4, 10, 'log'),
    range('momentum', 0.5, 0.999, 'reverse-log'),
    range('weight_decay', 1e-6, 1e-1, 'log'),
    range('x4', -1, 1),
    range('x5', -1, 1),
  ],
};

/** Each fails in three tenths of the space or a little more. */
const shapes: readonly Shape[] = [
  {
    name: 'both ends',
    inside: ({ x1 = 0 }) => x1 < 0.15 || x1 > 0.85,
    named: ({ hyperparameter, side }) => hyperparameter === 'x1' && side === 'outside',
  },
  {
    name: 'middle',
    inside: ({ x1 = 0 }) => x1 > 0.35 && x1 < 0.65,
    named: ({ hyperparameter, side }) => hyperparameter === 'x1' && side === 'between',
  },
  {
    name: 'x1 + x2',
    inside: ({ x1 = 0, x2 = 0 }) => x1 + x2 > 1.2,
    named: ({ hyperparameter, partner }) => [hyperparameter, partner].sort().join() === 'x1,x2',
  },
  {
    name: 'lr / (1 − momentum)',
    space: optimiser,
    // 1 − momentum runs over 2.7 of the 5 decades of lr.
    inside: ({ lr = 0, momentum = 0 }) => 5 * lr + 2.7 * momentum > 4.7,
    named: ({ quantity }) => quantity === 'lr / (1 − momentum)',
  },
  {
    name: 'lr · weight_decay',
    space: optimiser,
    inside: ({ lr = 0, weight_decay = 0 }) => 5 * lr + 5 * weight_decay > 6,
    named: ({ quantity }) => quantity === 'lr · weight_decay',
  },
];

/** How often a shape is missed altogether, and how often it is told as another region. */
function measureShapes(count: number): void {
  console.log(
    `\ninfeasible: trials fail for certain in a region, and elsewhere with 5 %, Halton, ${count} rounds a row`,
  );
  const widths = [6, 19, 23, 23];
  console.log(row(['trials', 'region', 'nothing named        ', 'another region first '], widths));
  for (const trials of [20, 50, 100]) {
    for (const { name, space: searched, inside, named } of shapes) {
      const chance = (places: Places): number => (inside(places) ? 1 : 0.05);
      const answers = rounds({
        trials,
        quasirandom: true,
        count,
        options,
        chance,
        ...(searched && { space: searched }),
      });
      const missed = answers.filter((findings) => !findings.some(isLocated)).length;
      const other = answers.filter(([first]) => first !== undefined && isLocated(first) && !named(first.values)).length;
      console.log(row([trials, name, rate(missed, count), rate(other, count)], widths));
    }
  }
}

/** What is said where the range alone is at fault, and where the program is. */
function measureBugs(nulls: number): void {
  const count = 2 * nulls;
  const widths = [6, 16, 9, 23, 23];
  console.log(`\ninfeasible: the upper part of x1 fails for certain, ${count} rounds a row`);
  console.log(
    row(['trials', 'infeasible share', 'baseline', 'a bug suspected      ', 'bug or ranges        '], widths),
  );
  const bare = { ...options, permutations: 99 };
  const said = (answers: readonly (readonly Finding[])[], key: string): number =>
    answers.filter((findings) => findings.some(({ headline }) => headline.key === `infeasible.${key}`)).length;
  let [suspected, asked] = [0, 0];
  for (const trials of [5, 10, 20, 50]) {
    for (const share of [0.5, 0.8, 0.9]) {
      for (const baseline of [undefined, [1000]]) {
        const chance = ({ x1 = 0 }: Places): number => (x1 > 1 - share ? 1 : 0);
        const answers = rounds({
          trials,
          quasirandom: false,
          count,
          options: bare,
          chance,
          ...(baseline && { baseline }),
        });
        const [bug, either] = [said(answers, 'bug'), said(answers, 'unclear')];
        suspected += bug;
        asked += count;
        const cells = [rate(bug, count), rate(either, count)];
        console.log(row([trials, share, baseline === undefined ? 'not run' : 'runs', ...cells], widths));
      }
    }
  }
  promise('a bug suspected', suspected, asked);
  console.log(`\ninfeasible: every trial fails, ${count} rounds a row`);
  console.log(row(['trials', 'baseline', 'a bug suspected      ', 'bug or ranges        '], [6, 9, 23, 23]));
  for (const trials of [5, 20, 50]) {
    for (const baseline of [undefined, ['diverged'] as const]) {
      const answers = rounds({
        trials,
        quasirandom: false,
        count,
        options: bare,
        chance: () => 1,
        ...(baseline && { baseline }),
      });
      const cells = [rate(said(answers, 'bug'), count), rate(said(answers, 'unclear'), count)];
      console.log(row([trials, baseline === undefined ? 'not run' : 'fails', ...cells], [6, 9, 23, 23]));
    }
  }
}

interface Setting {
  /** Of which there are `seeds` of each configuration. */
  readonly trials: number;
  readonly quasirandom: boolean;
  readonly count: number;
  readonly options: typeof options;
  readonly chance: (places: Places) => number;
  readonly space?: Space;
  /** Of each configuration, all infeasible or none; 1 unless told. */
  readonly seeds?: number;
  /** Its one run, where there is one. */
  readonly baseline?: readonly Fate[];
}

function rounds({
  trials,
  quasirandom,
  count,
  options: settings,
  chance,
  space: searched = space,
  seeds = 1,
  baseline,
}: Setting): readonly (readonly Finding[])[] {
  const infeasible = questions.find(({ code }) => code === 'infeasible');
  if (infeasible === undefined) throw new Error('there is no question infeasible');
  return Array.from({ length: count }, (_, round) => {
    const seed = stream(round, 'bench infeasible', trials).integer(2 ** 31);
    const design = quasirandom
      ? repeated(halton.suggest({ space: searched, budget: trials }, 0, trials, seed), seeds)
      : null;
    const record = planted({
      seed,
      space: searched,
      trials: trials * seeds,
      evaluations: 1,
      bestAt: () => 1,
      fate: (places, random: Stream) => {
        const draw = seeds === 1 ? random : stream(seed, 'configuration', String(places['x1']));
        return draw.uniform() < chance(places) ? 'diverged' : 1000 + random.normal();
      },
      ...(design !== null && { design }),
      ...(baseline !== undefined && { baseline }),
    });
    return infeasible.ask(viewOf(record, settings, new Map()), { ...settings, seed }).findings;
  });
}

function repeated(points: ReturnType<typeof halton.suggest>, seeds: number): readonly Configuration[] {
  return points.flatMap(({ configuration }) => Array.from({ length: seeds }, () => configuration));
}

function isLocated({ values }: Finding): boolean {
  return values['hyperparameter'] !== undefined;
}

function isPlanted({ values }: Finding): boolean {
  return values['quantity'] === 'x1' && values['side'] === 'above' && values['partner'] === undefined;
}
