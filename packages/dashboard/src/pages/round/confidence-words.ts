/** The strength of a finding's evidence in words; the number stands beside them. */
import { defineTexts } from '@attune/core/texts';

export const confidenceTexts = defineTexts('dashboard-confidence', {
  veryStrong: 'very strong evidence',
  strong: 'strong evidence',
  some: 'some evidence',
  weak: 'weak evidence',
  percent: 'confidence {percent} %: the strength of the evidence, not the probability that it is true',
});

/** Nothing is certain. */
const mostPercent = 99;

export interface Confidence {
  readonly words: string;
  readonly about: string;
}

/** Null for a note that only counts or names, and so tests nothing. */
export function confidenceWords(severity: string, confidence: number): Confidence | null {
  if (severity === 'note' && confidence >= 1) return null;
  const percent = Math.min(mostPercent, Math.round(100 * confidence));
  return { words: strength(confidence).text, about: confidenceTexts.percent({ percent }).text };
}

function strength(confidence: number) {
  if (confidence >= 0.99) return confidenceTexts.veryStrong();
  if (confidence >= 0.95) return confidenceTexts.strong();
  return confidence >= 0.8 ? confidenceTexts.some() : confidenceTexts.weak();
}
