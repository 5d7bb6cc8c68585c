export { ask, type Insight } from './ask.ts';
export { bestFractions, bestStepTexts } from './best-step.ts';
export { boundary, boundaryTexts } from './boundary.ts';
export {
  compareWithFloor,
  comparisonTexts,
  expectedGain,
  type Comparison,
  type Measured,
  type Verdict,
} from './evidence/comparison.ts';
export { placeOf, varied, variedAcross } from './evidence/dimension.ts';
export type { Action, Finding, Severity } from './finding.ts';
export { fairnessTexts } from './fairness.ts';
export { infeasibleTexts, reasonTexts } from './infeasible.ts';
export { isolationTexts } from './isolation.ts';
export { leadOf, type Contender, type Lead, type LeadOutcome } from './evidence/lead.ts';
export { directionOf, isRate, isValidation } from './evidence/metric.ts';
export { measured, noiseOf, samplingError, type BaselineRun, type Noise } from './evidence/noise.ts';
export { noiseFloorTexts } from './noise-floor.ts';
export { metricsOf, referencesOf } from './evidence/compared.ts';
export { defaultOptions, type InsightOptions } from './options.ts';
export { outcomesOf, outcomeTexts, type Feasible, type InfeasibleOutcome, type Outcome } from './evidence/outcome.ts';
export type { Answer, Question } from './question.ts';
export { questions } from './questions.ts';
export type { EarlierBaseline, RoundRecord, StudyRecord, TrialRecord } from './record.ts';
export { tunedOf, type Tuned } from './evidence/tuned.ts';
export {
  diagnosesOf,
  isJudged,
  isRanked,
  viewOf,
  type Diagnoses,
  type JudgedTrial,
  type RankedTrial,
  type RoundView,
} from './view.ts';
