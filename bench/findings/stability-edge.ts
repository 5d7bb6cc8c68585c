/**
 * How often the question of the stability edge speaks where the best trials lie anywhere, and keeps silent where they lie
 * beside the region in which training diverges.
 *
 * Null: trials diverge above a limit, of the learning rate or of learning rate / (1 − momentum), or anywhere, and the
 * objective of the others is noise, with several seeds that of configurations, less that of seeds. Inside: the optimum of the rate lies halfway to the limit, or four fifths. Planted: the optimum lies
 * at the limit, or beyond it; two other hyperparameters have theirs inside and move the objective by `others` times as much as
 * the rate, and noise is 20 % of the standard deviation that the rate brings. A miss is a round in which the question is silent. Halton; bounds
 * are 95 % Clopper–Pearson.
 */
import { defaultOptions, questions, viewOf } from '@attune/core/insight';
import { stream, type Stream } from '@attune/core/numeric';
import { samplerFor } from '@attune/core/samplers';
import type { Space } from '@attune/core/space';
import { planted, range, type Fate, type Places } from '../../packages/core/src/testing/planted.ts';
import { promise, rate, row } from './rate.ts';

const options = { ...defaultOptions, permutations: 199 };
const halton = samplerFor({ kind: 'halton' });
const space: Space = {
  hyperparameters: [
    range('lr', 1e-4, 10, 'log'),
    range('momentum', 0.5, 0.999, 'reverse-log'),
    range('x3', -1, 1),
    range('x4', -1, 1),
  ],
};

/** How far along to the limit a trial lies, which it reaches at 1, in each kind of region. */
const regions = {
  lr: ({ lr = 0 }) => lr / 0.7,
  // 1 − momentum runs over 2.7 of the 5 decades of lr.
  'lr / (1 − momentum)': ({ lr = 0, momentum = 0 }) => (5 * lr + 2.7 * momentum) / 5,
} as const satisfies Record<string, (places: Places) => number>;

type RegionName = keyof typeof regions;

export function measureStabilityEdge(nulls: number, planting: number): void {
  console.log(`\nstability-edge: the best trials lie anywhere, ${nulls} rounds a row`);
  const widths = [6, 19, 23];
  console.log(row(['trials', 'region', 'false alarms         '], widths));
  let [alarms, asked] = [0, 0];
  for (const trials of [20, 50, 100]) {
    for (const region of Object.keys(regions) as RegionName[]) {
      const hits = spoken({
        trials,
        count: nulls,
        fate: (places, random) => (regions[region](places) > 1 ? 'diverged' : 100 + random.normal()),
      });
      alarms += hits;
      asked += nulls;
      console.log(row([trials, region, rate(hits, nulls)], widths));
    }
    const hits = spoken({
      trials,
      count: nulls,
      fate: (_, random) => (random.uniform() < 0.3 ? 'diverged' : 100 + random.normal()),
    });
    alarms += hits;
    asked += nulls;
    console.log(row([trials, 'none: anywhere', rate(hits, nulls)], widths));
  }
  for (const [configurations, seeds] of [
    [12, 4],
    [20, 3],
  ] as const) {
    const hits = spoken({
      trials: configurations,
      count: nulls,
      seeds,
      fate: (places, random) => {
        const own = stream(0, 'configuration', String(places['x3']), String(places['x4'])).normal();
        return regions.lr(places) > 1 ? 'diverged' : 100 + own + 0.3 * random.normal();
      },
    });
    alarms += hits;
    asked += nulls;
    console.log(row([`${configurations} × ${seeds}`, 'lr', rate(hits, nulls)], widths));
  }
  promise('stability-edge', alarms, asked);

  console.log(`\nstability-edge: the best rate lies at a place on the way to the limit (1), ${planting} rounds a row`);
  const plantedWidths = [6, 19, 6, 6, 23];
  console.log(row(['trials', 'region', 'best', 'others', 'it speaks            '], plantedWidths));
  for (const trials of [20, 50, 100]) {
    for (const region of Object.keys(regions) as RegionName[]) {
      for (const [best, others] of [
        [0.5, 0.33],
        [0.8, 0.33],
        [1, 0.33],
        [1, 1],
        [1.2, 0.33],
      ] as const) {
        const fate = (places: Places, random: Stream): Fate => {
          const way = regions[region](places);
          if (way > 1) return 'diverged';
          const others2 = ((places['x3'] ?? 0) - 0.4) ** 2 + ((places['x4'] ?? 0) - 0.6) ** 2;
          return 10 + (way - best) ** 2 + others * others2 + 0.06 * random.normal();
        };
        const hits = spoken({ trials, count: planting, fate });
        console.log(row([trials, region, best, others, rate(hits, planting)], plantedWidths));
      }
    }
  }
}

interface Setting {
  readonly trials: number;
  /** Of each configuration; 1 unless told. */
  readonly seeds?: number;
  readonly count: number;
  readonly fate: (places: Places, random: Stream) => Fate;
}

/** The rounds in which the question speaks. */
function spoken({ trials, count, fate, seeds = 1 }: Setting): number {
  const question = questions.find(({ code }) => code === 'stability-edge');
  if (question === undefined) throw new Error('there is no question stability-edge');
  return Array.from({ length: count }, (_, round) => round).filter((round) => {
    const seed = stream(round, 'bench stability-edge', trials).integer(2 ** 31);
    const design = halton
      .suggest({ space, budget: trials }, 0, trials, seed)
      .flatMap(({ configuration }) => Array.from({ length: seeds }, () => configuration));
    const record = planted({ seed, space, trials: design.length, evaluations: 1, bestAt: () => 1, design, fate });
    return question.ask(viewOf(record, options, new Map()), { ...options, seed }).findings.length > 0;
  }).length;
}
