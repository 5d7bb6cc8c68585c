export { diagnose } from './diagnose.ts';
export { diagnosisCodes, type Diagnosis, type DiagnosisCode } from './diagnosis.ts';
export { defaultDiagnosisOptions, type DiagnosisOptions } from './options.ts';
export type { CurveSubject } from './subject.ts';
export { trendOf, type Trend } from './evidence/trend.ts';
