import type { Configuration, Space } from '../space/index.ts';
import type { Objective } from './objective.ts';

/** One workload being tuned, as `attune.yaml` describes it: validated, with defaults filled in. */
export interface Project {
  readonly name: string;
  readonly objective: Objective;
  readonly train: Training;
  readonly metrics: MetricSource;
  readonly space: Space;
  /** A value for every hyperparameter that is active in it. */
  readonly baseline: Configuration;
  /** Baseline values given for branches that the baseline does not take, by identity. */
  readonly inactive: Configuration;
  readonly examples: ExampleCounts;
  /** Values to stand beside every result, by label then metric: `chance`, `logistic regression`, … (method A6). */
  readonly references: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly resources: Resources;
}

export interface Training {
  /** A line split into words without a shell, or the words themselves; macros such as `${args}` inside. */
  readonly command: string | readonly string[];
  /** Shell snippet run before the command, in the same shell: `. venv/bin/activate`. */
  readonly setup?: string;
  /** The schedule's horizon: the number of steps of every trial; never searched. */
  readonly maxSteps: number;
  /** What one step is: `step`, `epoch`, … */
  readonly stepUnit: string;
  /** Requested spacing of evaluations, in steps. */
  readonly evalEvery?: number;
  readonly timeLimitSeconds?: number;
  /** Between SIGTERM and SIGKILL. */
  readonly graceSeconds: number;
}

export interface MetricSource {
  /** `http`: the program that trains sends them to the server. */
  readonly from: 'file' | 'stdout' | 'http';
  /** Regular expression over stdout lines with named groups (`step` and one per metric); JSON lines without it. */
  readonly pattern?: string;
  /** Names as the program reports them → names as Attune stores them. */
  readonly rename: Readonly<Record<string, string>>;
  /** The metric whose divergence makes a trial infeasible; found by name where absent. */
  readonly trainLoss?: string;
}

export interface ExampleCounts {
  readonly train?: number;
  readonly valid?: number;
  readonly classes?: number;
}

export interface Resources {
  /** Trials at a time. */
  readonly slots: number;
  readonly gpusPerTrial: number;
}
