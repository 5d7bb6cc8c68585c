/**
 * For training processes that a server of Attune starts with `metrics: { from: http }`: sends what they measure, in batches,
 * once each, through lost connections and restarted servers, also at another address.
 */
import { because } from './because.ts';
import { attemptClient } from './attempt-client.ts';
import { openSending, patiently, type Sending } from './loop-sending.ts';
import { InfeasibleError } from './loop.ts';

export type StartedAttempt = Pick<Sending, 'report' | 'checkpoint' | 'signal'>;

/**
 * Calls `train`, and resolves when everything that it reported is stored: the process may end then. `environment` is that of
 * the process; `train` throws `InfeasibleError` where its configuration cannot be trained. Throws what `train` throws
 * otherwise, and what the server refuses, with what `train` threw before as its cause.
 */
export async function reportAttempt(
  environment: Readonly<Record<string, string | undefined>>,
  train: (attempt: StartedAttempt) => Promise<void>,
): Promise<void> {
  const { ATTUNE_URL: base, ATTUNE_TOKEN: token, ATTUNE_DIR: directory, ATTUNE_TRIAL, ATTUNE_ATTEMPT } = environment;
  if (base === undefined || token === undefined) {
    throw new Error(
      'ATTUNE_URL or ATTUNE_TOKEN is missing: no server started this process with metrics: { from: http }',
    );
  }
  const client = attemptClient({ base, token, directory });
  const [trial, attempt] = [Number(ATTUNE_TRIAL), Number(ATTUNE_ATTEMPT)];
  // That it lives is seen by itself.
  const sending = openSending(client, { trial, attempt, patienceSeconds: Number.POSITIVE_INFINITY });
  const { report, checkpoint, signal } = sending;
  try {
    await train({ report, checkpoint, signal });
  } catch (error) {
    await because(error, sending.finish());
    if (!(error instanceof InfeasibleError)) throw error;
    const told = { trial, attempt, outcome: 'infeasible', message: error.message } as const;
    await because(
      error,
      patiently(() => client.call('POST /trials/{trial}/tell', told)),
    );
    return;
  }
  await sending.finish();
}
