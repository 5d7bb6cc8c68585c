/** The diagnoses as figures name them. */
import type { DiagnosisCode } from '../diagnosis/index.ts';
import { defineTexts } from '../texts/index.ts';

export const diagnosisNames = defineTexts('diagnosis-name', {
  overfitting: 'overfitting',
  'still-improving': 'still improving',
  saturated: 'flat from here',
  diverged: 'diverged',
  'training-loss-rising': 'training loss rises',
  'loss-spike': 'loss spike',
  'late-variance': 'jumps late',
  'early-instability': 'unstable start',
  'never-learns': 'never learns',
  'stuck-at-chance': 'stuck at chance',
  periodic: 'periodic',
});

export function diagnosisName(code: DiagnosisCode): string {
  return diagnosisNames[code]().text;
}
