export { openTrial } from './trial/index.ts';
export type { Metrics, ParameterValue, Trial, TrialDefaults, TrialHost } from './trial/index.ts';
export { adam, momentum, nesterov, sgd } from './updates/index.ts';
export type { Arrays, OptimizerState, UpdateRule, Updated } from './updates/index.ts';
export { clipByGlobalNorm, globalNorm } from './clip.ts';
