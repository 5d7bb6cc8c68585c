/** Fills a store with one round of trials, each with one attempt, as an engine would have done. */
import type { Change, RowOf, Store, Writer } from '@attune/service/store';

export const writer: Writer = { actor: 'bench', time: 0 };

/** The ids of the new trials; the last 100 run, the others are completed. `around` can time each write of 25 trials. */
export async function prepareTrials(
  store: Store,
  count: number,
  around: (write: () => Promise<void>) => Promise<void> = (write) => write(),
): Promise<readonly number[]> {
  await store.write(
    [
      { do: 'insert', kind: 'round', row: round },
      { do: 'insert', kind: 'study', row: study },
    ],
    writer,
  );
  const ids = Array.from({ length: count }, (_, i) => i + 1);
  for (let from = 0; from < count; from += 25) {
    const changes = ids.slice(from, from + 25).flatMap((id): readonly Change[] => [
      {
        do: 'insert',
        kind: 'trial',
        row: trial(id, id > count - 100),
        event: { kind: 'trial.started', subject: `trial ${id}` },
      },
      { do: 'insert', kind: 'attempt', row: attempt(id) },
    ]);
    await around(() => store.write(changes, writer));
  }
  return ids;
}

const project: RowOf['project']['project'] = {
  name: 'bench',
  objective: { metric: 'valid/loss', direction: 'minimize' },
  train: { command: 'true', maxSteps: 1_000, stepUnit: 'step', graceSeconds: 10 },
  metrics: { from: 'file', rename: {} },
  space: { hyperparameters: [] },
  baseline: {},
  inactive: {},
  examples: {},
  references: {},
  resources: { slots: 1, gpusPerTrial: 0 },
};

const round: RowOf['round'] = {
  number: 1,
  name: 'bench',
  file: 'rounds/01.yaml',
  hash: '',
  resolved: { goal: 'understand', question: '', roles: {}, studies: [], seed: 1, project, caveats: [] },
  status: 'running',
  note: '',
  provenance: null,
  startedAt: 0,
  endedAt: null,
  revision: 1,
};

const study: RowOf['study'] = {
  id: 1,
  round: 1,
  plan: {
    name: 'all',
    purpose: 'search',
    scientific: {},
    space: { hyperparameters: [] },
    sampler: { kind: 'halton' },
    trials: 1,
    seed: 1,
  },
  revision: 1,
};

function trial(id: number, running: boolean): RowOf['trial'] {
  return {
    id,
    round: 1,
    study: 1,
    index: id - 1,
    configuration: { 'optimizer=adam/learning_rate': 1e-3 / id, 'optimizer=adam/beta1': 0.9, units: 64, dropout: 0.1 },
    seed: id,
    state: { status: running ? 'running' : 'completed' },
    note: '',
    maxSteps: 1_000,
    untilStep: 1_000,
    revision: 1,
  };
}

function attempt(of: number): RowOf['attempt'] {
  return {
    trial: of,
    number: 1,
    cause: 'start',
    resumedAt: null,
    resumeFrom: null,
    directory: `trials/${of}/1`,
    slot: 0,
    handle: '1',
    startedAt: 0,
    endedAt: null,
    outcome: null,
    revision: 1,
    metricsOffset: 0,
    stdoutOffset: 0,
  };
}
