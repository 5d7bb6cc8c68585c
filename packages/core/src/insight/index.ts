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
} from './comparison.ts';
export { placeOf, varied, variedAcross } from './dimension.ts';
export type { Action, Finding, Severity } from './finding.ts';
export { infeasibleTexts, reasonTexts } from './infeasible.ts';
export { directionOf, isRate, isValidation } from './metric.ts';
export { measured, noiseOf, samplingError, type Noise } from './noise.ts';
export { noiseFloorTexts } from './noise-floor.ts';
export { metricsOf, referencesOf } from './compared.ts';
export { defaultOptions, type InsightOptions } from './options.ts';
export { outcomesOf, outcomeTexts, type Feasible, type InfeasibleOutcome, type Outcome } from './outcome.ts';
export type { Answer, Question } from './question.ts';
export { questions } from './questions.ts';
export type { RoundRecord, StudyRecord, TrialRecord } from './record.ts';
export { isJudged, isRanked, viewOf, type JudgedTrial, type RankedTrial, type RoundView } from './view.ts';
