/**
 * A training loop of one's own around Attune: asks for trials of a round until it has ended, and sees to everything but
 * the training itself: measurements are sent in batches, once each, through lost connections and restarted servers; the
 * server hears that the program lives; the end is told.
 */
import type { Api } from '@attune/service/http';
import { ApiError } from './api-error.ts';
import { because } from './because.ts';
import type { AttuneClient } from './client.ts';
import { openSending, patiently, type Sending } from './loop-sending.ts';
import { pause } from './pause.ts';

/** A trial to train, as the server gave it. */
export type GivenTrial = NonNullable<Api['POST /ask']['result']['given']>;

export interface LoopTrial extends GivenTrial {
  /** Aborts when the trial is to end: stopped by somebody, or given to another program. */
  readonly signal: AbortSignal;
  /** Values of metrics at a step, sent within a second. Values may be NaN. */
  readonly report: (step: number, values: Readonly<Record<string, number>>) => void;
  /** A checkpoint is complete, at a path that the server's machine knows. */
  readonly checkpoint: (step: number, path: string) => void;
}

export interface LoopOptions {
  /** Number, name or file; without it the unfinished one, else the next file. The loop stays with it. */
  readonly round?: string;
  /** After so long without a sign of life another program gets the trial; one is given every third of it. */
  readonly patienceSeconds?: number;
  /** Who asks, for the log. */
  readonly worker?: string;
  /** Ends the loop after the trial that runs. */
  readonly signal?: AbortSignal;
  /** Resolves at the end of training; throws `InfeasibleError` where it cannot be done, anything else where it broke. */
  readonly train: (trial: LoopTrial) => Promise<void>;
}

/** This configuration cannot be trained, for a reason that belongs to it: not a failure of the program. */
export class InfeasibleError extends Error {}

const defaultPatienceSeconds = 600;

/**
 * Resolves when the round has ended, or `signal` aborts, with how many trials were told of. Throws what the server refuses,
 * with what broke the training before, if anything did, as its cause.
 */
export async function trainTrials(client: AttuneClient, options: LoopOptions): Promise<number> {
  const { patienceSeconds = defaultPatienceSeconds, worker, signal, train } = options;
  let { round } = options;
  let told = 0;
  while (signal?.aborted !== true) {
    const answer = await patiently(
      () =>
        client.call(
          'POST /ask',
          {
            patienceSeconds,
            ...(round === undefined ? {} : { round }),
            ...(worker === undefined ? {} : { worker }),
          },
          signal === undefined ? {} : { signal },
        ),
      signal,
    );
    if (answer === null) break;
    round = String(answer.round);
    if (answer.none?.ended === true) break;
    if (answer.given === null) await pause(pausedMilliseconds, signal);
    else if (await trainOne(client, answer.given, train)) told++;
  }
  return told;
}

/** Before asking again where the round is paused. */
const pausedMilliseconds = 1000;

/**
 * Whether the end could be told; not where another program has the trial by now. Throws what the server refuses otherwise,
 * with what broke the training as its cause; also where the trial was lost, if the training broke before it heard of that.
 */
async function trainOne(client: AttuneClient, given: GivenTrial, train: LoopOptions['train']): Promise<boolean> {
  const { trial, attempt } = given;
  const sending = openSending(client, given);
  const { broken, ...end } = await trained(given, sending, train);
  // Afterwards it broke because of that, as it should.
  const unaware = !sending.signal.aborted;
  try {
    const told = sending
      .finish()
      .then(() => patiently(() => client.call('POST /trials/{trial}/tell', { trial, attempt, ...end })));
    await because(broken, told);
    return true;
  } catch (error) {
    const lost = error instanceof ApiError && error.status === 409;
    if (lost && !(end.outcome === 'failed' && unaware)) return false;
    throw error;
  }
}

interface End {
  readonly outcome: 'completed' | 'infeasible' | 'failed';
  readonly message?: string;
  /** What `train` threw. */
  readonly broken?: unknown;
}

async function trained(
  given: GivenTrial,
  { signal, report, checkpoint }: Sending,
  train: LoopOptions['train'],
): Promise<End> {
  try {
    await train({ ...given, signal, report, checkpoint });
    return { outcome: 'completed' };
  } catch (error) {
    if (error instanceof InfeasibleError) return { outcome: 'infeasible', message: error.message, broken: error };
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { outcome: 'failed', message: message.slice(-longestMessage), broken: error };
  }
}

/** Characters that the server takes. */
const longestMessage = 20_000;
