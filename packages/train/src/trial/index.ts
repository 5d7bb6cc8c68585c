export { openTrial } from './open-trial.ts';
export type { Trial, TrialDefaults, TrialHost } from './open-trial.ts';
export type { ParameterValue } from './settings.ts';
export type { Metrics } from './measurement-line.ts';
