/** Watches a round that another process drives, and tells of it as if it were driven here. */
import { ended } from '@attune/core/study';
import { engineAlive, type ProgressEvent } from '../engine/index.ts';
import { objectivesOf } from '../history/index.ts';
import type { RoundRow, Store } from '../store/index.ts';
import type { Context } from './operation.ts';

const lookMilliseconds = 500;

/** The round's row once it has ended or paused; null where its engine is gone and somebody else must go on. */
export async function followRound(context: Context, store: Store, number: number): Promise<RoundRow | null> {
  const told = new Map<number, string>();
  let begun = false;
  while (!context.signal.aborted) {
    const [round] = await store.read('round', { id: [number] });
    if (round !== undefined) {
      if (!begun) context.progress(await beginning(store, round));
      begun = true;
      await tellChanges(context, store, round, told);
      if (round.status !== 'running') return round;
    }
    if ((await engineAlive(store, context.clock.now())) === null) return null;
    await context.clock.sleep(lookMilliseconds, context.signal);
  }
  return (await store.read('round', { id: [number] }))[0] ?? null;
}

async function beginning(store: Store, round: RoundRow): Promise<ProgressEvent> {
  const { project } = round.resolved;
  const trials = await store.read('trial', { round: [round.number] });
  return {
    kind: 'round-started',
    round: round.number,
    name: round.name,
    trials: trials.length,
    ended: trials.filter(({ state }) => ended(state)).length,
    slots: project.resources.slots,
    metric: project.objective.metric,
    direction: project.objective.direction,
    stepUnit: project.train.stepUnit,
    best: null,
  };
}

async function tellChanges(context: Context, store: Store, round: RoundRow, told: Map<number, string>): Promise<void> {
  const trials = await store.read('trial', { round: [round.number] });
  const first = told.size === 0;
  for (const trial of trials) {
    const { status } = trial.state;
    if (told.get(trial.id) === status) continue;
    told.set(trial.id, status);
    if (status === 'running') {
      const attempt = (await store.read('attempt', { trial: [trial.id] })).at(-1);
      context.progress({
        kind: 'trial-started',
        trial: trial.id,
        attempt: attempt?.number ?? 1,
        fromStep: attempt?.resumedAt ?? 0,
        untilStep: trial.untilStep,
        baseline: false,
      });
    } else if (!first && ended(trial.state)) {
      const attempts = await store.read('attempt', { trial: [trial.id] });
      const objectives = await objectivesOf(store, round.resolved.project.objective, attempts);
      const objective = objectives.get(trial.id)?.value ?? null;
      context.progress({
        kind: 'trial-ended',
        trial: trial.id,
        state: trial.state,
        objective,
        note: trial.note,
        best: null,
      });
    }
  }
}
