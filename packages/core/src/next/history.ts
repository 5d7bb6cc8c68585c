/** All that a next round is proposed from: what was run, what it taught, and what became the baseline. */
import type { Insight } from '../insight/index.ts';
import type { Configuration } from '../space/index.ts';
import type { ConcludedComparison, Project, ResolvedRound } from '../study/index.ts';

/** A round that has ended, as it was frozen, with its answers. */
export interface PastRound {
  readonly number: number;
  /** As in the file's name. */
  readonly name: string;
  readonly resolved: ResolvedRound;
  readonly insight: Insight;
  /** Trials of its searches as it was planned, before it was given more; absent where it was not. */
  readonly planned?: number;
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
  /** Pairs that were run again to decide between them; in order of round. */
  readonly comparisons: readonly Compared[];
  /** Trials that the next round may have, where the user says so. */
  readonly trials?: number;
}

/** A comparison of two configurations by fresh seeds, judged by the project's objective. */
export interface Compared {
  /** Comparisons are rounds of their own. */
  readonly round: number;
  readonly maxSteps: number;
  readonly candidate: Configuration;
  readonly baseline: Configuration;
  /** Null where it has not ended. */
  readonly decision: ConcludedComparison | null;
}
