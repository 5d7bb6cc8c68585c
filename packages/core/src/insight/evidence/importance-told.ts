/** Importance in words: names, shares with their intervals, and how sure it is. */
import { rounded } from '../../numeric/index.ts';
import { hyperparameterLabels, type Identity } from '../../space/index.ts';
import type { RoundView } from '../view.ts';
import type { TestedEffect } from './effects.ts';
import type { Importance } from './importance.ts';

const adaptiveDiscount = 0.5;
const mostConfidence = 0.99;

/** Of hyperparameter `index`. */
export function idOf({ hyperparameters }: Importance, index: number): Identity {
  return hyperparameters[index]?.id ?? '';
}

/** What sentences call hyperparameter `index`, as the figures do: of two branches that hold its name, with its branch. */
export function labelOf({ hyperparameters }: Importance, index: number): string {
  return hyperparameterLabels(hyperparameters)[index] ?? '';
}

/** `52 % (48 to 57)`. */
export function shareShown({ share, low, high }: Pick<TestedEffect, 'share' | 'low' | 'high'>): string {
  const [about, from, to] = [share, low, high].map((x) => rounded(100 * x, 2));
  return `${about} % (${from} to ${to})`;
}

/** Whether a search chose its points by earlier results. */
export function isAdaptive({ round }: RoundView): boolean {
  return round.studies.some(({ purpose, adaptive }) => purpose === 'search' && adaptive);
}

/** 1 − p, with the caution that an adaptive search asks for. */
export function confidenceOf(view: RoundView, p: number): number {
  return Math.min(mostConfidence, 1 - p) * (isAdaptive(view) ? adaptiveDiscount : 1);
}
