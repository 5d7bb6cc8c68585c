/**
 * How often the questions that curves of training answer speak where nothing is wrong, and keep silent where something is:
 * overfitting, late-variance, still-improving, saturated, training-loss-rising, periodicity, non-finite, curve-shapes.
 *
 * Mistakes: a share of trials is diagnosed wrongly, each by itself; what a question makes of that is its own test alone.
 * Healthy: complete planted rounds (`packages/core/src/testing/planted-round.ts`), diagnosed as any other. Advice and
 * warnings are alarms; notes stand beside them. Planted: one fault in the curves of all, or of a share, of the trials;
 * effects count the jitter of one evaluation. Rates: a training loss that falls too slowly below a place of the rate, or
 * stops early above one. Bounds are 95 % Clopper–Pearson.
 */
import { diagnosisCodes, type DiagnosisCode } from '@attune/core/diagnosis';
import {
  defaultOptions,
  questions,
  viewOf,
  type Finding,
  type RoundRecord,
  type RoundView,
} from '@attune/core/insight';
import { stream } from '@attune/core/numeric';
import type { CurveFault } from '../../packages/core/src/testing/planted-faults.ts';
import { plantedRound, type RoundPlan } from '../../packages/core/src/testing/planted-round.ts';
import { planted, range, unitSpace } from '../../packages/core/src/testing/planted.ts';
import { promise, rate, row } from './rate.ts';

const codes = [
  'overfitting',
  'late-variance',
  'still-improving',
  'saturated',
  'training-loss-rising',
  'periodicity',
  'non-finite',
  'curve-shapes',
] as const;

/** Enough for the tests to be valid. */
const options = { ...defaultOptions, permutations: 199 };

export function measureTraining(mistaken: number, healthy: number, planting: number): void {
  measureMistakes(mistaken);
  measureHealthy(healthy);
  measureFaults(planting);
  measureRates(mistaken);
}

function asked(view: RoundView): readonly Finding[] {
  return questions.flatMap((question) =>
    codes.some((code) => code === question.code) ? question.ask(view, options).findings : [],
  );
}

const isAlarm = ({ severity }: Finding): boolean => severity !== 'note';

function measureMistakes(rounds: number): void {
  console.log(`\ntraining: each trial is diagnosed wrongly by itself, ${rounds} rounds a row: what speaks`);
  const widths = [6, 22, 23, 23];
  console.log(row(['trials', 'diagnosis', '2 % of trials        ', '5 % of trials        '], widths));
  let alarms = 0;
  let of = 0;
  for (const trials of [10, 20, 50, 100]) {
    const round = planted({
      seed: trials,
      space: unitSpace(2),
      trials,
      bestAt: () => 1,
      fate: (_, random) => 10 + random.normal(),
    });
    for (const code of diagnosisCodes) {
      const hits = [0.02, 0.05].map(
        (share) =>
          Array.from({ length: rounds }, (_, index) => {
            const random = stream(index, 'bench mistakes', code, trials);
            return (
              asked(
                viewOf(
                  round,
                  options,
                  mistakes(round, code, () => random.uniform() < share),
                ),
              ).length > 0
            );
          }).filter(Boolean).length,
      );
      alarms += hits[1] ?? 0;
      of += rounds;
      console.log(row([trials, code, ...hits.map((each) => rate(each, rounds))], widths));
    }
  }
  promise('training, mistaken diagnoses', alarms, of);
}

function mistakes(round: RoundRecord, code: DiagnosisCode, wrong: () => boolean): RoundView['diagnoses'] {
  const { metric } = round.objective;
  const one = { code, metric, step: 200, until: null, confidence: 0.9, numbers: {} };
  return new Map(round.trials.map(({ id }) => [id, wrong() ? [one] : []]));
}

function measureHealthy(rounds: number): void {
  const cells: readonly Omit<RoundPlan, 'seed'>[] = [
    { trials: 20, evaluations: 20 },
    { trials: 20, evaluations: 50, noise: 0.5 },
    { trials: 20, evaluations: 200 },
    { trials: 50, evaluations: 50 },
    { trials: 100, evaluations: 50, maximize: true },
  ];
  const said = cells.flatMap((cell) =>
    Array.from({ length: rounds }, (_, index) => {
      const seed = stream(index, 'bench training', cell.trials, cell.evaluations ?? 0).integer(2 ** 31);
      return asked(viewOf(plantedRound({ ...cell, seed }), options));
    }),
  );
  console.log(
    `\ntraining: healthy rounds of ${cells.map(({ trials }) => trials).join(', ')} trials, ${rounds} rounds each`,
  );
  const widths = [20, 23, 23];
  console.log(row(['', 'advice or warning    ', 'note                 '], widths));
  for (const code of codes) {
    const alarms = said.filter((each) => each.some((one) => one.code === code && isAlarm(one))).length;
    const notes = said.filter((each) => each.some((one) => one.code === code && !isAlarm(one))).length;
    console.log(row([code, rate(alarms, said.length), rate(notes, said.length)], widths));
    // A round whose rate never falls does gain by more steps.
    if (code !== 'still-improving') promise(`${code}, healthy rounds`, alarms, said.length);
  }
  const warned = said.filter((each) => each.some(({ severity }) => severity === 'warning')).length;
  console.log(row(['any warning', rate(warned, said.length)], widths));
}

interface Fault {
  readonly name: string;
  readonly effects: readonly number[];
  readonly curve: (effect: number) => CurveFault;
  readonly among: 'all' | 'best third' | 'rest' | number;
  readonly found: (finding: Finding) => boolean;
  readonly plan?: Partial<RoundPlan>;
}

const coded =
  (code: string, shape?: string) =>
  (finding: Finding): boolean =>
    finding.code === code && (shape === undefined || finding.values['shape'] === shape);

const faults: readonly Fault[] = [
  ...(['all', 'best third', 'rest', 0.3] as const).map((among) => ({
    name: 'overfitting',
    effects: among === 'all' ? [3, 6, 12] : [6],
    curve: (effect: number) => ({ kind: 'overfitting', effect, from: 0.5 }) as const,
    among,
    found: (finding: Finding) => finding.code === 'overfitting' && isAlarm(finding),
  })),
  {
    name: 'over-confidence',
    effects: [6, 12],
    curve: (effect) => ({ kind: 'over-confidence', effect, from: 0.5 }),
    among: 'all',
    found: (finding) => finding.code === 'overfitting' && !isAlarm(finding),
  },
  {
    name: 'late noise',
    effects: [6, 12, 20],
    curve: (effect) => ({ kind: 'late-noise', effect }),
    among: 'all',
    found: coded('late-variance'),
  },
  {
    name: 'too few steps',
    effects: [3, 6, 12],
    curve: (effect) => ({ kind: 'too-few-steps', effect }),
    among: 'all',
    found: (finding) => finding.code === 'still-improving' && isAlarm(finding),
    plan: { schedule: 'constant' },
  },
  {
    name: 'all learned within',
    effects: [0.3, 0.2, 0.1],
    curve: (share) => ({ kind: 'too-many-steps', share }),
    among: 'all',
    found: (finding) => finding.code === 'saturated' && finding.values['state'] === 'fitted',
  },
  ...(['all', 0.3] as const).map((among) => ({
    name: 'training loss rises',
    effects: [6, 12, 24],
    curve: (effect: number) => ({ kind: 'training-loss-rising', effect, from: 0.5 }) as const,
    among,
    found: coded('training-loss-rising'),
  })),
  ...(['all', 0.3] as const).map((among) => ({
    name: 'periodic',
    effects: [2, 5],
    curve: (effect: number) => ({ kind: 'periodic', effect, period: 0.2 }) as const,
    among,
    found: coded('periodicity'),
  })),
  {
    name: 'NaN',
    effects: [0.3],
    curve: (at) => ({ kind: 'nan', at }),
    among: 0.3,
    found: coded('non-finite'),
  },
  ...(['all', 0.3] as const).map((among) => ({
    name: 'spike',
    effects: [25, 50],
    curve: (effect: number) => ({ kind: 'spike', effect, at: 0.5 }) as const,
    among,
    found: coded('curve-shapes', 'loss-spike'),
  })),
  {
    name: 'early jumps',
    effects: [100, 300],
    curve: (effect) => ({ kind: 'early-instability', effect }),
    among: 'all',
    found: coded('curve-shapes', 'early-instability'),
  },
  {
    name: 'stuck at chance',
    effects: [0],
    curve: () => ({ kind: 'stuck-at-chance' }),
    among: 0.3,
    found: coded('curve-shapes', 'stuck-at-chance'),
  },
  {
    name: 'collapse',
    effects: [0.6],
    curve: (at) => ({ kind: 'collapse', at }),
    among: 0.3,
    found: coded('curve-shapes', 'collapse'),
  },
];

const sizes = [
  { trials: 20, evaluations: 20, times: 1 },
  { trials: 20, evaluations: 50, times: 1 },
  { trials: 50, evaluations: 50, times: 0.5 },
];

function measureFaults(rounds: number): void {
  console.log(
    `\ntraining: one fault in the curves of some trials: missed, of ${rounds} rounds (half as many of 50 trials)`,
  );
  const widths = [20, 10, 7, ...sizes.map(() => 23)];
  const names = sizes.map(({ trials, evaluations }) => `${trials} trials of ${evaluations}   `);
  console.log(row(['fault', 'trials', 'effect', ...names], widths));
  for (const { name, effects, curve, among, found, plan } of faults) {
    for (const effect of effects) {
      const missed = sizes.map(({ trials, evaluations, times }) => {
        const count = Math.max(1, Math.round(times * rounds));
        const misses = Array.from({ length: count }, (_, index) => {
          const seed = stream(index, 'bench training faults', name, trials).integer(2 ** 31);
          const fault = { kind: 'curves', curve: curve(effect), among } as const;
          return !asked(viewOf(plantedRound({ ...plan, seed, trials, evaluations, fault }), options)).some(found);
        }).filter(Boolean).length;
        return rate(misses, count);
      });
      const who = typeof among === 'number' ? `${100 * among} %` : among;
      console.log(row([name, who, effect, ...missed], widths));
    }
  }
}

const lossAt = {
  good: (f: number) => 0.2 + 2 * Math.exp(-8 * f),
  slow: (f: number) => 2.2 - f,
  flat: (f: number) => 1.2 + Math.exp(-30 * f),
} as const;

/** Of one shape beyond a place of the rate, with the best rates in the middle; `share` of the trials there have it. */
function measureRates(rounds: number): void {
  console.log(`\ntraining: shapes of the training loss by the rate, ${rounds} rounds a row`);
  const widths = [6, 7, 6, 23, 23];
  console.log(row(['trials', 'shape', 'share', 'missed               ', 'the other one named  '], widths));
  const space = { hyperparameters: [range('learning_rate', 1e-4, 1, 'log'), range('dropout', 0, 0.5)] };
  for (const trials of [20, 50]) {
    for (const shape of ['slow', 'flat'] as const) {
      for (const share of [1, 0.7, 0.4]) {
        const said = Array.from({ length: rounds }, (_, seed) => {
          const shapes: ('good' | 'slow' | 'flat')[] = [];
          const round = planted({
            seed,
            space,
            trials,
            fate: ({ learning_rate: x = 0 }, random) => {
              const beyond = shape === 'slow' ? x < 0.3 : x > 0.7;
              shapes.push(beyond && random.uniform() < share ? shape : 'good');
              return 1 + (x - 0.5) ** 2 + 0.02 * random.normal();
            },
          });
          const trained = round.trials.map((trial, i) => {
            const random = stream(seed, 'loss', i);
            const steps = trial.curves[0]?.steps ?? [];
            const loss = lossAt[shapes[i] ?? 'good'];
            const values = steps.map((step) => loss(step / round.maxSteps) + 0.01 * random.normal());
            return { ...trial, curves: [...trial.curves, { metric: 'train/loss', steps, values }] };
          });
          return asked(viewOf({ ...round, trials: trained }, options, new Map()));
        });
        const [own, other] = shape === 'slow' ? ['slow-fall', 'early-plateau'] : ['early-plateau', 'slow-fall'];
        const missed = said.filter((each) => !each.some(coded('curve-shapes', own))).length;
        const others = said.filter((each) => each.some(coded('curve-shapes', other))).length;
        console.log(row([trials, shape, share, rate(missed, rounds), rate(others, rounds)], widths));
      }
    }
  }
}
