/** A stored round's report: read, analysed, ready to be printed or written. */
import { ask, type Insight, type InsightOptions } from '@attune/core/insight';
import type { Message } from '@attune/core/texts';
import { readRoundRecord, trainingCommand } from '../history/index.ts';
import { buildReport, type DrawingCache, type Provenance, type Report, type ReportStatus } from '../report/index.ts';
import type { RoundRow, Store } from '../store/index.ts';
import type { RecordedProvenance } from './provenance.ts';

export interface ReportSurroundings {
  /** Milliseconds, UTC. */
  readonly now: number;
  readonly cache?: DrawingCache;
  readonly options?: Partial<InsightOptions>;
  /** What is to be said above a report that judges by another objective than the round ran for. */
  readonly judged?: readonly Message[];
}

/** What the questions find in a stored round. */
export async function roundInsight(store: Store, round: RoundRow, options?: Partial<InsightOptions>): Promise<Insight> {
  return ask(await readRoundRecord(store, round), options);
}

export async function roundReport(store: Store, round: RoundRow, around: ReportSurroundings): Promise<Report> {
  const insight = await roundInsight(store, round, around.options);
  const { project, caveats } = round.resolved;
  const trials = await store.read('trial', { round: [round.number] });
  const written = Map.groupBy(await store.read('note'), ({ subject }) => subject);
  const notes = trials.map(({ id, note }) => {
    const own = (written.get(`trial ${id}`) ?? []).map(({ text }) => text);
    return [id, [note, ...own].filter((text) => text !== '').join(' · ')] as const;
  });
  const best = insight.view.ranked[0]?.record;
  return buildReport(
    insight,
    {
      project: project.name,
      generatedAt: around.now,
      status: statusOf(round),
      reproduce: best === undefined ? null : trainingCommand(project, best),
      notes: Object.fromEntries(notes.filter(([, text]) => text !== '')),
      caveats,
      provenance: provenanceOf(round),
      ...(around.judged === undefined ? {} : { judged: around.judged }),
    },
    around.cache,
  );
}

function statusOf({ status, note }: RoundRow): ReportStatus {
  return status === 'paused' ? { kind: 'paused', note } : { kind: status };
}

function provenanceOf(round: RoundRow): Provenance {
  const recorded = round.provenance as Partial<RecordedProvenance> | null;
  const { command } = round.resolved.project.train;
  return {
    command: typeof command === 'string' ? command : command.join(' '),
    commit: recorded?.commit ?? null,
    seed: round.resolved.seed,
    file: round.file,
    hash: round.hash,
    startedAt: round.startedAt,
    endedAt: round.endedAt,
    versions: recorded?.versions ?? {},
  };
}
