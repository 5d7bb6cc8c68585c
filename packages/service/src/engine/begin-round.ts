/** Freezes a round: its row, its studies and all their trials, in one write. */
import { samplerFor } from '@attune/core/samplers';
import { stream } from '@attune/core/numeric';
import { advance, ended, type ResolvedRound, type StudyPlan } from '@attune/core/study';
import type { Change, RequestRow, RoundRow, Store, StudyRow, TrialRow, Writer } from '../store/index.ts';
import { withRequests } from './taken-back.ts';

/** What identifies a round beside its design. */
export interface RoundIdentity {
  readonly number: number;
  readonly name: string;
  readonly file: string;
  readonly hash: string;
  readonly provenance: unknown;
}

/** Stores a new round with its trials waiting; the baseline's come first. Returns its row. */
export async function beginRound(
  store: Store,
  resolved: ResolvedRound,
  identity: RoundIdentity,
  writer: Writer,
): Promise<RoundRow> {
  const round: RoundRow = {
    ...identity,
    resolved,
    status: 'running',
    note: '',
    startedAt: writer.time,
    endedAt: null,
    revision: 1,
  };
  const studies = await newStudies(store, round.number, resolved.studies);
  const trials = await newTrials(
    store,
    studies.map((study) => ({ study, first: 0 })),
    resolved,
  );
  await store.write(
    [
      { do: 'insert', kind: 'round', row: round, event: { kind: 'round.started', subject: `round ${round.number}` } },
      ...studies.map((row): Change => ({ do: 'insert', kind: 'study', row })),
      ...trials.map((row): Change => ({ do: 'insert', kind: 'trial', row })),
    ],
    writer,
  );
  return round;
}

/**
 * Continues a round's studies to larger budgets: each goes on in its own sequence. `resolved` is the round's design
 * with the new budgets; its searches are those of the round, and its baseline's study may be new.
 */
export async function extendRound(
  store: Store,
  round: RoundRow,
  resolved: ResolvedRound,
  writer: Writer,
): Promise<RoundRow> {
  const studies = await store.read('study', { round: [round.number] });
  const existing = await store.read('trial', { round: [round.number] });
  const plans = new Map(resolved.studies.map((plan) => [plan.name, plan]));
  const grown = studies.flatMap((study) => {
    const plan = plans.get(study.plan.name);
    return plan === undefined || plan.trials <= study.plan.trials ? [] : [{ ...study, plan }];
  });
  const known = new Set(studies.map(({ plan }) => plan.name));
  const unknown = resolved.studies.filter(({ name }) => !known.has(name));
  const added = await newStudies(store, round.number, unknown);
  const trials = await newTrials(
    store,
    [...grown, ...added].map((study) => ({
      study,
      first: existing.filter((trial) => trial.study === study.id).length,
    })),
    resolved,
  );
  const row: RoundRow = { ...round, resolved, status: 'paused', endedAt: null };
  const event = { kind: 'round.extended', subject: `round ${round.number}`, data: { trials: trials.length } };
  await store.write(
    [
      { do: 'update', kind: 'round', row, event },
      ...grown.map((study): Change => ({ do: 'update', kind: 'study', row: study })),
      ...added.map((study): Change => ({ do: 'insert', kind: 'study', row: study })),
      ...trials.map((trial): Change => ({ do: 'insert', kind: 'trial', row: trial })),
    ],
    writer,
  );
  return { ...row, revision: row.revision + 1 };
}

/** Lets the round's failed trials wait for another try. Its row as it then stands. */
export async function reopenFailed(store: Store, round: RoundRow, writer: Writer): Promise<RoundRow> {
  return reopen(store, round, await store.read('trial', { round: [round.number], status: ['failed'] }), [], writer);
}

/** Lets those of the round's ended trials wait for another try that are asked for. Its row as it then stands. */
export async function reopenAsked(store: Store, round: RoundRow, writer: Writer): Promise<RoundRow> {
  const about = ({ request }: RequestRow): boolean =>
    request.kind === 'stop-trial' || (request.kind === 'retry-trial' && request.round === round.number);
  return withRequests(store, about, async (rows) => {
    const named = rows.flatMap(({ request }) => (request.kind === 'retry-trial' ? [request.trial] : []));
    // The engine waits for those that are still to end.
    const closed = (await store.read('trial', { id: named })).filter(({ state }) => ended(state));
    const again = closed.filter(({ state }) => state.status !== 'completed');
    const deletions = closed
      .flatMap(({ id }) => upToLastRetry(rows, id))
      .map((row): Change => ({ do: 'delete', kind: 'request', row }));
    return reopen(store, round, again, deletions, writer);
  });
}

/** A stop among them has been obeyed: it is not meant for the next attempt, as one that was asked for later is. */
function upToLastRetry(rows: readonly RequestRow[], trial: number): readonly RequestRow[] {
  const own = rows.filter(({ request }) => 'trial' in request && request.trial === trial);
  return own.slice(0, own.findLastIndex(({ request }) => request.kind === 'retry-trial') + 1);
}

async function reopen(
  store: Store,
  round: RoundRow,
  failed: readonly TrialRow[],
  obeyed: readonly Change[],
  writer: Writer,
): Promise<RoundRow> {
  if (failed.length === 0 && obeyed.length > 0) await store.write(obeyed, writer);
  if (failed.length === 0) return round;
  const row: RoundRow = { ...round, status: 'paused', note: '', endedAt: null };
  await store.write(
    [
      { do: 'update', kind: 'round', row, event: { kind: 'round.reopened', subject: `round ${round.number}` } },
      ...failed.map((trial): Change => ({
        do: 'update',
        kind: 'trial',
        row: { ...trial, state: advance(trial, { kind: 'reopen' }) },
        event: { kind: 'trial.waiting', subject: `trial ${trial.id}` },
      })),
      ...obeyed,
    ],
    writer,
  );
  return { ...row, revision: row.revision + 1 };
}

async function newStudies(store: Store, round: number, plans: readonly StudyPlan[]): Promise<readonly StudyRow[]> {
  const last = (await store.read('study')).at(-1)?.id ?? 0;
  return plans.map((plan, index) => ({ id: last + index + 1, round, plan, revision: 1 }));
}

async function newTrials(
  store: Store,
  studies: readonly { readonly study: StudyRow; readonly first: number }[],
  { project, seed }: ResolvedRound,
): Promise<readonly TrialRow[]> {
  const existing = await store.read('trial');
  const taken = new Set(existing.map((trial) => trial.seed));
  let id = existing.at(-1)?.id ?? 0;
  return baselineFirst(studies).flatMap(({ study, first }) => {
    const seeds = stream(seed, 'training', study.plan.name, first);
    return suggestions(study.plan, first).map(({ index, configuration }): TrialRow => {
      let own = seeds.integer(2 ** 31);
      while (taken.has(own)) own = seeds.integer(2 ** 31);
      taken.add(own);
      return {
        id: ++id,
        round: study.round,
        study: study.id,
        index,
        configuration,
        seed: own,
        state: { status: 'waiting' },
        note: '',
        maxSteps: project.train.maxSteps,
        untilStep: project.train.maxSteps,
        revision: 1,
      };
    });
  });
}

/** The noise floor is known before the first result has to be judged by it. */
function baselineFirst<T extends { readonly study: StudyRow }>(studies: readonly T[]): readonly T[] {
  return studies.toSorted(
    (a, b) => Number(b.study.plan.purpose === 'baseline') - Number(a.study.plan.purpose === 'baseline'),
  );
}

function suggestions(plan: StudyPlan, first: number) {
  const problem = { space: plan.space, budget: plan.trials };
  return samplerFor(plan.sampler).suggest(problem, first, plan.trials - first, plan.seed);
}
