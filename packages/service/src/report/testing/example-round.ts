/** A made-up round for tests: a conditional space, three baseline seeds, curves that decay, some that diverge. */
import type { RoundRecord, StudyRecord, TrialRecord } from '@attune/core/insight';
import type { Configuration, Space } from '@attune/core/space';
import type { Curve, TrialState } from '@attune/core/study';
import type { ReportContext } from '../context.ts';

export interface ExampleOptions {
  readonly trials: number;
  readonly points: number;
  /** The last so many trials are still waiting or running. */
  readonly pending?: number;
  /** Put into the question, names and values. */
  readonly text?: string;
}

export function exampleRound({ trials, points, pending = 0, text = '' }: ExampleOptions): RoundRecord {
  const random = sequence(7);
  const records = Array.from({ length: trials }, (_, index): TrialRecord => {
    const configuration = draw(random, text);
    const state = stateOf(index, trials - pending, Number(configuration['optimizer=momentum/lr'] ?? 0));
    return trialOf(index + 1, 1, configuration, state, points, random);
  });
  const repeats = trials === 0 ? 0 : 3;
  const baselines = Array.from({ length: repeats }, (_, index) =>
    trialOf(trials + index + 1, 2, baseline, { status: 'completed' }, points, random),
  );
  return {
    number: 1,
    goal: 'compare',
    question: `Adam or momentum?${text}`,
    objective: { metric: 'valid/loss', direction: 'minimize' },
    maxSteps: 1200,
    stepUnit: 'step',
    roles: {
      optimizer: 'scientific',
      'optimizer=adam/lr': 'nuisance',
      'optimizer=momentum/lr': 'nuisance',
      'optimizer=momentum/momentum': 'nuisance',
      dropout: 'nuisance',
      'weight-decay': 'nuisance',
      [`hidden${text}`]: 'fixed',
    },
    baseline,
    examples: { train: 1000, valid: 450, classes: 10 },
    references: { chance: { 'valid/error': 0.9 }, [`logistic regression${text}`]: { 'valid/loss': 0.21 } },
    studies: [study(1, `search${text}`, 'search', trials), study(2, 'baseline', 'baseline', repeats)],
    trials: [...records, ...baselines],
  };
}

export function exampleContext(change: Partial<ReportContext> = {}): ReportContext {
  return {
    project: 'digits-mlp',
    generatedAt: Date.UTC(2026, 0, 2, 3, 4, 5),
    status: { kind: 'completed' },
    reproduce: "python train.py --optimizer adam --lr 0.012 --seed 17 --note 'a b'",
    notes: { 2: 'looked odd: the loss jumped at step 400' },
    caveats: [{ hyperparameter: 'hidden', value: 64 }],
    provenance: {
      command: 'python train.py --max-steps ${max_steps} --seed ${seed} ${args}',
      commit: { hash: '4f2c9d1a7be0', dirty: true },
      seed: 1234,
      file: 'rounds/01-optimizer.yaml',
      hash: '9c56cc51b374c3ba189210d5b6d4bf57790d351c96c47c02190ecf1e430635ab',
      startedAt: Date.UTC(2026, 0, 2, 3, 0, 0),
      endedAt: Date.UTC(2026, 0, 2, 3, 2, 30),
      versions: { attune: '0.1.0', node: '26.10.0' },
    },
    ...change,
  };
}

const baseline: Configuration = {
  optimizer: 'momentum',
  'optimizer=momentum/lr': 0.1,
  'optimizer=momentum/momentum': 0.9,
  dropout: 0.1,
  'weight-decay': 1e-4,
  hidden: 64,
};

const named = (id: string) => ({ id, name: id.slice(id.lastIndexOf('/') + 1), arg: id.slice(id.lastIndexOf('/') + 1) });

const space: Space = {
  hyperparameters: [
    {
      ...named('optimizer'),
      kind: 'choice',
      branches: [
        {
          label: 'adam',
          value: 'adam',
          children: [{ ...named('optimizer=adam/lr'), kind: 'float', low: 1e-5, high: 1e-1, scale: 'log' }],
        },
        {
          label: 'momentum',
          value: 'momentum',
          children: [
            { ...named('optimizer=momentum/lr'), kind: 'float', low: 1e-3, high: 10, scale: 'log' },
            { ...named('optimizer=momentum/momentum'), kind: 'float', low: 0.8, high: 0.999, scale: 'reverse-log' },
          ],
        },
      ],
    },
    { ...named('dropout'), kind: 'float', low: 0, high: 0.5, scale: 'linear' },
    { ...named('weight-decay'), kind: 'float', low: 1e-6, high: 1e-2, scale: 'log' },
    { ...named('hidden'), kind: 'discrete', values: [64] },
  ],
};

function study(id: number, name: string, purpose: StudyRecord['purpose'], trials: number): StudyRecord {
  return { id, name, purpose, scientific: {}, space, adaptive: false, trials };
}

function draw(random: () => number, text: string): Configuration {
  const shared = { dropout: 0.5 * random(), 'weight-decay': 10 ** (-6 + 4 * random()), hidden: 64 };
  const lr = random();
  const branch = `momentum${text}`;
  return random() < 0.5
    ? { optimizer: 'adam', 'optimizer=adam/lr': 10 ** (-5 + 4 * lr), ...shared }
    : {
        optimizer: branch,
        'optimizer=momentum/lr': 10 ** (-3 + 4 * lr),
        'optimizer=momentum/momentum': 1 - 10 ** (-3 + 2.3 * random()),
        ...shared,
      };
}

function stateOf(index: number, ended: number, rate: number): TrialState {
  if (index >= ended) return { status: index === ended ? 'running' : 'waiting' };
  if (index % 13 === 5) return { status: 'stopped' };
  if (index % 17 === 9) return { status: 'failed', reason: 'crashed' };
  return rate > 1 ? { status: 'infeasible', reason: 'diverged' } : { status: 'completed' };
}

function trialOf(
  id: number,
  of: number,
  configuration: Configuration,
  state: TrialState,
  points: number,
  random: () => number,
): TrialRecord {
  const reached = state.status === 'waiting' ? 0 : state.status === 'running' ? Math.ceil(points / 3) : points;
  const rate = Math.log10(Number(configuration['optimizer=adam/lr'] ?? configuration['optimizer=momentum/lr'] ?? 0.1));
  const best = configuration['optimizer'] === 'adam' ? -2 : -0.5;
  const floor = 0.08 + 0.05 * (rate - best) ** 2 + 0.02 * random();
  const diverges = state.status === 'infeasible';
  const steps = Array.from({ length: reached }, (_, index) => Math.round(((index + 1) * 1200) / points));
  const curve = (metric: string, gap: number): Curve => ({
    metric,
    steps,
    values: steps.map((step) => {
      if (diverges && step > 500) return step > 600 ? Number.NaN : 50 * random();
      return floor * gap + 2.2 * Math.exp(-step / 120) + 0.01 * random() + (gap > 1 ? 2e-5 * step : 0);
    }),
  });
  return {
    id,
    study: of,
    configuration,
    seed: 1000 + id,
    state,
    curves: [curve('train/loss', 0.8), curve('valid/loss', 1.1)],
  };
}

/** Numbers in [0, 1) that are the same everywhere: the multiplicative generator of Lehmer (1951), modulus 2³¹ − 1. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}
