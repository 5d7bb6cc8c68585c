import type { Configuration, Identity, Space } from '../space/index.ts';
import type { Project } from './project.ts';
import type { SamplerSpec } from './sampler-spec.ts';

/** What a round is for: compare a change, understand a hyperparameter, or maximize the objective. */
export type Goal = 'compare' | 'understand' | 'maximize';

/** What a hyperparameter is in a round (method C1). */
export type Role = 'scientific' | 'nuisance' | 'fixed';

/** A round as it was frozen when it first ran: everything that decides its trials. Stored as JSON. */
export interface ResolvedRound {
  readonly goal: Goal;
  readonly question: string;
  readonly roles: Readonly<Record<Identity, Role>>;
  readonly studies: readonly StudyPlan[];
  readonly seed: number;
  /** The project as it stood. */
  readonly project: Project;
  /** What conclusions of this round do not cover: one per hyperparameter that was fixed (method C1), and the length of training where it is this round's own. */
  readonly caveats: readonly Caveat[];
  /** What a round compares that only runs two configurations again, each under the same fresh seeds (method L2). */
  readonly comparison?: ComparisonPlan;
}

/** Whether a change makes the training program, or the life with it, more complicated (method L3). */
export type Complexity = 'none' | 'adds';

export interface ComparisonPlan {
  /** The first study's. */
  readonly candidate: ComparedConfiguration;
  /** The second study's; as a rule the baseline. */
  readonly baseline: ComparedConfiguration;
  readonly complexity: Complexity;
  /** Of the complexity, by the user; may be empty. */
  readonly note: string;
  /** Pairs that may be judged; may be raised later. */
  readonly pairsMax: number;
  /** How it stood when it last ended; follows from its trials. Absent before. */
  readonly concluded?: ConcludedComparison;
}

/** What a decision comes to; `core/decide` says what the numbers mean. */
export interface ConcludedComparison {
  readonly recommendation: 'adopt' | 'reject' | 'more-evidence';
  /** Positive where the candidate is better. */
  readonly effect: number | null;
  readonly interval: readonly [low: number, high: number] | null;
  /** P(better), in [0, 1]. */
  readonly better: number | null;
  readonly pairs: number;
}

export interface ComparedConfiguration {
  readonly configuration: Configuration;
  /** As the user named it: `trial 17`, `baseline`, `lr=0.1`. */
  readonly label: string;
  /** The trial that selected it, whose result is no evidence for it; null where none did. */
  readonly trial: number | null;
}

/**
 * `search` studies explore; the `baseline` study repeats the baseline under several seeds (method A6); a `rerun` study
 * repeats another configuration, to compare it.
 */
export type StudyPurpose = 'search' | 'baseline' | 'rerun';

export interface StudyPlan {
  readonly name: string;
  readonly purpose: StudyPurpose;
  /** The scientific values that this study holds fixed; empty in a joint study. */
  readonly scientific: Configuration;
  readonly space: Space;
  readonly sampler: SamplerSpec;
  readonly trials: number;
  /** Seeds the study's points; each trial's training seed is drawn apart from it. */
  readonly seed: number;
}

export interface Caveat {
  readonly hyperparameter: Identity;
  readonly value: Configuration[string];
}
