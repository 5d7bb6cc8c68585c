/**
 * Stores what programs send, exactly once: each batch has a number, counted from 0 in its attempt, which is stored with
 * its points. What arrives while a commit is under way goes into the next one together, so that many programs share the
 * cost of making it durable.
 */
import { isAbsolute, join } from 'node:path';
import { AttuneError } from '@attune/core/errors';
import { defineTexts, type Message } from '@attune/core/texts';
import { isAskedToStop, noteHeard } from '../../runners/index.ts';
import { askedAttemptTexts, holderAgainst } from './asked-attempt.ts';
import type { AttemptRow, Batch, Store } from '../../store/index.ts';
import type { Clock } from '../../engine/index.ts';
import { crowded, pauseAfter } from '../next-number.ts';

export const gatheringTexts = defineTexts('measurements-gathering', {
  noAttempt: 'trial {trial} has no attempt {attempt}: send what POST /ask answered',
  otherSource: 'trial {trial} reports by {source}, not over HTTP: its measurements are read from there',
  gap: 'batch {batch} of attempt {attempt} of trial {trial} cannot follow: batch {next} is the next one; send that first',
  ended: 'attempt {attempt} of trial {trial} has ended: nothing more is added to it; ask for another trial',
});

/** Points of one attempt as a program sends them. */
export interface SentBatch {
  readonly trial: number;
  readonly attempt: number;
  /** From 0, one more each time. */
  readonly batch: number;
  readonly series: Batch['series'];
  /** Paths are those that the program wrote. */
  readonly checkpoints: Batch['checkpoints'];
  /** Who sends it and may report attempts of their own alone; null of whoever may report any. */
  readonly reporter?: string | null;
}

export interface TakenBatch {
  readonly trial: number;
  readonly attempt: number;
  /** The number of the batch that is to follow; null where there is no such attempt. */
  readonly next: number | null;
  /** Null where it is stored, now or when it was sent before. */
  readonly refused: { readonly code: 'conflict' | 'not-found'; readonly message: Message } | null;
  /** Whether the program is asked to end its attempt. */
  readonly stop: boolean;
}

export interface Gathering {
  /** Resolves when everything that was not refused is durable; in order. Throws where the store cannot be written. */
  take(batches: readonly SentBatch[], actor: string): Promise<readonly TakenBatch[]>;
}

/** Points of one commit, as far as whole requests allow: a commit of more keeps others waiting. */
const pointsOfCommit = 10_000;
/** How often an attempt's signs of life are written down, and its being asked to stop is looked for. */
const heardMilliseconds = 1000;
/** Other servers may store batches of the same attempts at the same time. */
const mostTries = 20;

interface Waiting {
  readonly batches: readonly SentBatch[];
  readonly points: number;
  readonly actor: string;
  readonly resolve: (taken: readonly TakenBatch[]) => void;
  readonly reject: (error: unknown) => void;
}

export function gatherMeasurements(store: Store, clock: Clock): Gathering {
  const sources = new Map<number, Source>();
  const signs = new Map<string, { readonly at: number; readonly stop: Promise<boolean> }>();
  let waiting: Waiting[] = [];
  let busy = false;

  async function storeAll(): Promise<void> {
    busy = true;
    while (waiting.length > 0) {
      const group = nextGroup();
      await storeGroup(group).catch((error: unknown) => {
        for (const { reject } of group) reject(error);
      });
    }
    busy = false;
  }

  function nextGroup(): readonly Waiting[] {
    let points = 0;
    let count = 0;
    for (const one of waiting) {
      points += one.points;
      if (count > 0 && points > pointsOfCommit) break;
      count++;
    }
    const group = waiting.slice(0, count);
    waiting = waiting.slice(count);
    return group;
  }

  async function storeGroup(group: readonly Waiting[]): Promise<void> {
    const sent = group.flatMap(({ batches }) => batches);
    const actor = group[0]?.actor ?? '';
    const decided = await ingestDecided(sent, actor);
    const answered = await Promise.all(decided.map(answer));
    let from = 0;
    for (const { batches, resolve } of group) {
      resolve(answered.slice(from, from + batches.length));
      from += batches.length;
    }
  }

  /** Decides by what is stored, and decides again where that has changed meanwhile. */
  async function ingestDecided(sent: readonly SentBatch[], actor: string): Promise<readonly Decided[]> {
    for (let tries = 1; ; tries++) {
      const decided = await decide(sent);
      const batches = decided.flatMap(({ batch }) => batch ?? []);
      if (batches.length === 0) return decided;
      try {
        await store.ingest(batches, { actor, time: clock.now() });
        return decided;
      } catch (error) {
        if (!(error instanceof AttuneError) || error.code !== 'conflict') throw error;
        if (tries === mostTries) throw crowded(error);
        await pauseAfter(tries, clock);
      }
    }
  }

  async function decide(sent: readonly SentBatch[]): Promise<readonly Decided[]> {
    const trials = [...new Set(sent.map(({ trial }) => trial))];
    await learnSources(trials);
    const rows = await store.read('attempt', { trial: trials });
    const attempts = new Map(rows.map((row) => [`${row.trial} ${row.number}`, row]));
    const next = new Map<string, number>();
    return sent.map((one) => {
      const key = `${one.trial} ${one.attempt}`;
      const attempt = attempts.get(key);
      const source = sources.get(one.trial);
      if (attempt === undefined || source === undefined) return { one, refused: missing(one) };
      if (source.from !== 'http') return { one, refused: notHttp(one, source) };
      const holder = holderAgainst(attempt, one.reporter ?? null);
      if (holder !== null) return { one, refused: held(one, holder) };
      const expected = next.get(key) ?? attempt.metricsOffset;
      const refused = refusalOf(one, attempt, expected);
      if (refused !== null || one.batch < expected) return { one, attempt, next: expected, refused };
      next.set(key, expected + 1);
      return { one, attempt, next: expected + 1, refused: null, batch: batchOf(one, attempt, source) };
    });
  }

  /** Where trials report, and under which names: fixed for a trial's life. */
  async function learnSources(trials: readonly number[]): Promise<void> {
    const unknown = trials.filter((trial) => !sources.has(trial));
    if (unknown.length === 0) return;
    const rows = await store.read('trial', { id: unknown });
    const rounds = await store.read('round', { round: [...new Set(rows.map(({ round }) => round))] });
    for (const { id, round } of rows) {
      const project = rounds.find(({ number }) => number === round)?.resolved.project;
      if (project === undefined) continue;
      const { from, rename } = project.metrics;
      sources.set(id, { from, rename: new Map(Object.entries(rename)) });
    }
  }

  async function answer({ one, attempt, next, refused }: Decided): Promise<TakenBatch> {
    const { trial, attempt: number } = one;
    const stop = attempt === undefined || attempt.endedAt !== null ? true : await heard(attempt);
    return { trial, attempt: number, next: next ?? null, refused, stop };
  }

  /** Notes a sign of life now and then; whether the attempt is asked to stop. */
  async function heard({ trial, number, directory }: AttemptRow): Promise<boolean> {
    const key = `${trial} ${number}`;
    const known = signs.get(key);
    const now = clock.now();
    if (known !== undefined && now - known.at < heardMilliseconds) return known.stop;
    const stop = noteHeard(directory, now)
      .then(() => isAskedToStop(directory))
      // The measurements are stored, the other attempts' too: a sign that cannot be written is no reason to refuse them.
      .catch(() => false);
    signs.set(key, { at: now, stop });
    if (signs.size > mostSigns) forgetSigns(now);
    return stop;
  }

  function forgetSigns(now: number): void {
    for (const [key, { at }] of signs) if (now - at >= heardMilliseconds) signs.delete(key);
  }

  return {
    take(batches, actor) {
      return new Promise((resolve, reject) => {
        let points = 0;
        for (const { series } of batches) for (const { steps } of series) points += steps.length;
        waiting.push({ batches, points, actor, resolve, reject });
        if (!busy) void storeAll();
      });
    },
  };
}

/** Attempts whose signs of life are remembered before old ones are forgotten. */
const mostSigns = 1000;

interface Source {
  readonly from: 'file' | 'stdout' | 'http';
  readonly rename: ReadonlyMap<string, string>;
}

interface Decided {
  readonly one: SentBatch;
  readonly attempt?: AttemptRow;
  readonly next?: number;
  readonly refused: TakenBatch['refused'];
  /** What is to be stored of it; absent where that was done before, or is refused. */
  readonly batch?: Batch;
}

/** A batch that was stored before is none to refuse, though its attempt has ended since. */
function refusalOf(one: SentBatch, attempt: AttemptRow, next: number): TakenBatch['refused'] {
  const { trial, attempt: number, batch } = one;
  if (batch < next) return null;
  if (attempt.endedAt !== null) {
    return { code: 'conflict', message: gatheringTexts.ended({ trial, attempt: number }) };
  }
  return batch === next
    ? null
    : { code: 'conflict', message: gatheringTexts.gap({ trial, attempt: number, batch, next }) };
}

function missing({ trial, attempt }: SentBatch): TakenBatch['refused'] {
  return { code: 'not-found', message: gatheringTexts.noAttempt({ trial, attempt }) };
}

function held({ trial, attempt }: SentBatch, holder: string): TakenBatch['refused'] {
  return { code: 'conflict', message: askedAttemptTexts.held({ trial, attempt, holder }) };
}

function notHttp({ trial }: SentBatch, { from }: Source): TakenBatch['refused'] {
  return { code: 'conflict', message: gatheringTexts.otherSource({ trial, source: from }) };
}

function batchOf(one: SentBatch, attempt: AttemptRow, { rename }: Source): Batch {
  const { trial, attempt: number, batch, series, checkpoints } = one;
  const stdout = attempt.stdoutOffset;
  return {
    trial,
    attempt: number,
    series: rename.size === 0 ? series : series.map((each) => ({ ...each, metric: renamed(each.metric, rename) })),
    checkpoints: checkpoints.map(({ step, path }) => ({
      step,
      path: isAbsolute(path) ? path : join(attempt.directory, path),
    })),
    from: { metrics: batch, stdout },
    to: { metrics: batch + 1, stdout },
    open: true,
  };
}

function renamed(metric: string, rename: ReadonlyMap<string, string>): string {
  return rename.get(metric) ?? metric;
}
