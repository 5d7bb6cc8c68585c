/** What a round would run, before anything runs: studies, points, steps, hours. */
import Type, { type Static } from 'typebox';
import { samplerFor } from '@attune/core/samplers';
import { ended, type ResolvedRound } from '@attune/core/study';
import { trialTime, type TrialTime } from '../../history/index.ts';
import type { Store } from '../../store/index.ts';
import { configurationSchema, nullable, scalarSchema } from '../views/trial-document.ts';
import type { Workspace } from '../workspace.ts';

export const planSchema = Type.Object({
  question: Type.String(),
  goal: Type.String(),
  roles: Type.Record(Type.String(), Type.Enum(['scientific', 'nuisance', 'fixed'])),
  caveats: Type.Array(Type.Object({ hyperparameter: Type.String(), value: scalarSchema })),
  studies: Type.Array(
    Type.Object({
      name: Type.String(),
      purpose: Type.Enum(['search', 'baseline', 'rerun']),
      search: Type.String(),
      trials: Type.Integer(),
      points: Type.Array(configurationSchema),
    }),
  ),
  trials: Type.Integer({ description: 'Of these studies together.' }),
  ended: Type.Integer({ description: 'How many of them have ended already: they cost nothing more.' }),
  steps: Type.Number({ description: 'Of the trials that are still to run, together.' }),
  stepsEach: Type.Number({ description: 'Of one trial.' }),
  stepUnit: Type.String(),
  slots: Type.Integer(),
  trialSeconds: nullable(
    Type.Number({
      description: 'Of one trial, start-up included; by earlier trials also what failed and repeated attempts cost.',
    }),
  ),
  startSeconds: nullable(Type.Number({ description: 'Of those until training begins, as measured by `check`.' })),
  stepSeconds: nullable(
    Type.Number({ description: 'As measured by earlier trials or by `check`; null before either.' }),
  ),
  measuredBy: nullable(Type.Enum(['attempts', 'check'])),
  measuredTrials: nullable(Type.Integer({ description: 'Earlier trials that the time of one was measured by.' })),
  hours: nullable(Type.Number({ description: 'Until the end, with all slots in use.' })),
});

export type RunPlan = Static<typeof planSchema>;

/** What a plan is made for: a whole round, or only what a larger budget adds to one. */
export interface PlannedPart {
  readonly resolved: ResolvedRound;
  /** Trials of each study that are left out, since an earlier budget had them; by the study’s name. */
  readonly before?: ReadonlyMap<string, number>;
  /** Trials that have ended already. */
  readonly ended: number;
}

export async function planOf(
  store: Store | null,
  workspace: Workspace,
  { resolved, before, ended: over }: PlannedPart,
): Promise<RunPlan> {
  const { project } = resolved;
  const studies = before === undefined ? resolved.studies : resolved.studies.filter(({ name }) => before.has(name));
  const planned = studies.map((plan) => {
    const first = before?.get(plan.name) ?? 0;
    return {
      name: plan.name,
      purpose: plan.purpose,
      search: plan.sampler.kind,
      points: samplerFor(plan.sampler)
        .suggest({ space: plan.space, budget: plan.trials }, first, plan.trials - first, plan.seed)
        .map(({ configuration }) => ({ ...configuration })),
    };
  });
  const trials = planned.reduce((sum, { points }) => sum + points.length, 0);
  const left = Math.max(0, trials - over);
  const { slots } = project.resources;
  const { maxSteps } = project.train;
  const measured = await trialTime(store, workspace.storeDirectory, maxSteps);
  return {
    question: resolved.question,
    goal: resolved.goal,
    roles: resolved.roles,
    caveats: [...resolved.caveats],
    studies: planned.map((study) => ({ ...study, trials: study.points.length })),
    trials,
    ended: over,
    steps: left * maxSteps,
    stepsEach: maxSteps,
    stepUnit: project.train.stepUnit,
    slots,
    trialSeconds: measured?.seconds ?? null,
    startSeconds: measured?.from === 'check' ? measured.startSeconds : null,
    stepSeconds: stepSecondsOf(measured, maxSteps),
    measuredBy: measured?.from ?? null,
    measuredTrials: measured?.from === 'attempts' ? measured.trials : null,
    hours: measured === null ? null : (Math.ceil(left / slots) * measured.seconds) / 3600,
  };
}

function stepSecondsOf(measured: TrialTime | null, steps: number): number | null {
  if (measured === null) return null;
  return measured.from === 'check' ? measured.stepSeconds : measured.seconds / steps;
}

/** Trials of a stored round that need not run again. */
export async function endedTrials(store: Store | null, round: number): Promise<number> {
  const trials = store === null ? [] : await store.read('trial', { round: [round] });
  return trials.filter(({ state }) => ended(state)).length;
}
