/** Takes what running trials have reported into the store, all of them in one commit. */
import type { Batch } from '../store/index.ts';
import { commit, isOwn, type Drive } from './drive.ts';
import type { NewMeasurements } from './intake.ts';
import { watchingOf, type Live } from './live.ts';
import { see } from './seen.ts';
import { engineTexts } from './texts.ts';

/** Stores everything new of the given attempts; of all running ones unless told. */
export async function takeMeasurements(drive: Drive, attempts: Iterable<Live> = drive.live.values()): Promise<void> {
  const all = [...attempts];
  let reading = all;
  while (reading.length > 0) {
    const news = await Promise.all(reading.map(async (live) => ({ live, found: await live.intake.next() })));
    const found = news.flatMap((entry) => (entry.found === null ? [] : [{ live: entry.live, found: entry.found }]));
    if (found.length === 0) break;
    await store(
      drive,
      found.flatMap(({ found: { batch } }) => batch ?? []),
    );
    for (const entry of found) take(drive, entry.live, entry.found);
    reading = found.filter((entry) => entry.found.more).map(({ live }) => live);
  }
  // Also without news: an earlier engine may have been killed after it stored the points and before it noted this.
  for (const live of all) if (live.seen.fromScratch) await noteScratch(drive, live);
}

async function store(drive: Drive, batches: readonly Batch[]): Promise<void> {
  if (batches.length === 0) return;
  const { store, actor, clock } = drive.context;
  await store.ingest(batches, { actor, time: clock.now(), token: drive.lease.token });
}

function take(drive: Drive, live: Live, { batch, measurements, problems }: NewMeasurements): void {
  const watching = watchingOf(live);
  for (const measurement of measurements) see(live.seen, measurement, watching);
  if (batch !== null) {
    live.attempt = { ...live.attempt, metricsOffset: batch.to.metrics, stdoutOffset: batch.to.stdout };
  }
  for (const problem of problems) {
    if (drive.complaints.has(problem.key)) continue;
    drive.complaints.add(problem.key);
    drive.context.progress({
      kind: 'message',
      level: 'warning',
      message: engineTexts.unread({ trial: live.trial.id, problem: problem.text }),
    });
  }
  if (isOwn(drive, live.trial)) reportStep(drive, live, measurements);
}

/** The program did not resume where it was asked to: its curve begins anew. */
async function noteScratch(drive: Drive, live: Live): Promise<void> {
  const { trial, number, resumedAt } = live.attempt;
  if (resumedAt === null) return;
  const row = { ...live.attempt, resumedAt: null };
  const event = { kind: 'attempt.from-scratch', subject: `trial ${trial}`, data: { attempt: number, resumedAt } };
  await commit(drive, [{ do: 'update', kind: 'attempt', row, event }]);
  live.attempt = { ...row, revision: row.revision + 1 };
  const message = engineTexts.fromScratch({ trial, step: resumedAt });
  drive.context.progress({ kind: 'message', level: 'warning', message });
}

function reportStep(drive: Drive, live: Live, measurements: NewMeasurements['measurements']): void {
  const latest = measurements.findLast(({ metrics }) => metrics.length > 0);
  if (latest === undefined) return;
  const { metric } = drive.project.objective;
  const values = measurements.flatMap(({ metrics }) => metrics.filter(([name]) => name === metric));
  const value = values.at(-1)?.[1];
  drive.context.progress({
    kind: 'measurement',
    trial: live.trial.id,
    step: latest.step,
    ...(value === undefined ? {} : { value }),
  });
}
