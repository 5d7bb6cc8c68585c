/**
 * Stores what programs send, exactly once: each batch has a number, counted from 0 in its attempt, which is stored with
 * its points. What arrives while a commit is under way goes into the next one together, so that many programs share the
 * cost of making it durable.
 */
import { isAbsolute, join } from 'node:path';
import { AttuneError } from '@attune/core/errors';
import { defineTexts, type Message } from '@attune/core/texts';
import type { Clock } from '../../engine/index.ts';
import type { AttemptRow, Batch, Store } from '../../store/index.ts';
import { crowded, pauseAfter } from '../next-number.ts';
import type { Visitor } from '../tokens/visitor.ts';
import { whyNotBy } from './asked-attempt.ts';
import { metricSources, type Source } from './metric-sources.ts';
import { watchSigns, type SignsOfLife } from './signs-of-life.ts';

export const gatheringTexts = defineTexts('measurements-gathering', {
  noAttempt: 'trial {trial} has no attempt {attempt}: send what POST /ask answered',
  otherSource: 'trial {trial} reports by {source}, not over HTTP: its measurements are read from there',
  gap: 'batch {batch} of attempt {attempt} of trial {trial} cannot follow: batch {next} is the next one; send that first',
  other:
    'batch {batch} of attempt {attempt} of trial {trial} was stored with other points: a number is used once; batch {next} is the next one',
  crowded: 'more is sent than can be stored: send it again in a few seconds',
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
  /** Who sends it; absent where nobody is asked who they are. */
  readonly visitor?: Visitor;
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
  /**
   * Resolves when everything that was not refused is durable; in order. Throws where the store cannot be written, and
   * `unavailable`, with nothing taken, where too much waits for it.
   */
  take(batches: readonly SentBatch[], actor: string): Promise<readonly TakenBatch[]>;
  readonly signs: SignsOfLife;
}

/** Points of one commit, as far as whole requests allow: a commit of more keeps others waiting. */
const pointsOfCommit = 10_000;
/** Points that may wait for a commit, of some tens of megabytes; a request that finds none waiting may bring more. */
const mostPointsWaiting = 1_000_000;
/** A batch or a series takes as much room as so many points, though it holds none. */
const pointsOfEach = 10;
/** Other servers may store batches of the same attempts at the same time. */
const mostTries = 20;

/** With who is named in the log. */
type Named = SentBatch & { readonly actor: string };

interface Waiting {
  readonly batches: readonly Named[];
  readonly points: number;
  /** In points. */
  readonly room: number;
  readonly resolve: (taken: readonly TakenBatch[]) => void;
  readonly reject: (error: unknown) => void;
}

export function gatherMeasurements(store: Store, clock: Clock): Gathering {
  const sources = metricSources(store);
  const signs = watchSigns(clock);
  let waiting: Waiting[] = [];
  /** Of those, in points. */
  let roomTaken = 0;
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
    for (const { room } of group) roomTaken -= room;
    return group;
  }

  async function storeGroup(group: readonly Waiting[]): Promise<void> {
    const decided = await refuseOthers(await ingestDecided(group.flatMap(({ batches }) => batches)));
    const answered = await Promise.all(decided.map(answer));
    let from = 0;
    for (const { batches, resolve } of group) {
      resolve(answered.slice(from, from + batches.length));
      from += batches.length;
    }
  }

  /** Decides by what is stored, and decides again where that has changed meanwhile. */
  async function ingestDecided(sent: readonly Named[]): Promise<readonly Decided[]> {
    for (let tries = 1; ; tries++) {
      const decided = await decide(sent);
      const batches = decided.flatMap(({ batch, again }) => (again || batch === undefined ? [] : batch));
      if (batches.length === 0) return decided;
      try {
        await ingest(batches, decided);
        return decided;
      } catch (error) {
        if (!(error instanceof AttuneError) || error.code !== 'conflict') throw error;
        if (tries === mostTries) throw crowded(error);
        await pauseAfter(tries, clock);
      }
    }
  }

  /** The first time that somebody reports an attempt commits with a line that says who. */
  async function ingest(batches: readonly Batch[], decided: readonly Decided[]): Promise<void> {
    const own = decided.filter(({ batch, again }) => batch !== undefined && !again).map(({ one }) => one);
    const reported = new Map(own.map((one) => [`${one.trial} ${one.attempt} ${one.actor}`, one]));
    const told = [...reported.values()].flatMap(
      ({ trial, attempt, actor }) => signs.introduction(trial, attempt, actor) ?? [],
    );
    await store.ingest(batches, { actor: own[0]?.actor ?? '', time: clock.now(), told });
    for (const { trial, attempt, actor } of reported.values()) signs.introduced(trial, attempt, actor);
  }

  /** A number that was used before with other points is no repetition: what it brings now would be lost. */
  async function refuseOthers(decided: readonly Decided[]): Promise<readonly Decided[]> {
    const again = decided.flatMap(({ again: repeated, batch }) => (repeated && batch !== undefined ? batch : []));
    if (again.length === 0) return decided;
    const held = await store.holds(again);
    const other = new Set(again.filter((_, index) => held[index] !== true));
    return decided.map((each) => {
      if (each.batch === undefined || !other.has(each.batch)) return each;
      const { trial, attempt, batch } = each.one;
      const message = gatheringTexts.other({ trial, attempt, batch, next: each.next ?? 0 });
      return { ...each, refused: { code: 'conflict' as const, message } };
    });
  }

  async function decide(sent: readonly Named[]): Promise<readonly Decided[]> {
    const trials = [...new Set(sent.map(({ trial }) => trial))];
    await sources.learn(trials);
    const rows = await store.read('attempt', { trial: trials });
    const attempts = new Map(rows.map((row) => [`${row.trial} ${row.number}`, row]));
    const next = new Map<string, number>();
    return sent.map((one) => {
      const key = `${one.trial} ${one.attempt}`;
      const attempt = attempts.get(key);
      const source = sources.of(one.trial);
      if (attempt === undefined || source === undefined) return { one, again: false, refused: missing(one) };
      if (source.from !== 'http') return { one, again: false, refused: notHttp(one, source) };
      const message = whyNotBy(attempt, one.visitor);
      if (message !== null) return { one, again: false, refused: { code: 'conflict', message } };
      const expected = next.get(key) ?? attempt.metricsOffset;
      const refused = refusalOf(one, attempt, expected);
      if (refused !== null) return { one, attempt, again: false, next: expected, refused };
      const again = one.batch < expected;
      if (!again) next.set(key, expected + 1);
      const batch = batchOf(one, attempt, source);
      return { one, attempt, again, next: again ? expected : expected + 1, refused: null, batch };
    });
  }

  async function answer({ one, attempt, next, refused }: Decided): Promise<TakenBatch> {
    const { trial, attempt: number } = one;
    const stop = attempt === undefined || attempt.endedAt !== null ? true : await signs.heard(attempt);
    return { trial, attempt: number, next: next ?? null, refused, stop };
  }

  return {
    take(batches, actor) {
      return new Promise((resolve, reject) => {
        let points = 0;
        let room = 0;
        for (const { series } of batches) {
          for (const { steps } of series) points += steps.length;
          room += pointsOfEach * (1 + series.length);
        }
        room += points;
        if (roomTaken > 0 && roomTaken + room > mostPointsWaiting) {
          throw new AttuneError('unavailable', gatheringTexts.crowded());
        }
        roomTaken += room;
        const named = batches.map((batch) => ({ ...batch, actor }));
        waiting.push({ batches: named, points, room, resolve, reject });
        if (!busy) void storeAll();
      });
    },
    signs,
  };
}

interface Decided {
  readonly one: Named;
  readonly attempt?: AttemptRow;
  /** Whether it was stored before, or is stored with another one of the same number. */
  readonly again: boolean;
  readonly next?: number;
  readonly refused: TakenBatch['refused'];
  /** What is to be stored of it, or was; absent where it is refused. */
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
