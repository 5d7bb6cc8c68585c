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
  const studies = await newStudies(store, round);
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
 * with the new budgets; its studies are those of the round, in their order.
 */
export async function extendRound(
  store: Store,
  round: RoundRow,
  resolved: ResolvedRound,
  writer: Writer,
): Promise<RoundRow> {
  const studies = await store.read('study', { round: [round.number] });
  const existing = await store.read('trial', { round: [round.number] });
  const grown = studies.flatMap((study, index) => {
    const plan = resolved.studies[index];
    return plan === undefined || plan.trials <= study.plan.trials ? [] : [{ ...study, plan }];
  });
  const trials = await newTrials(
    store,
    grown.map((study) => ({ study, first: existing.filter((trial) => trial.study === study.id).length })),
    resolved,
  );
  const row: RoundRow = { ...round, resolved, status: 'paused', endedAt: null };
  const event = { kind: 'round.extended', subject: `round ${round.number}`, data: { trials: trials.length } };
  await store.write(
    [
      { do: 'update', kind: 'round', row, event },
      ...grown.map((study): Change => ({ do: 'update', kind: 'study', row: study })),
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
  const isRetry = ({ request }: RequestRow): boolean =>
    request.kind === 'retry-trial' && request.round === round.number;
  return withRequests(store, isRetry, async (rows) => {
    const asked = rows.flatMap(({ request }) => (request.kind === 'retry-trial' ? [request.trial] : []));
    const trials = (await store.read('trial', { id: asked })).filter(({ state }) => ended(state));
    const obeyed = rows.map((row): Change => ({ do: 'delete', kind: 'request', row }));
    return reopen(store, round, trials, obeyed, writer);
  });
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

async function newStudies(store: Store, round: RoundRow): Promise<readonly StudyRow[]> {
  const last = (await store.read('study')).at(-1)?.id ?? 0;
  return round.resolved.studies.map((plan, index) => ({
    id: last + index + 1,
    round: round.number,
    plan,
    revision: 1,
  }));
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
