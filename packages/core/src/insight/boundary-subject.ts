/** One dimension of one study whose edges are asked about, and how its values are shown. */
import { resemblesMaxSteps, roundedValue, type Hyperparameter, type Value } from '../space/index.ts';
import { meaningOf } from './evidence/known-directions.ts';
import type { StudyRecord } from './record.ts';
import type { RankedTrial, RoundView } from './view.ts';

export type Edge = 'low' | 'high';

/** That results rise at the edge, that the best may lie there, or that the length of training is what rises. */
export type Claim = 'rises' | 'possible' | 'length';

/** What has an order, and so has edges. */
export type Ordered = Extract<Hyperparameter, { kind: 'float' | 'integer' | 'discrete' }>;

export interface Subject {
  readonly view: RoundView;
  readonly study: StudyRecord;
  /** Whether the round has other studies, from which it must be told apart. */
  readonly oneOfSeveral: boolean;
  readonly hyperparameter: Ordered;
  /** Its feasible trials, best first, one for each configuration. */
  readonly members: readonly RankedTrial[];
  /** How many they are with repeated configurations. */
  readonly having: number;
}

export function isOrdered(hyperparameter: Hyperparameter): hyperparameter is Ordered {
  return hyperparameter.kind === 'float' || hyperparameter.kind === 'integer' || hyperparameter.kind === 'discrete';
}

/** Whether it is how long a trial trains: that more of it helps is to be expected (method C3). */
export function isLength(hyperparameter: Hyperparameter): boolean {
  return meaningOf(hyperparameter) === 'max-steps' || resemblesMaxSteps(hyperparameter.name);
}

export function edgeValue(hyperparameter: Ordered, edge: Edge): number | string {
  if (hyperparameter.kind !== 'discrete') return valueShown(hyperparameter, hyperparameter[edge]);
  return valueShown(hyperparameter, edge === 'low' ? hyperparameter.values[0] : hyperparameter.values.at(-1));
}

export function valueShown(hyperparameter: Ordered, value: Value | undefined): number | string {
  return typeof value === 'number' ? roundedValue(hyperparameter, value) : String(value);
}
