/** A project folder whose store holds one long round, as an engine and its trials would have left it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stream } from '@attune/core/numeric';
import { resolveRound } from '@attune/core/design';
import { beginRound } from '@attune/service/engine';
import { readProject, readRound } from '@attune/service/project';
import { openSqliteStore, type Batch, type Change, type RowOf, type Store, type Writer } from '@attune/service/store';

const usualMetrics = ['train/loss', 'valid/loss', 'valid/error'];

const projectFile = (points: number): string => `attune: 1
objective: { metric: valid/loss, direction: minimize }
train: { command: 'python train.py \${args}', max_steps: ${10 * points} }
hyperparameters:
  optimizer:
    choices:
      momentum: { lr: { range: [1e-3, 10], scale: log }, beta: { range: [0.8, 0.999], scale: reverse-log } }
      adam: { lr: { range: [1e-5, 1], scale: log } }
  width: { values: [64, 128, 256] }
  dropout: { off: 0, range: [0.05, 0.7], meaning: dropout }
  weight_decay: { range: [1e-6, 1e-1], scale: log }
baseline: { optimizer: momentum, optimizer=momentum/lr: 0.1, optimizer=momentum/beta: 0.9, width: 128, dropout: 0, weight_decay: 1e-4 }
resources: { slots: 8 }
`;

const roundFile = (trials: number): string => `attune: 1
goal: maximize
budget: { trials: ${trials} }
`;

const writer: Writer = { actor: 'bench', time: Date.UTC(2026, 0, 1) };

/**
 * Fills `directory` with `trials` trials of `points` points a metric. Of a hundred trials three are infeasible, and one
 * was lost and began again; the last eight still run, half-way. `metrics` hold the objective, `valid/loss`.
 */
export async function fillProject(
  directory: string,
  trials: number,
  points: number,
  metrics: readonly string[] = usualMetrics,
): Promise<void> {
  mkdirSync(join(directory, 'rounds'), { recursive: true });
  mkdirSync(join(directory, '.attune'));
  writeFileSync(join(directory, 'attune.yaml'), projectFile(points));
  writeFileSync(join(directory, 'rounds', '01-long.yaml'), roundFile(trials));
  const { project } = readProject(join(directory, 'attune.yaml'));
  const round = readRound(join(directory, 'rounds', '01-long.yaml'), project);
  const store = await openSqliteStore(join(directory, '.attune', 'store.db'));
  try {
    await store.write([{ do: 'insert', kind: 'project', row: { id: 1, project, revision: 1 } }], writer);
    const identity = { number: 1, name: 'long', file: 'rounds/01-long.yaml', hash: '', provenance: null };
    await beginRound(store, resolveRound(project, round, 1), identity, writer);
    const rows = await store.read('trial');
    for (let from = 0; from < rows.length; from += 100)
      await fillTrials(store, rows.slice(from, from + 100), rows.length, points, metrics);
  } finally {
    await store.close();
  }
}

async function fillTrials(
  store: Store,
  trials: readonly RowOf['trial'][],
  all: number,
  points: number,
  metrics: readonly string[],
): Promise<void> {
  const attempts = trials.flatMap(({ id }) => (id % 100 === 50 ? [attempt(id, 1), attempt(id, 2)] : [attempt(id, 1)]));
  const starts = attempts.map((row): Change => ({
    do: 'insert',
    kind: 'attempt',
    row,
    event: { kind: 'attempt.started', subject: `trial ${row.trial}` },
  }));
  await store.write(starts, writer);
  await store.ingest(
    attempts.map(({ trial, number }) => batch(trial, number, trial > all - 8 ? points / 2 : points, metrics)),
    writer,
  );
  await store.write(
    trials.map((row): Change => ended(row, row.id > all - 8)),
    writer,
  );
}

function ended(row: RowOf['trial'], running: boolean): Change {
  const state: RowOf['trial']['state'] = running
    ? { status: 'running' }
    : row.id % 100 < 3
      ? { status: 'infeasible', reason: 'diverged' }
      : { status: 'completed' };
  const event = { kind: `trial.${state.status}`, subject: `trial ${row.id}` };
  return { do: 'update', kind: 'trial', row: { ...row, state }, event };
}

function attempt(trial: number, number: number): RowOf['attempt'] {
  const startedAt = writer.time + 1000 * trial;
  return {
    trial,
    number,
    cause: number === 1 ? 'start' : 'retry',
    resumedAt: null,
    resumeFrom: null,
    directory: `trials/${trial}/attempt-${number}`,
    slot: trial % 8,
    handle: null,
    startedAt,
    endedAt: startedAt + 900,
    outcome: { kind: 'finished', code: 0, message: '' },
    metricsOffset: 0,
    stdoutOffset: 0,
    revision: 1,
  };
}

function batch(trial: number, attempt: number, points: number, metrics: readonly string[]): Batch {
  const steps = Array.from({ length: Math.floor(points) }, (_, i) => 10 * (i + 1));
  const random = stream(trial, 'noise', attempt);
  return {
    trial,
    attempt,
    series: metrics.map((metric, m) => ({
      metric,
      steps,
      // Falls to a floor of its own, with noise.
      values: steps.map((_, i) => {
        const floor = 0.5 + 0.1 * m + 0.2 * Math.cos(trial);
        return floor + 2 * Math.exp((-5 * i) / points) + 0.01 * random.normal();
      }),
    })),
    checkpoints: [],
    from: { metrics: 0, stdout: 0 },
    to: { metrics: 80 * points, stdout: 0 },
  };
}
