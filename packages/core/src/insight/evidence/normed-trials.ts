/** Trials that report the norm of their gradient, and what their norms say together. */
import { median } from '../../numeric/index.ts';
import type { Curve } from '../../study/index.ts';
import type { JudgedTrial, RoundView } from '../view.ts';
import { gradientNormsOf, isGradientNorm, type GradientNorms } from './gradient-norms.ts';

/** Fewest norms from which anything is told. */
export const fewestReports = 20;

export interface NormedTrial {
  readonly trial: JudgedTrial;
  readonly curve: Curve;
  readonly norms: GradientNorms;
}

/** Trials with enough reported norms: the competitive ones best first, and all others that trained. */
export function gradientNorms(view: RoundView): {
  readonly competitive: readonly NormedTrial[];
  readonly others: readonly NormedTrial[];
} {
  const half = view.ranked.slice(0, Math.ceil(view.ranked.length / 2));
  const ids = new Set(half.map(({ record }) => record.id));
  return {
    competitive: half.flatMap(normed),
    others: view.search.filter(({ record }) => !ids.has(record.id)).flatMap(normed),
  };
}

function normed(trial: JudgedTrial): readonly NormedTrial[] {
  const curve = trial.record.curves.find(({ metric }) => isGradientNorm(metric));
  const norms = curve === undefined ? null : gradientNormsOf(curve, fewestReports);
  return curve === undefined || norms === null ? [] : [{ trial, curve, norms }];
}

/** 90th percentile of a competitive trial, the middle one; null where there is none, or norms were clipped. */
export function clippingThreshold(competitive: readonly NormedTrial[]): number | null {
  if (competitive.length === 0 || capOf(competitive) !== null) return null;
  return median(competitive.map(({ norms }) => norms.p90));
}

/** What most of them were clipped at before they were logged; null where they were not. */
export function capOf(trials: readonly NormedTrial[]): number | null {
  const caps = trials.flatMap(({ norms }) => (norms.cap === null ? [] : [norms.cap]));
  return caps.length * 2 > trials.length ? median(caps) : null;
}
