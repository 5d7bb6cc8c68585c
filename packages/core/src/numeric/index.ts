export { hash, mix, type Label } from './hash.ts';
export { stream, type Stream } from './random.ts';
export { median, quantile, sortedQuantile } from './quantile.ts';
export { normalCdf, normalDensity, normalQuantile } from './normal.ts';
export { logChoose, logGamma } from './log-gamma.ts';
export {
  binomialAtLeast,
  binomialAtMost,
  binomialInterval,
  hypergeometricAtLeast,
  hypergeometricAtMost,
  type Urn,
} from './binomial.ts';
export { studentCdf, studentQuantile } from './student.ts';
export { bootstrap, bootstrapInterval, resample, type BootstrapOptions } from './bootstrap.ts';
export { centredDiscrepancy } from './discrepancy.ts';
