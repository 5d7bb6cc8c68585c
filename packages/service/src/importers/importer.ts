/**
 * Histories made by other programs, read trial by trial and never written to. An importer is a file and a row in
 * `registry.ts`; what it yields is judged by the same analysis as Attune's own rounds.
 */
import type { Message } from '@attune/core/texts';
import type { Configuration, Space } from '@attune/core/space';
import type { Curve, ExampleCounts, Objective, TrialState } from '@attune/core/study';
import type { Mended } from './mended.ts';

export interface Importer {
  /** As `--format` names it. */
  readonly name: string;
  /** One line for lists: what such a history looks like on disk. */
  readonly summary: Message;
  /** Whether what lies at the absolute `path` looks like this format; cheap, and false where it cannot be read. */
  detect(path: string): boolean;
  /**
   * The trials at the absolute `path`, in a fixed order, each read when it is asked for. Throws `not-found` where there is
   * none, `invalid` naming file and line for what cannot be understood, `unavailable` for what cannot be read.
   */
  open(path: string, options: ImportOptions): AsyncIterable<History>;
}

/** What only the user knows; each is inferred where it is left out. Names are those in the file. */
export interface ImportOptions {
  /** Where a name stands for a metric, the importer finds it under its own name or as stored. */
  readonly objective?: Objective;
  readonly step?: string;
  /** The field that holds a trial's curve, or several, separated by commas. */
  readonly curve?: string;
  /** The field that tells trials apart, or several that do so together, separated by commas. */
  readonly trial?: string;
  /** The field that says that a trial was infeasible. */
  readonly infeasible?: string;
  /** The length of training: a number, or the field that holds it. */
  readonly maxSteps?: number | string;
  /** The field that tells rounds apart. */
  readonly group?: string;
  readonly hyperparameters?: readonly string[];
  /** What was searched; with it, its hyperparameters are those of the trials. */
  readonly space?: Space;
}

/** One trial as it was found. */
export interface History {
  /** Where it was found: an absolute path, with the line where one file holds several trials. */
  readonly source: string;
  /** Trials of one group were made to be compared with each other: they become one round. */
  readonly group: string;
  /** Its name within the group. */
  readonly label: string;
  /** In [0, 2³¹). */
  readonly seed: number;
  readonly configuration: Configuration;
  /** As they count: steps ascend and are distinct. Metrics of the test set are left out. */
  readonly curves: readonly Curve[];
  readonly state: TrialState;
  /** Whether a field says that it diverged, whatever its curves show. */
  readonly toldInfeasible: boolean;
  /** What the format itself knows of it; null where it does not. */
  readonly objective: Objective | null;
  /** What one step is: `step`, `epoch`. */
  readonly stepUnit: string;
  /** Where training was to end; null where that is not known. */
  readonly maxSteps: number | null;
  /** The objective of a predictor that knows nothing; null where not known. */
  readonly chance: number | null;
  readonly examples: ExampleCounts;
  /** Whether it was ended because it had reached what it was to reach: an early end that is none. */
  readonly endedAtTarget: boolean;
  readonly mended: Mended;
  /** How its fields were read, where that had to be inferred; the same for all trials of a file. */
  readonly assumed: readonly Message[];
}
