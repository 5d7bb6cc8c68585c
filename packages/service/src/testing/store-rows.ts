/** Rows, changes and batches to test stores with. */
import type { AttemptRow, Batch, Change, RowKind, RowOf, Store, Writer } from '../store/index.ts';

export const writer: Writer = { actor: 'engine', time: 1_000 };

const space: RowOf['project']['project']['space'] = { hyperparameters: [] };

export const project: RowOf['project'] = {
  id: 1,
  revision: 1,
  project: {
    name: 'digits',
    objective: { metric: 'valid/loss', direction: 'minimize' },
    train: { command: 'python train.py ${args}', maxSteps: 100, stepUnit: 'step', graceSeconds: 10 },
    metrics: { from: 'file', rename: { val_loss: 'valid/loss' } },
    space,
    baseline: { lr: 0.1, optimizer: 'adam', nesterov: true, clip: null },
    inactive: {},
    examples: { valid: 450 },
    references: { chance: { 'valid/error': 0.9 }, 'naïve “Bayes” 🌱': {} },
    resources: { slots: 2, gpusPerTrial: 0 },
  },
};

export const note: RowOf['note'] = { id: 1, subject: 'trial 1', text: "it's\n“fine” 🌱", time: 3 };
export const request: RowOf['request'] = { id: 1, request: { kind: 'stop-trial', trial: 1 }, time: 4 };
export const token: RowOf['token'] = {
  id: 1,
  name: 'ada',
  scope: 'report',
  hash: '6a2e',
  createdAt: 6,
  expiresAt: null,
  revokedAt: null,
  lastUsedAt: 7,
  revision: 1,
};
export const checkpoint: RowOf['checkpoint'] = { trial: 1, attempt: 2, step: 100, path: '/c/100', time: 5 };

export const trials: readonly RowOf['trial'][] = [
  trial(1, 1, 1),
  { ...trial(2, 1, 2), state: { status: 'completed' } },
  { ...trial(9, 2, 3), state: { status: 'infeasible', reason: 'diverged' } },
  trial(10, 2, 3),
];

export const attempts: readonly AttemptRow[] = [
  { ...attempt(1, 1), endedAt: 2_000, outcome: { kind: 'crashed', code: 1, message: 'ValueError' } },
  { ...attempt(1, 2), cause: 'retry', resumedAt: 100, resumeFrom: '/c/100', handle: '4711' },
];

export function launch(number: number, parent: number | null): RowOf['launch'] {
  const configuration = { lr: 0.1 + number };
  return { number, parent, configuration, evidence: null, note: '', provenance: { commit: 'abc' }, time: 1 };
}

export function round(number: number): RowOf['round'] {
  return {
    number,
    name: `0${number}-first`,
    file: `rounds/0${number}-first.yaml`,
    hash: 'f00d',
    resolved: {
      goal: 'compare',
      question: 'Adam?',
      roles: { lr: 'scientific' },
      studies: [],
      seed: 7,
      project: project.project,
      caveats: [{ hyperparameter: 'units', value: 64 }],
    },
    status: 'running',
    note: '',
    provenance: ['free', { json: [1, null] }],
    startedAt: 1_700_000_000_000,
    endedAt: null,
    revision: 1,
  };
}

export function study(id: number, of: number): RowOf['study'] {
  const plan = { name: 'all', purpose: 'search', scientific: {}, space, sampler: { kind: 'halton' } } as const;
  return { id, round: of, plan: { ...plan, trials: 4, seed: 3 }, revision: 1 };
}

export function trial(id: number, of: number, within: number): RowOf['trial'] {
  return {
    id,
    round: of,
    study: within,
    index: 0,
    configuration: { 'optimizer=adam/lr': 1e-4, units: 64, clip: null, label: 'NaN' },
    seed: 2 ** 31 - 1,
    state: { status: 'waiting' },
    note: '',
    maxSteps: 100,
    untilStep: 100,
    revision: 1,
  };
}

export function attempt(of: number, number: number): AttemptRow {
  return {
    trial: of,
    number,
    cause: 'start',
    resumedAt: null,
    resumeFrom: null,
    directory: `trials/${of}/${number}`,
    slot: 0,
    handle: null,
    startedAt: 1_000,
    endedAt: null,
    outcome: null,
    revision: 1,
    metricsOffset: 0,
    stdoutOffset: 0,
  };
}

/** Two points at steps 10 and 20, unless `values` says otherwise, that read `metrics.jsonl` on from `from` to `to`. */
export function batch(
  of: number,
  number: number,
  options: { readonly from?: number; readonly to?: number; readonly values?: readonly number[] } = {},
): Batch {
  const { from = 0, to = from + 1, values = [0.5, 0.25] } = options;
  const steps = values.map((_, i) => 10 * (i + 1));
  return {
    trial: of,
    attempt: number,
    series: [{ metric: 'valid/loss', steps, values }],
    checkpoints: [],
    from: { metrics: from, stdout: from === 0 ? 0 : 4 },
    to: { metrics: to, stdout: 4 },
  };
}

export async function populate(store: Store): Promise<void> {
  await store.write(
    [
      insert('project', project),
      insert('launch', launch(1, null)),
      insert('launch', launch(2, 1)),
      insert('round', round(2)),
      insert('round', round(1)),
      insert('study', study(1, 1)),
      insert('study', study(3, 2)),
      insert('study', study(2, 1)),
      ...trials.map((row) => insert('trial', row)),
      ...attempts.map((row) => insert('attempt', row)),
      insert('checkpoint', checkpoint),
      insert('note', note),
      insert('request', request),
      insert('token', token),
    ],
    writer,
  );
}

export function insert<K extends RowKind>(kind: K, row: RowOf[K], event?: Change['event']): Change {
  return { do: 'insert', kind, row, ...(event && { event }) } as Change;
}

export function update<K extends RowKind>(kind: K, row: RowOf[K], event?: Change['event']): Change {
  return { do: 'update', kind, row, ...(event && { event }) } as Change;
}

export function remove<K extends RowKind>(kind: K, row: RowOf[K]): Change {
  return { do: 'delete', kind, row } as Change;
}
