/**
 * The store in memory: the reference by which other implementations are judged, and the one for tests. It forgets
 * everything when the process ends.
 */
import { thin } from '@attune/core/study';
import { checkBatch } from './batch.ts';
import { measuredSeries, nameOf } from './kinds.ts';
import { leaseAfter, leaseEvent, leaseNeverTaken, leaseOf } from './lease.ts';
import { applyChange, copyOf, draftOf, emptyRows, existing, put, selectRows } from './memory-rows.ts';
import type { EventRow } from './records.ts';
import { checkToken, refuse } from './refusals.ts';
import { unsealedEvent, visible } from './sealed.ts';
import { contains } from './run-of-points.ts';
import { byAttemptAndMetric } from './series-order.ts';
import type { AttemptCurve, Batch, Change, ChangeEvent, CurveQuery, Store, Writer } from './store.ts';
import { extendSummary } from './summary.ts';

/** `clock` gives the time of events that no writer dates, in milliseconds UTC. */
export function openMemoryStore(options: { readonly clock?: () => number } = {}): Store {
  const clock = options.clock ?? Date.now;
  const series = new Map<string, Series>();
  const events: EventRow[] = [];
  let rows = emptyRows();
  let lease = leaseNeverTaken;
  let open = true;

  return {
    read: (kind, selection = {}) => answer(() => selectRows(rows, kind, selection)),

    write: (changes, writer) =>
      answer(() => {
        checkToken(writer.token, lease.token);
        const draft = draftOf(rows);
        let seq = events.length;
        for (const change of changes) {
          checkUnmeasured(series, change);
          if (change.event !== undefined) seq++;
          applyChange(draft, change, seq);
        }
        rows = draft;
        tell(
          changes.flatMap(({ event }) => event ?? []),
          writer,
        );
        tell(writer.told ?? [], writer);
      }),

    ingest: (batches, writer) =>
      answer(() => {
        checkToken(writer.token, lease.token);
        const draft = draftOf(rows);
        for (const batch of batches) {
          const stored = existing(draft, 'attempt', [batch.trial, batch.attempt]);
          const { metricsOffset: metrics, stdoutOffset: stdout } = stored;
          checkBatch(batch, { metrics, stdout, ended: stored.endedAt !== null });
          put(draft, 'attempt', { ...stored, metricsOffset: batch.to.metrics, stdoutOffset: batch.to.stdout });
          putCheckpoints(draft, batch, writer);
        }
        rows = draft;
        for (const batch of batches) append(series, batch);
        tell(writer.told ?? [], writer);
      }),

    holds: (batches) =>
      answer(() =>
        batches.map(({ trial, attempt, series: sent, checkpoints }) => {
          const known = new Set(
            selectRows(rows, 'checkpoint', { trial: [trial] }).flatMap((row) =>
              row.attempt === attempt ? row.step : [],
            ),
          );
          return (
            checkpoints.every(({ step }) => known.has(step)) &&
            sent.every((each) => contains(series.get(keyOf(trial, attempt, each.metric)), each))
          );
        }),
      ),

    compact: (_attempts, writer) => answer(() => checkToken(writer.token, lease.token)),

    curves: (query) =>
      answer(() => {
        const whole = readable(query).map((curve) => ({
          ...curve,
          steps: [...curve.steps],
          values: [...curve.values],
        }));
        const { maxPoints } = query;
        return maxPoints === undefined ? whole : whole.map((curve) => thin(curve, maxPoints));
      }),

    summaries: (query) =>
      answer(() =>
        readable(query).flatMap(({ trial, attempt, metric, steps, values }) => {
          const summary = extendSummary(null, metric, steps, values);
          return summary === null ? [] : [{ trial, attempt, ...summary }];
        }),
      ),

    growth: ({ trials, seen }) =>
      answer(() =>
        readable({ trials }).flatMap(({ trial, attempt, metric, steps, values }) => {
          const from = seen(trial, attempt, metric);
          if (from >= steps.length) return [];
          return [{ trial, attempt, metric, steps: steps.slice(from), values: values.slice(from) }];
        }),
      ),

    events: (after, limit) => answer(() => copyOf(events.filter(({ seq }) => seq > after).slice(0, limit))),

    lease: (request) =>
      answer(() => {
        const before = lease;
        lease = leaseAfter(before, request);
        const event = leaseEvent(before, lease);
        if (event !== null) log({ time: request.do === 'take' ? request.now : clock(), ...event });
        return leaseOf(lease);
      }),

    close: () => {
      open = false;
      return Promise.resolve();
    },
  };

  /** Every operation ends before its promise is handed out, so that nothing can come in between. */
  function answer<T>(operation: () => T): Promise<T> {
    return new Promise((resolve) => {
      if (!open) throw refuse.closed();
      resolve(operation());
    });
  }

  function tell(said: readonly ChangeEvent[], { time, actor }: Writer): void {
    for (const event of said) log({ time, actor, data: null, ...event });
  }

  function log(event: Omit<EventRow, 'seq'>): void {
    events.push(copyOf({ seq: events.length + 1, ...event }));
  }

  function readable(query: Omit<CurveQuery, 'maxPoints'>): readonly Series[] {
    if (query.unsealed !== undefined) log({ time: clock(), data: null, ...unsealedEvent(query, query.unsealed) });
    return [...series.values()]
      .filter(({ trial, metric }) => query.trials.includes(trial) && visible(metric, query))
      .sort(byAttemptAndMetric);
  }
}

interface Series extends AttemptCurve {
  readonly steps: number[];
  readonly values: number[];
}

function putCheckpoints(rows: ReturnType<typeof emptyRows>, batch: Batch, writer: Writer): void {
  const { trial, attempt } = batch;
  for (const { step, path } of batch.checkpoints) {
    put(rows, 'checkpoint', { trial, attempt, step, path, time: writer.time });
  }
}

function checkUnmeasured(series: ReadonlyMap<string, Series>, change: Change): void {
  if (change.do !== 'delete' || change.kind !== 'attempt') return;
  const { trial, number } = change.row;
  if ([...series.values()].some((curve) => curve.trial === trial && curve.attempt === number)) {
    throw refuse.used(nameOf('attempt', [trial, number]), measuredSeries);
  }
}

function append(series: Map<string, Series>, { trial, attempt, series: reported }: Batch): void {
  for (const { metric, steps, values } of reported) {
    const id = keyOf(trial, attempt, metric);
    const known = series.get(id) ?? { trial, attempt, metric, steps: [], values: [] };
    for (const step of steps) known.steps.push(step);
    for (const value of values) known.values.push(value);
    if (known.steps.length > 0) series.set(id, known);
  }
}

function keyOf(trial: number, attempt: number, metric: string): string {
  return JSON.stringify([trial, attempt, metric]);
}
