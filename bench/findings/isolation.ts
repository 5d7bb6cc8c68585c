/**
 * How often isolation calls equal scientific configurations different, and how often it finds a difference that is there.
 *
 * Every training run is normal with one standard deviation around its configuration's value: one value everywhere
 * (`nothing`), or 100 (x1 − 0.4)² + 100 (x2 − 0.6)² more than the best, by which two nuisance hyperparameters move a
 * trial by about ten standard deviations (`much`); points are uniform, or Halton's. The baseline runs under `seeds` seeds
 * at the best value. The last column of the first table is what the noise floor alone would say. Planted: one configuration is better everywhere by so many floors, each t √2 standard deviations as an
 * exactly known spread would give: 6.08 for 3 seeds, 3.20 for 10. Bounds are 95 % Clopper–Pearson.
 */
import { defaultOptions, questions, viewOf, type Answer, type RoundRecord } from '@attune/core/insight';
import { stream, studentQuantile, type Stream } from '@attune/core/numeric';
import { samplerFor } from '@attune/core/samplers';
import { unitSpace, type Planting } from '../../packages/core/src/testing/planted.ts';
import { plantedComparison } from '../../packages/core/src/testing/planted-comparison.ts';
import { promise, rate, row } from './rate.ts';

const space = unitSpace(2);
const halton = samplerFor({ kind: 'halton' });
const options = defaultOptions;
/** Verdicts do not depend on how fair a comparison is. */
const unasked = (): Answer => ({ findings: [], silent: [] });
const matters = { nothing: 0, much: 100 } as const;

const settings = [
  ...[4, 8, 16, 50].flatMap((trials) => [3, 10].map((seeds) => ({ arms: 2, trials, seeds }))),
  { arms: 3, trials: 16, seeds: 3 },
  { arms: 8, trials: 16, seeds: 3 },
];

export function measureIsolation(nulls: number, planting: number): void {
  console.log(`\nisolation: all configurations are equal, ${nulls} rounds a row; called different`);
  const widths = [14, 6, 5, 23, 23, 23, 23];
  const columns = ['nothing matters      ', 'much, uniform        ', 'much, Halton         '];
  console.log(row(['configurations', 'trials', 'seeds', ...columns, 'uniform, by floor only'], widths));
  let alarms = 0;
  for (const setting of settings) {
    const counts = variants.map((variant) => decided({ ...setting, ...variant, rounds: nulls, by: 0 }));
    alarms += counts.reduce((sum, { either }) => sum + either, 0);
    const beyond = counts[1]?.beyond ?? 0;
    const cells = [...counts.map(({ either }) => either), beyond].map((hits) => rate(hits, nulls));
    console.log(row([setting.arms, setting.trials, setting.seeds, ...cells], widths));
  }
  promise('isolation', alarms, settings.length * variants.length * nulls);

  console.log(`\nisolation: one of two configurations is better by so many floors, ${planting} rounds a row; named`);
  const plantedWidths = [6, 5, 4, 23, 23, 23];
  console.log(row(['trials', 'seeds', 'by', ...columns], plantedWidths));
  for (const setting of settings.filter(({ arms }) => arms === 2)) {
    for (const by of [1, 2, 4]) {
      const cells = variants.map((variant) =>
        rate(decided({ ...setting, ...variant, rounds: planting, by }).planted, planting),
      );
      console.log(row([setting.trials, setting.seeds, by, ...cells], plantedWidths));
    }
  }
}

const variants = [
  { matter: 'nothing', quasirandom: false },
  { matter: 'much', quasirandom: false },
  { matter: 'much', quasirandom: true },
] as const;

interface Setting {
  readonly arms: number;
  /** Of each configuration. */
  readonly trials: number;
  readonly seeds: number;
  readonly matter: keyof typeof matters;
  readonly quasirandom: boolean;
  readonly rounds: number;
  /** By how many floors the first configuration is better. */
  readonly by: number;
}

interface Hits {
  /** Rounds in which a configuration is called better than another. */
  readonly either: number;
  /** In which that is the planted one. */
  readonly planted: number;
  /** In which the lead is beyond the floor, whatever the search may have brought. */
  readonly beyond: number;
}

function decided(setting: Setting): Hits {
  const isolation = questions.find(({ code }) => code === 'isolation');
  if (isolation === undefined) throw new Error('there is no question isolation');
  let [either, rightly, beyond] = [0, 0, 0];
  for (let round = 0; round < setting.rounds; round++) {
    const [finding] = isolation.ask(viewOf(roundOf(setting, round), options, new Map()), options, unasked).findings;
    const { difference = 0, floor = Infinity } = finding?.evidence.numbers ?? {};
    if (difference > floor) beyond++;
    // Behind the first may be others than the runner-up.
    if (finding === undefined || finding.values['behind'] === null) continue;
    either++;
    if (finding.values['verdict'] === 'better' && finding.values['first'] === 'configuration=0') rightly++;
  }
  return { either, planted: rightly, beyond };
}

function roundOf(setting: Setting, round: number): RoundRecord {
  const { arms, trials, seeds, matter, quasirandom, by } = setting;
  const floor = studentQuantile(0.975, seeds - 1) * Math.SQRT2;
  const baseline = stream(round, 'bench baseline', arms, trials, seeds);
  const plantings = Array.from({ length: arms }, (_, arm): readonly [string, Planting] => {
    const seed = stream(round, 'bench isolation', arms, trials, seeds, arm).integer(2 ** 31);
    const design = quasirandom
      ? halton.suggest({ space, budget: trials }, 0, trials, seed).map(({ configuration }) => configuration)
      : null;
    const gain = arm === 0 ? by * floor : 0;
    const fate: Planting['fate'] = ({ x1 = 0, x2 = 0 }, random) =>
      result(random) + matters[matter] * ((x1 - 0.4) ** 2 + (x2 - 0.6) ** 2) - gain;
    const plan = { seed, space, trials, evaluations: 1, bestAt: () => 1, fate, ...(design !== null && { design }) };
    const repeats = Array.from({ length: arm === 0 ? seeds : 0 }, () => result(baseline));
    return [String(arm), { ...plan, baseline: repeats }];
  });
  return plantedComparison('configuration', Object.fromEntries(plantings));
}

/** Far from 0, so that results stay positive. */
function result(random: Stream): number {
  return 1000 + random.normal();
}
