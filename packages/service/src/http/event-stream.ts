/**
 * The live stream, `GET /events/stream`: server-sent events, from a given one on. A reader that was away is told what it
 * missed; one that cannot keep up, or was away too long, is told to read again (`reset`), and holds nobody up.
 */
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { AttuneError } from '@attune/core/errors';
import { defineTexts } from '@attune/core/texts';
import { eventDocument } from '../operations/events/events.ts';
import type { Clock } from '../engine/index.ts';
import type { EventRow, Store } from '../store/index.ts';
import type { EventFeed, FeedNews } from './event-feed.ts';
import type { ChangeMessage, LiveMessages, StatusMessage } from './event-messages.ts';
import { named } from './named.ts';

export const streamTexts = defineTexts('event-stream', {
  after:
    'after is {value}: give the number of the last event that was seen, as 0, or leave it out for what comes from now on',
  crowd: '{count} readers listen already, which is the most: close some pages',
});

/** Comment lines keep proxies from closing a quiet connection, and show a dead one. */
const heartbeatMilliseconds = 15_000;
/** Bytes that wait for a slow reader before it is left out. */
const mostWaiting = 1 << 20;
/** A reader that has missed more reads everything again sooner than it is told one by one. */
const mostMissed = 5_000;
/** Events that are read at a time. */
const pageOfEvents = 500;
/** Looks that may pass while a reader catches up; one that takes longer is left behind too far. */
const mostEarly = 40;
const mostReaders = 256;
/** After a lost connection, milliseconds: browsers' own readers obey it. */
const reconnectMilliseconds = 1_000;

export interface StreamOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly feed: EventFeed;
  /** Told of what goes wrong while a reader is told. */
  readonly failed?: (error: unknown) => void;
}

/** Registers the stream at `path`; the server's end ends all readers. */
export function serveEvents(server: FastifyInstance, path: string, options: StreamOptions): void {
  const { feed } = options;
  const ending = new AbortController();
  let readers = 0;
  server.addHook('preClose', async () => {
    ending.abort();
    await feed.close();
  });
  server.get(path, { config: { permission: 'read' } }, async (request, reply) => {
    const { after } = request.query as Readonly<Record<string, string | undefined>>;
    const from = fromOf(request.headers['last-event-id'] ?? after);
    if (readers >= mostReaders) throw new AttuneError('unavailable', streamTexts.crowd({ count: readers }));
    readers++;
    const stream = new PassThrough({ highWaterMark: mostWaiting });
    const gone = new AbortController();
    stream.once('close', () => {
      readers--;
      gone.abort();
    });
    reply.raw.once('close', () => stream.destroy());
    const signal = AbortSignal.any([gone.signal, ending.signal]);
    void tell(stream, options, from, signal).finally(() => stream.end());
    return reply
      .type('text/event-stream; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('x-accel-buffering', 'no')
      .send(stream);
  });
}

/** Until the reader or the server is gone. */
async function tell(
  stream: PassThrough,
  options: StreamOptions,
  from: number | null,
  signal: AbortSignal,
): Promise<void> {
  const { store, clock, feed } = options;
  const reader = openReader(stream);
  const early: FeedNews[] = [];
  let caughtUp = false;
  let silence: (() => void) | undefined;
  try {
    silence = await feed.listen((news) => {
      if (caughtUp) reader.news(news);
      else if (early.length < mostEarly) early.push(news);
      else stream.destroy();
    });
    stream.write(`retry: ${reconnectMilliseconds}\n\n`);
    const standing = await feed.status();
    reader.begin(from ?? standing.last);
    reader.send('status', standing);
    await catchUp(store, reader, standing.last, signal);
    caughtUp = true;
    for (const news of early) reader.news(news);
    early.length = 0;
    while (!signal.aborted) {
      await clock.sleep(heartbeatMilliseconds, signal);
      reader.beat();
    }
  } catch (error) {
    // The store could not be read: the reader connects again.
    if (!signal.aborted) options.failed?.(error);
  } finally {
    silence?.();
  }
}

/** Tells what was missed, as fast as it is read; or to read again, where that is too much or more than has happened here. */
async function catchUp(store: Store, reader: Reader, last: number, signal: AbortSignal): Promise<void> {
  if (reader.seq() > last || last - reader.seq() > mostMissed) {
    reader.reset(last);
    return;
  }
  while (!signal.aborted) {
    const rows = await store.events(reader.seq(), pageOfEvents);
    reader.changes(rows.map((row: EventRow) => eventDocument(row)));
    if (rows.length < pageOfEvents) return;
    await reader.drained(signal);
  }
}

interface Reader {
  begin(seq: number): void;
  /** The last event that was told. */
  seq(): number;
  send<K extends keyof LiveMessages>(name: K, data: LiveMessages[K]): void;
  changes(changes: readonly ChangeMessage[]): void;
  news(news: FeedNews): void;
  reset(last: number): void;
  /** Until it has taken most of what was sent; rejects when `signal` aborts. */
  drained(signal: AbortSignal): Promise<void>;
  beat(): void;
}

function openReader(stream: PassThrough): Reader {
  let seq = 0;
  /** Whether news are left out until what waits has been read. */
  let lagging = false;
  /** Of what was left out, how things stand: nobody reads that again. */
  let missed: StatusMessage | null = null;

  function write(text: string): void {
    if (!stream.writableEnded && !stream.destroyed) stream.write(text);
  }

  const reader: Reader = {
    begin: (first) => void (seq = first),
    seq: () => seq,
    send: (name, data) => write(message(name, data)),
    changes(changes) {
      for (const change of changes) {
        if (change.seq <= seq) continue;
        seq = change.seq;
        write(`id: ${seq}\n${message('change', change)}`);
      }
    },
    news({ changes, points, status }) {
      // Of what was sent a look or more ago, too much has not been taken yet.
      if (stream.writableNeedDrain && !lagging) {
        lagging = true;
        stream.once('drain', () => {
          lagging = false;
          reader.reset(seq);
          if (missed !== null) reader.send('status', missed);
          missed = null;
        });
      }
      if (lagging) {
        missed = status ?? missed;
        seq = Math.max(seq, changes.at(-1)?.seq ?? seq);
        return;
      }
      reader.changes(changes);
      if (points !== null) reader.send('points', points);
      if (status !== null) reader.send('status', status);
    },
    reset(last) {
      seq = last;
      write(`id: ${seq}\n${message('reset', { last })}`);
    },
    async drained(signal) {
      if (stream.writableNeedDrain) await once(stream, 'drain', { signal });
    },
    beat() {
      if (!stream.writableNeedDrain) write(': still here\n\n');
    },
  };
  return reader;
}

function message<K extends keyof LiveMessages>(name: K, data: LiveMessages[K]): string {
  return `event: ${name}\ndata: ${JSON.stringify(data, named)}\n\n`;
}

function fromOf(text: string | readonly string[] | undefined): number | null {
  if (text === undefined || text === '') return null;
  const value = Number(text);
  if (typeof text !== 'string' || !Number.isSafeInteger(value) || value < 0) {
    throw new AttuneError('invalid', streamTexts.after({ value: String(text) }));
  }
  return value;
}
