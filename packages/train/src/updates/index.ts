export { adam } from './adam.ts';
export { momentum } from './momentum.ts';
export { nesterov } from './nesterov.ts';
export { sgd } from './sgd.ts';
export type { Arrays, OptimizerState, UpdateRule, Updated } from './update-rule.ts';
