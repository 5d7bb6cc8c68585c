/**
 * Complete curves of one planted training: losses and errors of both splits, minibatch loss, gradient norm and rate.
 * Healthy (`planted-trend.ts`) unless a fault is planted (`planted-faults.ts`).
 */
import type { Stream } from '../numeric/index.ts';
import type { Curve } from '../study/index.ts';
import { bend, type CurveFault } from './planted-faults.ts';
import { chanceError, errorOf, healthyTrend, jitter, type Schedule, type Trend } from './planted-trend.ts';

export interface CurvePlan {
  readonly maxSteps: number;
  readonly evaluations: number;
  readonly schedule: Schedule;
  /** Peak learning rate: what `lr` reports. */
  readonly rate: number;
  /** The validation error that training tends to, in (0, 0.9). */
  readonly error: number;
  readonly fault: CurveFault | null;
}

/** Reports of the minibatch between evaluations. */
const reports = 4;
/** Relative standard deviations of one minibatch loss, and of one gradient norm. */
const lossScatter = 0.12;
const normScatter = 0.25;

export function plantedCurves(plan: CurvePlan, random: Stream): readonly Curve[] {
  const { schedule, rate, error, fault, maxSteps, evaluations } = plan;
  const within = fault?.kind === 'too-many-steps' ? fault.share : null;
  const pace = Math.exp(0.2 * random.normal());
  const trendAt = (step: number): Trend =>
    bend(fault, (f) => healthyTrend({ schedule, rate, error, pace, within }, f), step / maxSteps);

  const steps = evaluationSteps(plan, random);
  const evaluated = steps.map((step) => evaluationOf(trendAt(step), random));
  const logged = evenSteps(maxSteps, reports * evaluations);
  const trends = logged.map(trendAt);
  const losses = trends.map(({ trainLoss }) => 0.02 + 1.05 * trainLoss * (1 + lossScatter * random.normal()));
  const norms = trends.map(({ gradNorm }) => gradNorm * Math.exp(normScatter * random.normal()));
  return [
    { metric: 'train/loss', steps, values: evaluated.map(({ trainLoss }) => trainLoss) },
    { metric: 'train/error', steps, values: evaluated.map(({ trainError }) => trainError) },
    { metric: 'valid/loss', steps, values: evaluated.map(({ validLoss }) => validLoss) },
    { metric: 'valid/error', steps, values: evaluated.map(({ validError }) => validError) },
    { metric: 'loss', steps: logged, values: losses },
    { metric: 'grad_norm', steps: logged, values: norms },
    { metric: 'lr', steps: logged, values: trends.map((trend) => trend.rate) },
  ];
}

interface Evaluation {
  readonly trainLoss: number;
  readonly trainError: number;
  readonly validLoss: number;
  readonly validError: number;
}

/** Loss and error of one evaluation share most of their noise, being of the same examples; noise shrinks near loss 0. */
function evaluationOf(trend: Trend, random: Stream): Evaluation {
  const [shared, own, ofTrain] = [random.normal(), random.normal(), random.normal()];
  const small = Math.min(1, trend.trainLoss / 0.05);
  const trainLoss = Math.abs(trend.trainLoss + 0.5 * jitter * Math.min(1, trend.noise) * small * ofTrain);
  const slope = (errorOf(trend.validLoss + jitter) - errorOf(trend.validLoss - jitter)) / 2;
  const noise = trend.noise * (0.8 * shared + 0.6 * own);
  const errorNoise = trend.noise * slope * shared;
  return {
    trainLoss,
    trainError: asError(errorOf(trainLoss)),
    validLoss: Math.abs(trend.validLoss + jitter * noise),
    validError: asError(errorOf(trend.validLoss) + trend.extraError + errorNoise),
  };
}

/** A share; that of a model whose loss is not a number is chance's. */
function asError(error: number): number {
  return Number.isNaN(error) ? chanceError : Math.min(1, Math.max(0, error));
}

/** Even, up to the end, unless the fault is in the evaluation. */
function evaluationSteps({ maxSteps, evaluations, fault }: CurvePlan, random: Stream): readonly number[] {
  if (fault?.kind !== 'irregular') return evenSteps(maxSteps, evaluations);
  const gaps = Array.from({ length: evaluations }, () => Math.exp(fault.effect * random.normal()));
  const total = gaps.reduce((sum, gap) => sum + gap, 0);
  let passed = 0;
  const steps = gaps.map((gap) => {
    passed += gap;
    return Math.max(1, Math.round((maxSteps * passed) / total));
  });
  return [...new Set(steps)];
}

function evenSteps(maxSteps: number, count: number): readonly number[] {
  const steps = Array.from({ length: count }, (_, i) => Math.round(((i + 1) * maxSteps) / count));
  return [...new Set(steps.map((step) => Math.max(1, step)))];
}
