/**
 * How often the noise floor calls equals different, and how often it finds a difference that is there.
 *
 * Every training run is normal with one standard deviation. The baseline runs under `seeds` seeds, the search has `trials`
 * trials. One unit of difference is the floor that an exactly known spread would give, t √(1 + 1/seeds) standard
 * deviations: 4.97 for 3 seeds, 2.37 for 10. Bounds are 95 % Clopper–Pearson.
 */
import { defaultOptions, questions, viewOf } from '@attune/core/insight';
import { stream, studentQuantile, type Stream } from '@attune/core/numeric';
import { planted, unitSpace } from '../../packages/core/src/testing/planted.ts';
import { promise, rate, row } from './rate.ts';

const settings = [2, 3, 5, 10].flatMap((seeds) => [1, 24, 100].map((trials) => ({ seeds, trials })));
const widths = [5, 6, 5, 23, 23];

export function measureNoiseFloor(nulls: number, planting: number): void {
  console.log(`\nnoise-floor: every trial equals the baseline, ${nulls} rounds a row`);
  console.log(row(['seeds', 'trials', '', 'called better        ', 'called worse         '], widths));
  let wrong = 0;
  for (const setting of settings) {
    const verdicts = verdictsOf({ ...setting, rounds: nulls, gain: () => 0 });
    const [better, worse] = [count(verdicts, 'better'), count(verdicts, 'worse')];
    wrong += better + worse;
    console.log(row([setting.seeds, setting.trials, '', rate(better, nulls), rate(worse, nulls)], widths));
  }
  promise('noise-floor', wrong, settings.length * nulls);

  console.log(`\nnoise-floor: one trial is better by so many floors, ${planting} rounds a row`);
  console.log(row(['seeds', 'trials', 'by', 'called better        ', 'called worse         '], widths));
  for (const setting of settings.filter(({ seeds }) => seeds === 3 || seeds === 10)) {
    for (const by of [1, 2, 4]) {
      const verdicts = verdictsOf({ ...setting, rounds: planting, gain: (trial) => (trial === 0 ? by : 0) });
      const [better, worse] = [count(verdicts, 'better'), count(verdicts, 'worse')];
      console.log(row([setting.seeds, setting.trials, by, rate(better, planting), rate(worse, planting)], widths));
    }
  }

  console.log(`\nnoise-floor: every trial is worse by so many floors, ${planting} rounds a row`);
  console.log(row(['seeds', 'trials', 'by', 'called worse         ', 'called better        '], widths));
  for (const setting of settings.filter(({ seeds, trials }) => (seeds === 3 || seeds === 10) && trials < 100)) {
    for (const by of [1, 2, 4]) {
      const verdicts = verdictsOf({ ...setting, rounds: planting, gain: () => -by });
      const [better, worse] = [count(verdicts, 'better'), count(verdicts, 'worse')];
      console.log(row([setting.seeds, setting.trials, by, rate(worse, planting), rate(better, planting)], widths));
    }
  }
}

interface Setting {
  readonly seeds: number;
  readonly trials: number;
  readonly rounds: number;
  /** By how many floors a trial is better than the baseline. */
  readonly gain: (trial: number) => number;
}

function verdictsOf({ seeds, trials, rounds, gain }: Setting): readonly unknown[] {
  const floor = studentQuantile(0.975, seeds - 1) * Math.sqrt(1 + 1 / seeds);
  const noiseFloor = questions.find(({ code }) => code === 'noise-floor');
  if (noiseFloor === undefined) throw new Error('there is no question noise-floor');
  // Far from 0, so that results stay positive, and none so far out that it counts as an outlier of its study.
  const result = (random: Stream): number => 1000 + random.normal();
  return Array.from({ length: rounds }, (_, seed) => {
    const baseline = stream(seed, 'bench baseline', seeds, trials);
    let trial = 0;
    const round = planted({
      seed: stream(seed, 'bench', seeds, trials).integer(2 ** 31),
      space: unitSpace(1),
      trials,
      evaluations: 1,
      bestAt: () => 1,
      baseline: Array.from({ length: seeds }, () => result(baseline)),
      fate: (_places, random) => result(random) - floor * gain(trial++),
    });
    return noiseFloor.ask(viewOf(round), defaultOptions).findings[0]?.values['verdict'];
  });
}

function count(verdicts: readonly unknown[], verdict: string): number {
  return verdicts.filter((each) => each === verdict).length;
}
