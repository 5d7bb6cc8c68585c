/** The ledger of studies, read from the store. */
import { defaultOptions, outcomesOf, type Outcome, type RoundRecord, type TrialRecord } from '@attune/core/insight';
import type { Direction } from '@attune/core/study';
import { readRoundRecord, trainingCommand } from '../../history/index.ts';
import type { LedgerRow } from '../../notebook/index.ts';
import type { RoundRow, Store, StudyRow } from '../../store/index.ts';
import type { RecordedProvenance } from '../launch/provenance.ts';
import { roundFileNotes } from '../design/file-notes.ts';
import { iso } from '../time-text.ts';

/** In order of round and study; of one round where it is given. `directory`: the project’s, for notes in round files. */
export async function ledgerRows(store: Store, directory: string, only?: number): Promise<readonly LedgerRow[]> {
  const rounds = await store.read('round', only === undefined ? {} : { id: [only] });
  const notes = Map.groupBy(await store.read('note'), ({ subject }) => subject);
  const rows: LedgerRow[] = [];
  for (const round of rounds) {
    const record = await readRoundRecord(store, round);
    const judged = judgedTrials(record);
    const texts = [
      roundFileNotes(directory, round),
      ...(notes.get(`round ${round.number}`) ?? []).map(({ text }) => text),
    ].filter((text) => text !== '');
    for (const study of await store.read('study', { round: [round.number] })) {
      rows.push(rowOf(round, study, judged, texts.join(' | ')));
    }
  }
  return rows;
}

interface Judged {
  readonly record: TrialRecord;
  readonly outcome: Outcome;
}

function judgedTrials(record: RoundRecord): readonly Judged[] {
  const outcomes = outcomesOf(record, defaultOptions);
  return record.trials.flatMap((trial) => {
    const outcome = outcomes.get(trial.id);
    return outcome === undefined ? [] : [{ record: trial, outcome }];
  });
}

function rowOf(round: RoundRow, { id, plan }: StudyRow, judged: readonly Judged[], notes: string): LedgerRow {
  const { project, question } = round.resolved;
  const { metric, direction } = project.objective;
  const own = judged.filter(({ record }) => record.study === id);
  const count = (...kinds: readonly string[]): number =>
    own.filter(({ outcome }) => kinds.includes(outcome.kind)).length;
  const best = bestOf(own, direction);
  return {
    study: plan.name,
    round: round.number,
    question,
    file: round.file,
    notes,
    search: plan.sampler.kind,
    planned: plan.trials,
    ended: own.length - count('pending'),
    feasible: count('feasible'),
    infeasible: count('infeasible'),
    metric,
    direction,
    best: best?.objective ?? null,
    best_trial: best?.record.id ?? null,
    best_step: best?.bestStep ?? null,
    best_configuration: best === undefined ? null : JSON.stringify(best.record.configuration),
    command: best === undefined ? null : trainingCommand(project, best.record),
    ...reproduction(round),
    started: iso(round.startedAt),
    ended_at: round.endedAt === null ? null : iso(round.endedAt),
    design_sha256: round.hash,
  };
}

/** The best feasible trial; ties in order of trial number. Of repeated runs it is only the luckiest seed. */
function bestOf(own: readonly Judged[], direction: Direction) {
  const sign = direction === 'minimize' ? 1 : -1;
  return own
    .flatMap(({ record, outcome }) => (outcome.kind === 'feasible' ? [{ record, ...outcome }] : []))
    .toSorted((a, b) => sign * (a.objective - b.objective) || a.record.id - b.record.id)[0];
}

/** What was recorded of the program and the machine; `patch` is the command that gives the uncommitted changes back. */
function reproduction({ number, provenance }: RoundRow) {
  const recorded = provenance as Partial<RecordedProvenance> | null;
  const versions = Object.entries(recorded?.versions ?? {}).map(([name, version]) => `${name} ${version}`);
  const kept = typeof recorded?.patch === 'string';
  return {
    commit: recorded?.commit?.hash ?? null,
    uncommitted_changes: recorded?.commit?.dirty ?? null,
    patch: kept ? `attune export patch --round ${number}` : null,
    host: recorded?.host ?? null,
    platform: recorded?.platform ?? null,
    versions: versions.length === 0 ? null : versions.join(', '),
  };
}
