/** A stored round's report: read, analysed, ready to be printed or written. */
import { ask, viewOf, type Insight, type InsightOptions } from '@attune/core/insight';
import type { Message } from '@attune/core/texts';
import { readDiagnosedRound, trainingCommand, type Diagnostician } from '../../history/index.ts';
import { buildReport, type DrawingCache, type Provenance, type Report, type ReportStatus } from '../../report/index.ts';
import { decisionVerdict } from '../../report/decision.ts';
import type { RoundRow, Store } from '../../store/index.ts';
import { compareCommand } from '../compare/command.ts';
import { reportedDecision } from '../compare/decision.ts';
import { readComparison, type ComparisonRecord } from '../compare/record.ts';
import type { RecordedProvenance } from '../launch/provenance.ts';

export interface ReportSurroundings {
  /** Milliseconds, UTC. */
  readonly now: number;
  readonly cache?: DrawingCache;
  readonly options?: Partial<InsightOptions>;
  /** How trials are diagnosed, for a caller that keeps what it knows of them. */
  readonly diagnosed?: Diagnostician;
  /** What is to be said above a report that judges by another objective than the round ran for. */
  readonly judged?: readonly Message[];
}

/** What the questions find in a stored round. */
export async function roundInsight(store: Store, round: RoundRow, options?: Partial<InsightOptions>): Promise<Insight> {
  const { record, diagnoses } = await readDiagnosedRound(store, round);
  return ask(record, options, diagnoses);
}

export async function roundReport(store: Store, round: RoundRow, around: ReportSurroundings): Promise<Report> {
  const comparison = await readComparison(store, round);
  const { record, diagnoses } = await readDiagnosedRound(store, round, around.diagnosed);
  const asked = ask(record, around.options, diagnoses);
  const insight = comparison === null ? asked : comparisonInsight(asked);
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
      reproduce: best === undefined || comparison !== null ? null : trainingCommand(project, best),
      notes: Object.fromEntries(notes.filter(([, text]) => text !== '')),
      endings: Object.fromEntries(trials.flatMap(({ id, note }) => (note === '' ? [] : [[id, note]]))),
      caveats,
      provenance: provenanceOf(round),
      ...(comparison === null ? {} : await decided(store, comparison)),
      ...(around.judged === undefined ? {} : { judged: around.judged }),
    },
    around.cache,
  );
}

/**
 * In a comparison what is run again is shown as trials of a search are. The decision answers whether it is better: the
 * question after the best trial of a search, which knows nothing of pairs, is left out.
 */
function comparisonInsight({ view, findings, silent }: Insight): Insight {
  const { round, options } = view;
  const studies = round.studies.map((study) =>
    study.purpose === 'rerun' ? { ...study, purpose: 'search' as const } : study,
  );
  const others = ({ code }: { readonly code: string }): boolean => code !== 'noise-floor';
  return {
    view: viewOf({ ...round, studies }, options, view.diagnoses),
    findings: findings.filter(others),
    silent: silent.filter(others),
  };
}

async function decided(store: Store, comparison: ComparisonRecord) {
  const { plan, round } = comparison;
  const { project } = round.resolved;
  const continuing = round.status === 'completed' ? null : await compareCommand(plan, project);
  // What was launched since; a baseline that was edited by hand is known only once something runs.
  const baseline = (await store.read('launch')).at(-1)?.configuration ?? project.baseline;
  const decision = reportedDecision(comparison, { continuing, baseline });
  return { decision, verdict: decisionVerdict(decision) };
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
