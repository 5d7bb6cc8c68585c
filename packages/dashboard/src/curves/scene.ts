/** Everything that a chart of curves draws: lines and how they look, limits, marks. Made anew by the page when it changes. */
import type { CurveLine } from './curve-line.ts';
import type { LineRole, Scheme } from './line-style.ts';
import type { Smoothing } from './smooth.ts';

export interface SceneLine {
  readonly line: CurveLine;
  readonly role: LineRole;
  /** Among the trials in front: decides its colour. */
  readonly place: number;
  /** The other curve of a pair: training beside validation. */
  readonly counterpart: boolean;
  /** Points may still arrive. */
  readonly running: boolean;
}

/** Something to be seen at a place of a trial's curve. */
export interface SceneMark {
  readonly trial: number;
  readonly metric: string;
  readonly step: number;
  readonly label: string;
}

export interface Scene {
  /** In the order of drawing: what stands behind comes first. */
  readonly lines: readonly SceneLine[];
  readonly x: AxisOf;
  readonly y: AxisOf;
  readonly smoothing: Smoothing;
  /** In units of x. */
  readonly smoothingWidth: number;
  readonly marks: readonly SceneMark[];
  /** Whether x is the step: best steps and marks have a place only there. */
  readonly bySteps: boolean;
  readonly scheme: Scheme;
}

export interface AxisOf {
  readonly label: string;
  readonly low: number;
  readonly high: number;
  readonly log: boolean;
}
