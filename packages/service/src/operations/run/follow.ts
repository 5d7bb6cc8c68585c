/** Watches a round that another process drives, and tells of it as if it were driven here. */
import { better, ended } from '@attune/core/study';
import { defineTexts } from '@attune/core/texts';
import { engineAlive, engineName, type BestSoFar, type ProgressEvent } from '../../engine/index.ts';
import { objectivesOf } from '../../history/index.ts';
import type { RoundRow, Store, TrialRow } from '../../store/index.ts';
import type { Context } from '../operation.ts';

const lookMilliseconds = 500;

/** What has been told of a round so far. */
interface Telling {
  readonly context: Context;
  readonly store: Store;
  /** The state in which each trial was last told of. */
  readonly states: Map<number, TrialRow['state']['status']>;
  best: BestSoFar | null;
}

export const followTexts = defineTexts('follow', {
  following: 'another process drives round {round}: following it here; options of this command do not apply',
  waiting: 'another process is at work in this project ({engine}): round {round} begins when it has ended',
});

/**
 * The round's row once the other engine has ended or paused it; null where that engine is gone without having driven it to
 * its end, so that somebody else must go on.
 */
export async function followRound(context: Context, store: Store, number: number): Promise<RoundRow | null> {
  const telling: Telling = { context, store, states: new Map(), best: null };
  let begun = false;
  let waiting = false;
  while (!context.signal.aborted) {
    const [round] = await store.read('round', { id: [number] });
    const engine = await engineAlive(store, context.clock.now());
    if (round !== undefined && (begun || round.status === 'running')) {
      if (begun) await tellChanges(telling, round);
      else await tellBeginning(telling, round);
      begun = true;
      if (round.status !== 'running') {
        context.progress({ kind: 'round-ended', round: number, status: round.status, note: round.note });
        return round;
      }
    } else if (engine !== null && !waiting) {
      waiting = true;
      const message = followTexts.waiting({
        round: number,
        engine: engineName(engine),
      });
      context.progress({ kind: 'message', level: 'info', message });
    }
    if (engine === null) return null;
    await context.clock.sleep(lookMilliseconds, context.signal);
  }
  return (await store.read('round', { id: [number] }))[0] ?? null;
}

async function tellBeginning(telling: Telling, round: RoundRow): Promise<void> {
  const message = followTexts.following({ round: round.number });
  telling.context.progress({ kind: 'message', level: 'info', message });
  const { project } = round.resolved;
  const trials = await telling.store.read('trial', { round: [round.number] });
  for (const trial of trials.filter(({ state }) => ended(state))) {
    telling.states.set(trial.id, trial.state.status);
    noteBest(telling, round, trial, await objectiveOf(telling, round, trial));
  }
  telling.context.progress({
    kind: 'round-started',
    round: round.number,
    name: round.name,
    trials: trials.length,
    ended: telling.states.size,
    slots: project.resources.slots,
    metric: project.objective.metric,
    direction: project.objective.direction,
    stepUnit: project.train.stepUnit,
    best: telling.best,
  });
  await tellChanges(telling, round);
}

async function tellChanges(telling: Telling, round: RoundRow): Promise<void> {
  for (const trial of await telling.store.read('trial', { round: [round.number] })) {
    const { status } = trial.state;
    if (telling.states.get(trial.id) === status) continue;
    telling.states.set(trial.id, status);
    if (status === 'running') telling.context.progress(await startOf(telling, trial));
    else if (ended(trial.state)) await tellEnd(telling, round, trial);
  }
}

async function startOf({ store }: Telling, trial: TrialRow): Promise<ProgressEvent> {
  const attempt = (await store.read('attempt', { trial: [trial.id] })).at(-1);
  const [study] = await store.read('study', { id: [trial.study] });
  return {
    kind: 'trial-started',
    trial: trial.id,
    attempt: attempt?.number ?? 1,
    fromStep: attempt?.resumedAt ?? 0,
    untilStep: trial.untilStep,
    baseline: study?.plan.purpose === 'baseline',
  };
}

async function tellEnd(telling: Telling, round: RoundRow, trial: TrialRow): Promise<void> {
  const objective = await objectiveOf(telling, round, trial);
  noteBest(telling, round, trial, objective);
  const { id, state, note } = trial;
  telling.context.progress({ kind: 'trial-ended', trial: id, state, objective, note, best: telling.best });
}

async function objectiveOf({ store }: Telling, round: RoundRow, trial: TrialRow): Promise<number | null> {
  const attempts = await store.read('attempt', { trial: [trial.id] });
  return (await objectivesOf(store, round.resolved.project.objective, attempts)).get(trial.id)?.value ?? null;
}

function noteBest(telling: Telling, round: RoundRow, trial: TrialRow, objective: number | null): void {
  if (objective === null || trial.state.status !== 'completed') return;
  const { direction } = round.resolved.project.objective;
  if (telling.best === null || better(direction, objective, telling.best.objective)) {
    telling.best = { trial: trial.id, objective };
  }
}
