/** What single curves show, trial by trial: only one trial's curves are in memory at a time. */
import Type, { type Static } from 'typebox';
import { diagnose, diagnosisCodes, type Diagnosis } from '@attune/core/diagnosis';
import { trainLossAmong, type Curve, type Objective } from '@attune/core/study';
import type { History } from '../../importers/index.ts';
import { among, guessObjective } from './objective.ts';
import { measuredNumber } from '../operation.ts';

export const curveSchema = Type.Object({
  source: Type.String({ description: 'The trial’s folder, or its file and line.' }),
  diagnoses: Type.Array(
    Type.Object({
      code: Type.Enum([...diagnosisCodes]),
      metric: Type.String({ description: 'The curve that shows it.' }),
      step: Type.Number({ description: 'Where it begins.' }),
      until: Type.Union([Type.Number(), Type.Null()], { description: 'Where it ends; null where it lasts.' }),
      confidence: Type.Number({ minimum: 0, maximum: 1 }),
      numbers: Type.Record(Type.String(), measuredNumber),
    }),
  ),
});

export type CurveDocument = Static<typeof curveSchema>;

/** The trial's diagnoses; without an objective that it has, of what its metrics' names tell. */
export function curveDocument(history: History, asked: Objective | undefined): CurveDocument {
  const found = diagnosesOfHistory(history, asked);
  const all =
    history.toldInfeasible && !found.some(({ code }) => code === 'diverged') ? [told(history, asked), ...found] : found;
  return { source: history.source, diagnoses: all.map((one) => ({ ...one })) };
}

/** What a field of the trial says of it, from where its measurements end. */
function told({ curves, objective }: History, asked: Objective | undefined): Diagnosis {
  const metrics = curves.map(({ metric }) => metric);
  const metric =
    trainLossAmong(metrics, undefined, objective ?? asked) ??
    objective?.metric ??
    asked?.metric ??
    metrics[0] ??
    'loss';
  const step = curves.reduce((last, { steps }) => Math.max(last, steps.at(-1) ?? 0), 0);
  return { code: 'diverged', metric, step, until: null, confidence: 1, numbers: {} };
}

/** `objective` counts where the trial has it; a trial that measured nothing has nothing to diagnose. */
export function diagnosesOfHistory(history: History, asked: Objective | undefined): readonly Diagnosis[] {
  const { curves, maxSteps, chance } = history;
  const objective = objectiveAmong(curves, asked, history.objective);
  return objective === undefined ? [] : diagnose({ curves, objective, maxSteps, chance });
}

/** What was asked for or is known, where the trial measured it; else what the names tell. */
function objectiveAmong(
  curves: readonly Curve[],
  asked: Objective | undefined,
  known: Objective | null,
): Objective | undefined {
  const metrics = curves.map(({ metric }) => metric);
  const wanted = [among(metrics, asked), known].find((one) => one != null && metrics.includes(one.metric));
  return wanted ?? guessObjective(metrics);
}
