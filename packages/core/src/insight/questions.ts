/** What every round is asked, in the order in which an expert acts: it ranks findings of one severity. */
import { bestStep } from './best-step.ts';
import { boundary } from './boundary.ts';
import { curveShapes } from './curve-shapes.ts';
import { density } from './density.ts';
import { infeasible } from './infeasible.ts';
import { isolation } from './isolation.ts';
import { lateVariance } from './late-variance.ts';
import { noiseFloor } from './noise-floor.ts';
import { nonFinite } from './non-finite.ts';
import { overfitting } from './overfitting.ts';
import { periodicity } from './periodicity.ts';
import { saturated } from './saturated.ts';
import { stabilityEdge } from './stability-edge.ts';
import { stillImproving } from './still-improving.ts';
import { trainingLossRising } from './training-loss-rising.ts';
import { dataHints } from './data-hints.ts';
import { evaluation } from './evaluation.ts';
import { fairness } from './fairness.ts';
import { gradients } from './gradients.ts';
import { updateRatio } from './update-ratio.ts';
import { sensitivity } from './sensitivity.ts';
import type { Question } from './question.ts';

export const questions: readonly Question[] = [
  // Whether the round's conclusions hold.
  fairness,
  isolation,
  noiseFloor,
  // Where better values lie, and where nothing works.
  stabilityEdge,
  boundary,
  infeasible,
  // What the curves show, from broken to slow.
  nonFinite,
  dataHints,
  curveShapes,
  trainingLossRising,
  overfitting,
  periodicity,
  lateVariance,
  gradients,
  updateRatio,
  // Length, evaluation and budget.
  stillImproving,
  saturated,
  bestStep,
  evaluation,
  density,
  sensitivity,
];
