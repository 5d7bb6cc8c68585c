/** Asks one trial's curves every diagnosis, independent of all other trials: curves can stream. */
import type { Diagnosis, DiagnosisCode } from './diagnosis.ts';
import { diverged } from './diverged.ts';
import { earlyInstability } from './early-instability.ts';
import { evidenceOf, type Evidence } from './evidence/evidence.ts';
import { lateVariance } from './late-variance.ts';
import { lossSpike } from './loss-spike.ts';
import { neverLearns } from './never-learns.ts';
import { defaultDiagnosisOptions, type DiagnosisOptions } from './options.ts';
import { overfitting } from './overfitting.ts';
import { periodic } from './periodic.ts';
import { saturated } from './saturated.ts';
import { stillImproving } from './still-improving.ts';
import { stuckAtChance } from './stuck-at-chance.ts';
import type { CurveSubject } from './subject.ts';
import { trainingLossRising } from './training-loss-rising.ts';

/** In order of step. Pure; never throws on a sound subject, however empty. */
export function diagnose(
  subject: CurveSubject,
  options: DiagnosisOptions = defaultDiagnosisOptions,
): readonly Diagnosis[] {
  const evidence = evidenceOf(subject, options);
  const all = diagnoses.flatMap((ask) => ask(evidence));
  const codes = new Set(all.map(({ code }) => code));
  return all
    .filter(({ code }) => !(ruledOut[code] ?? []).some((other) => codes.has(other)))
    .filter((one) => !(codes.has('periodic') && isSwing(one)))
    .toSorted((a, b) => a.step - b.step);
}

const diagnoses: readonly ((evidence: Evidence) => readonly Diagnosis[])[] = [
  overfitting,
  stillImproving,
  saturated,
  diverged,
  trainingLossRising,
  lossSpike,
  lateVariance,
  earlyInstability,
  neverLearns,
  stuckAtChance,
  periodic,
];

/** Ups of validation alone in a curve that goes up and down with a period are the period's. */
function isSwing({ code, numbers }: Diagnosis): boolean {
  return (code === 'loss-spike' || code === 'early-instability') && numbers['inTraining'] === 0;
}

/** A diagnosis says nothing where one of these holds: one cause, one diagnosis. */
const ruledOut: Readonly<Partial<Record<DiagnosisCode, readonly DiagnosisCode[]>>> = {
  overfitting: ['diverged', 'never-learns', 'stuck-at-chance'],
  'still-improving': ['diverged', 'never-learns', 'stuck-at-chance', 'overfitting', 'late-variance'],
  saturated: ['diverged', 'never-learns', 'stuck-at-chance', 'overfitting', 'late-variance', 'still-improving'],
  'never-learns': ['diverged'],
  'late-variance': ['never-learns', 'stuck-at-chance'],
  'training-loss-rising': ['stuck-at-chance'],
  'loss-spike': ['never-learns', 'stuck-at-chance'],
  'early-instability': ['stuck-at-chance'],
  periodic: ['diverged', 'never-learns', 'stuck-at-chance'],
};
