/** All that a next round is proposed from: what was run, what it taught, and what became the baseline. */
import type { Insight } from '../insight/index.ts';
import type { Configuration } from '../space/index.ts';
import type { ComparisonPlan, Project, ResolvedRound } from '../study/index.ts';

/** A round that has ended, as it was frozen, with its answers. */
export interface PastRound {
  readonly number: number;
  /** As in the file's name. */
  readonly name: string;
  readonly resolved: ResolvedRound;
  readonly insight: Insight;
}

/** A baseline of the past or the present. */
export interface Launched {
  readonly number: number;
  readonly configuration: Configuration;
}

export interface History {
  /** As it stands now; its length of training and its baseline may be newer than any round's. */
  readonly project: Project;
  /** In order of number; comparisons are not among them. */
  readonly rounds: readonly PastRound[];
  readonly launches: readonly Launched[];
  /** Pairs that were run again to decide between them. */
  readonly comparisons: readonly ComparisonPlan[];
}
