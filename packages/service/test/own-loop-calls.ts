/** What tests of programs that run their own loop share: a project that they ask, and what such a program does. */
import { existsSync } from 'node:fs';
import { ApiError, type AttuneClient } from '../../client/src/index.ts';
import { until } from '../src/testing/until.ts';

export const ownLoopProject = `attune: 1
name: own
objective: { metric: valid/loss, direction: minimize }
train: { command: ask, max_steps: 20 }
metrics: { rename: { val: valid/loss } }
hyperparameters:
  lr: { range: [1e-3, 1], scale: log }
baseline: { lr: 0.01 }
`;

export const threeTrials = 'attune: 1\ngoal: maximize\nsearch: halton\nbudget: { trials: 3 }\nbaseline_seeds: 1\n';

/** As long as it takes: where the engine is still to come, an answer may be that there is none yet. */
export async function given(client: AttuneClient, input: { patienceSeconds?: number } = {}) {
  for (;;) {
    const { given: one, none } = await client.call('POST /ask', { round: '1', ...input });
    // A server cannot be told of it before the engine has made its folder.
    if (one !== null) return until(() => (existsSync(one.directory) ? one : undefined));
    if (none?.ended === true) throw new Error(none.reason);
  }
}

export type Given = Awaited<ReturnType<typeof given>>;

export function measured(
  { trial, attempt }: Pick<Given, 'trial' | 'attempt'>,
  batch: number,
  steps: readonly number[],
) {
  const series = [{ metric: 'val', steps: [...steps], values: steps.map((step) => 1 / (step + 1)) }];
  return { trial, attempt, batch, series };
}

export const send = (client: AttuneClient, ...batches: ReturnType<typeof measured>[]) =>
  client.call('POST /measurements', { batches });

export async function stateOf(client: AttuneClient, trial: number): Promise<string> {
  return (await client.call('GET /trials/{trial}', { trial })).trial.status;
}

/** What a refused call answers. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  const error: unknown = await call.then(
    () => new Error('it was not refused'),
    (cause: unknown) => cause,
  );
  if (!(error instanceof ApiError)) throw error;
  return `${error.status} ${error.message}`;
}
