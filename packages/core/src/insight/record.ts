/** What the analysis sees of a round: plain records, so that any history, recorded here or elsewhere, can be asked. */
import type { Configuration, Identity, Space } from '../space/index.ts';
import type { Curve, ExampleCounts, Goal, Objective, Role, StudyPurpose, TrialState } from '../study/index.ts';

export interface RoundRecord {
  readonly number: number;
  readonly goal: Goal;
  readonly question: string;
  readonly objective: Objective;
  readonly maxSteps: number;
  /** What one step is, in the project's words. */
  readonly stepUnit: string;
  /** Steps are shares of each trial's own training, which differ in length: the same step is not the same effort. */
  readonly relativeSteps?: true;
  readonly roles: Readonly<Record<Identity, Role>>;
  readonly baseline: Configuration;
  readonly examples: ExampleCounts;
  /** Values to compare with, by label then metric; `chance` among them where known. */
  readonly references: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly studies: readonly StudyRecord[];
  readonly trials: readonly TrialRecord[];
  /** Earlier rounds' runs of the same baseline, in order of round: same configuration, objective and steps. */
  readonly earlierBaselines?: readonly EarlierBaseline[];
}

export interface EarlierBaseline {
  readonly round: number;
  readonly trials: readonly TrialRecord[];
}

export interface StudyRecord {
  readonly id: number;
  readonly name: string;
  readonly purpose: StudyPurpose;
  /** The scientific values that this study holds fixed; empty in a joint study. */
  readonly scientific: Configuration;
  readonly space: Space;
  readonly adaptive: boolean;
  /** Trials planned; more than there are records while the round runs. */
  readonly trials: number;
}

/** A trial with its curves as they count: superseded points left out. Sealed metrics are not among them. */
export interface TrialRecord {
  readonly id: number;
  readonly study: number;
  readonly configuration: Configuration;
  readonly seed: number;
  readonly state: TrialState;
  readonly curves: readonly Curve[];
}
