/**
 * How often isolation tells values of a joint study apart that are equal, and how often it finds the effect of a scientific
 * hyperparameter that was sampled together with three nuisance ones.
 *
 * Results are normal with standard deviation 1 from seed to seed, the baseline's too. Each nuisance hyperparameter, uniform on
 * [0, 1], adds a (x − 0.4)², so that the best quarter of their space spreads over `spread` standard deviations; 5 is noise of
 * a fifth of the good region's spread. The scientific one makes the upper end of its range worse than the lower by `effect`
 * standard deviations, evenly between, or the second and third of three listed values worse by half of that and by all.
 * Found: something is named behind, and nothing that is not worse than the leader. Three seeds. Bounds are 95 % Clopper–Pearson.
 */
import { defaultOptions, questions, viewOf, type Answer, type RoundRecord } from '@attune/core/insight';
import { quantile, stream } from '@attune/core/numeric';
import type { Hyperparameter } from '@attune/core/space';
import { planted, range } from '../../packages/core/src/testing/planted.ts';
import { promise, rate, row } from './rate.ts';

const options = defaultOptions;
/** What is told apart does not depend on how fair a comparison is. */
const unasked = (): Answer => ({ findings: [], silent: [] });
/** The fewest that a noise floor takes: more make it narrower. */
const seeds = 3;
const listed: Hyperparameter = {
  kind: 'categorical',
  id: 'scientific',
  name: 'scientific',
  arg: 'scientific',
  values: ['good', 'middling', 'bad'],
};
const spaces = { range: range('scientific', 0, 1), list: listed } as const;
const penalties: Readonly<Record<string, number>> = { good: 0, middling: 0.5, bad: 1 };
const nuisances = ['x1', 'x2', 'x3'];

export function measureJointIsolation(nulls: number, planting: number): void {
  console.log(`\nisolation: a joint study, the scientific hyperparameter makes no difference, ${nulls} rounds a row`);
  const widths = [6, 6, 23, 23];
  console.log(row(['trials', 'spread', 'a range: told apart  ', 'a list: told apart   '], widths));
  let [alarms, asked] = [0, 0];
  for (const trials of [20, 50, 100]) {
    for (const spread of [0, 5, 40]) {
      const cells = kinds.map((kind) => told({ kind, trials, spread, effect: 0, rounds: nulls }).any);
      alarms += cells.reduce((sum, any) => sum + any, 0);
      asked += kinds.length * nulls;
      console.log(row([trials, spread, ...cells.map((any) => rate(any, nulls))], widths));
    }
  }
  promise('isolation of joint studies', alarms, asked);

  console.log(`\nisolation: a joint study, effects of the scientific hyperparameter, ${planting} rounds a row`);
  const plantedWidths = [6, 6, 6, 23, 23, 23];
  const columns = ['a range: found       ', 'a list: found        ', 'wrong, either way    '];
  console.log(row(['trials', 'spread', 'effect', ...columns], plantedWidths));
  for (const trials of [20, 50, 100]) {
    for (const spread of [5, 40]) {
      for (const effect of [10, 20, 40]) {
        const found = kinds.map((kind) => told({ kind, trials, spread, effect, rounds: planting }));
        const wrong = found.reduce((sum, { any, right }) => sum + any - right, 0);
        const cells = [...found.map(({ right }) => rate(right, planting)), rate(wrong, kinds.length * planting)];
        console.log(row([trials, spread, effect, ...cells], plantedWidths));
      }
    }
  }
}

const kinds = ['range', 'list'] as const;

interface Setting {
  readonly kind: keyof typeof spaces;
  readonly trials: number;
  readonly spread: number;
  readonly effect: number;
  readonly rounds: number;
}

interface Told {
  /** Rounds in which anything is told apart. */
  readonly any: number;
  /** In which all that is named behind is worse than the leader. */
  readonly right: number;
}

function told(setting: Setting): Told {
  const isolation = questions.find(({ code }) => code === 'isolation');
  if (isolation === undefined) throw new Error('there is no question isolation');
  let [any, right] = [0, 0];
  for (let seed = 0; seed < setting.rounds; seed++) {
    const [finding] = isolation.ask(viewOf(roundOf(setting, seed), options, new Map()), options, unasked).findings;
    const { first, behind } = finding?.values ?? {};
    if (typeof first !== 'string' || typeof behind !== 'string') continue;
    any++;
    if (behind.split(', ').every((label) => penaltyOf(label) > penaltyOf(first))) right++;
  }
  return { any, right };
}

/** Of `scientific=bad`, or of the middle of `scientific=0.41 to 0.8`. */
function penaltyOf(label: string): number {
  const value = label.replace('scientific=', '');
  const [low = 0, high = 0] = value.split(' to ').map(Number);
  return penalties[value] ?? (low + high) / 2;
}

function roundOf({ kind, trials, spread, effect }: Setting, seed: number): RoundRecord {
  const steepness = steepnessOf(spread);
  const baseline = stream(seed, 'joint baseline');
  const record = planted({
    seed,
    space: { hyperparameters: [spaces[kind], ...nuisances.map((id) => range(id, 0, 1))] },
    trials,
    evaluations: 1,
    bestAt: () => 1,
    baseline: Array.from({ length: seeds }, () => 1000 + baseline.normal()),
    fate: (places, random, { scientific }) => {
      const penalty = typeof scientific === 'number' ? scientific : (penalties[String(scientific)] ?? 0);
      const away = nuisances.reduce((sum, id) => sum + ((places[id] ?? 0) - 0.4) ** 2, 0);
      return 1000 + effect * penalty + steepness * away + random.normal();
    },
  });
  const roles = Object.fromEntries(nuisances.map((id) => [id, 'nuisance' as const]));
  return { ...record, roles: { scientific: 'scientific', ...roles } };
}

/** a: the best quarter of the nuisance space spreads over `spread`. */
function steepnessOf(spread: number): number {
  const random = stream(0, 'joint quarter');
  const distances = Array.from({ length: 4000 }, () =>
    nuisances.reduce((sum) => sum + (random.uniform() - 0.4) ** 2, 0),
  );
  return spread / quantile(distances, 0.25);
}
