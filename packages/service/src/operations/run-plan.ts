/** What a round would run, before anything runs: studies, points, steps, hours. */
import Type, { type Static } from 'typebox';
import { samplerFor } from '@attune/core/samplers';
import type { ResolvedRound } from '@attune/core/study';
import { stepTime } from '../history/index.ts';
import type { Store } from '../store/index.ts';
import { configurationSchema, nullable, scalarSchema } from './trial-document.ts';
import type { Workspace } from './workspace.ts';

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
  trials: Type.Integer(),
  steps: Type.Number({ description: 'Of all trials together.' }),
  slots: Type.Integer(),
  stepSeconds: nullable(
    Type.Number({ description: 'As measured by earlier trials or by `check`; null before either.' }),
  ),
  measuredBy: nullable(Type.Enum(['attempts', 'check'])),
  hours: nullable(Type.Number({ description: 'Until the end, with all slots in use.' })),
});

export type RunPlan = Static<typeof planSchema>;

export async function planOf(store: Store | null, workspace: Workspace, resolved: ResolvedRound): Promise<RunPlan> {
  const { project, studies } = resolved;
  const planned = studies.map((plan) => ({
    name: plan.name,
    purpose: plan.purpose,
    search: plan.sampler.kind,
    points: samplerFor(plan.sampler)
      .suggest({ space: plan.space, budget: plan.trials }, 0, plan.trials, plan.seed)
      .map(({ configuration }) => ({ ...configuration })),
  }));
  const trials = planned.reduce((sum, { points }) => sum + points.length, 0);
  const { slots } = project.resources;
  const measured = await stepTime(store, workspace.storeDirectory, project.objective.metric);
  const waves = Math.ceil(trials / slots);
  return {
    question: resolved.question,
    goal: resolved.goal,
    roles: resolved.roles,
    caveats: [...resolved.caveats],
    studies: planned.map((study) => ({ ...study, trials: study.points.length })),
    trials,
    steps: trials * project.train.maxSteps,
    slots,
    stepSeconds: measured?.seconds ?? null,
    measuredBy: measured?.from ?? null,
    hours: measured === null ? null : (waves * project.train.maxSteps * measured.seconds) / 3600,
  };
}
