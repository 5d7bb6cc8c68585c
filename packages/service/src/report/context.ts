/** What a report says besides the analysis: facts that only the store and the machine know. */
import type { Caveat } from '@attune/core/study';
import type { Message } from '@attune/core/texts';
import type { ReportedDecision } from './decision.ts';

export interface ReportContext {
  readonly project: string;
  /** Milliseconds, UTC. */
  readonly generatedAt: number;
  readonly status: ReportStatus;
  /** A shell command that trains the best trial's configuration again; null where there is no best trial. */
  readonly reproduce: string | null;
  /** Users' notes and sentences on how a trial ended, by trial. */
  readonly notes: Readonly<Record<number, string>>;
  /** The latter alone, where they are known. */
  readonly endings?: Readonly<Record<number, string>>;
  readonly caveats: readonly Caveat[];
  /** What had to be assumed or put right in reading trials that another program recorded. */
  readonly remarks?: readonly Message[];
  /** The first sentence, where the report has another than the comparison with a baseline. */
  readonly verdict?: Message;
  /** That the report judges by another objective than the round ran for, and whether that is valid. */
  readonly judged?: readonly Message[];
  /** Of a round that compares two configurations under fresh seeds. */
  readonly decision?: ReportedDecision;
  readonly provenance: Provenance;
}

/** `note` says why the round is paused. */
export type ReportStatus =
  { readonly kind: 'running' } | { readonly kind: 'paused'; readonly note: string } | { readonly kind: 'completed' };

/** Where the results come from; null stands for what was not recorded. */
export interface Provenance {
  /** The training command as the project file gives it. */
  readonly command: string | null;
  readonly commit: { readonly hash: string; readonly dirty: boolean } | null;
  readonly seed: number | null;
  /** The round file, relative to the project. */
  readonly file: string | null;
  /** SHA-256 of the frozen design. */
  readonly hash: string | null;
  /** Milliseconds, UTC. */
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  /** Of Attune, Node and whatever else decided the results, by name. */
  readonly versions: Readonly<Record<string, string>>;
}
