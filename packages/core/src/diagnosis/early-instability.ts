/** `early-instability`: early in the run much of what was learnt is lost again, or values stop being finite (method D15, U1). */
import type { Diagnosis } from './diagnosis.ts';
import { sureness, type Evidence } from './evidence/evidence.ts';
import { trainingRoles } from './evidence/roles.ts';
import { witnessed } from './evidence/witness.ts';

export function earlyInstability(evidence: Evidence): readonly Diagnosis[] {
  const { options, nonFinite, timeOf } = evidence;
  const trains = trainingRoles.some((role) => evidence.signals.has(role));
  // Validation that worsens slowly from early on is overfitting: only training data show that it is not.
  const [first] = witnessed(
    evidence,
    (setback, { role, times }) =>
      setback.share >= options.setback &&
      (times[setback.from] ?? 1) <= options.early &&
      (setback.sudden || !trains || trainingRoles.includes(role)),
    trainingRoles,
  );
  if (first !== undefined) {
    const { signal, setback, witnesses, inTraining } = first;
    return [
      {
        code: 'early-instability',
        metric: signal.metric,
        step: signal.steps[setback.from] ?? 0,
        until: setback.back === null ? null : (signal.steps[setback.back] ?? null),
        confidence: sureness(setback.share / options.setback),
        numbers: { lost: setback.share, witnesses, inTraining },
      },
    ];
  }
  if (nonFinite === null || nonFinite.always || timeOf(nonFinite.step) > options.early) return [];
  const { metric, step, count } = nonFinite;
  return [{ code: 'early-instability', metric, step, until: null, confidence: 0.8, numbers: { nonFinite: count } }];
}
