/** What the engine remembers of an attempt's measurements: all that judging its end needs, however long the run. */
import {
  better,
  isOnlyLoss,
  nothingSeen,
  trainLossAmong,
  watchLoss,
  type Direction,
  type LossWatch,
  type Objective,
} from '@attune/core/study';
import { isSealed, type Measurement } from '../protocol/index.ts';
import type { Seen } from './verdict.ts';

/** Updated in place, one attempt each. */
export interface SeenSoFar extends Seen {
  objective: number;
  finiteObjective: number;
  measurements: number;
  readonly metrics: Set<string>;
  lastStep: number | null;
  spacing: number;
  lossMetric: string | undefined;
  trainLoss: LossWatch;
  onlyLoss: LossWatch;
  /** Whether the objective is a loss and no other has been reported. */
  objectiveAlone: boolean;
  infeasible: string | null;
  checkpointAdvanced: boolean;
  /** Best finite value of the objective that this attempt reported. */
  best: number | null;
  /** Whether it reported a step before the one that it was to resume at. */
  fromScratch: boolean;
}

export function seenNothing(): SeenSoFar {
  return {
    objective: 0,
    finiteObjective: 0,
    measurements: 0,
    metrics: new Set(),
    lastStep: null,
    spacing: 1,
    lossMetric: undefined,
    trainLoss: nothingSeen,
    onlyLoss: nothingSeen,
    objectiveAlone: false,
    infeasible: null,
    checkpointAdvanced: false,
    best: null,
    fromScratch: false,
  };
}

/** What a project asks of an attempt's measurements. */
export interface Watching {
  readonly objective: Objective;
  readonly trainLoss: string | undefined;
  readonly resumedAt: number | null;
  /** Last step of the checkpoints of earlier attempts of the trial; 0 where there is none. */
  readonly furthestCheckpoint: number;
}

/** Adds one measurement. */
export function see(seen: SeenSoFar, { step, metrics, checkpoint, infeasible }: Measurement, watching: Watching): void {
  if (infeasible !== undefined) seen.infeasible ??= infeasible;
  if (checkpoint !== undefined && step > watching.furthestCheckpoint) seen.checkpointAdvanced = true;
  if (metrics.length === 0) return;
  seen.measurements++;
  noteStep(seen, step);
  if (watching.resumedAt !== null && step < watching.resumedAt) seen.fromScratch = true;
  for (const [name, value] of metrics) {
    if (!isSealed(name)) noteMetric(seen, name, watching);
    if (name === seen.lossMetric) seen.trainLoss = watchLoss(seen.trainLoss, step, value);
    if (name !== watching.objective.metric) continue;
    noteObjective(seen, value, watching.objective.direction);
    if (seen.objectiveAlone) seen.onlyLoss = watchLoss(seen.onlyLoss, step, value);
  }
}

function noteStep(seen: SeenSoFar, step: number): void {
  if (seen.lastStep !== null && step <= seen.lastStep) return;
  if (seen.lastStep !== null) seen.spacing = step - seen.lastStep;
  seen.lastStep = step;
}

function noteMetric(seen: SeenSoFar, name: string, { trainLoss, objective }: Watching): void {
  if (seen.metrics.has(name)) return;
  seen.metrics.add(name);
  seen.objectiveAlone = isOnlyLoss(objective, seen.metrics);
  if (!seen.objectiveAlone) seen.onlyLoss = nothingSeen;
  const found = trainLossAmong(seen.metrics, trainLoss, objective);
  if (found === seen.lossMetric) return;
  seen.lossMetric = found;
  seen.trainLoss = nothingSeen;
}

function noteObjective(seen: SeenSoFar, value: number, direction: Direction): void {
  seen.objective++;
  if (!Number.isFinite(value)) return;
  seen.finiteObjective++;
  if (seen.best === null || better(direction, value, seen.best)) seen.best = value;
}
