/** How far the competitive trials lie apart: the unit of a difference where the noise between seeds is not known. */
import { quantile } from '../../numeric/index.ts';
import type { RoundView } from '../view.ts';
import { competitiveOf } from './prevalence.ts';

/** Quartiles of fewer trials are single trials. */
const fewest = 4;

/** The distance between the quartiles of their objectives; null for fewer than four, or where all are equal. */
export function competitiveSpread(view: RoundView): number | null {
  const objectives = competitiveOf(view).map(({ outcome }) => outcome.objective);
  if (objectives.length < fewest) return null;
  const spread = quantile(objectives, 0.75) - quantile(objectives, 0.25);
  return spread > 0 ? spread : null;
}
