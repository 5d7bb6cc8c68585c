export { ask, type Insight } from './ask.ts';
export { bestFractions, bestStepTexts } from './best-step.ts';
export { boundary } from './boundary.ts';
export { boundaryTexts } from './boundary-texts.ts';
export { bestOf, widest, type BestOf } from './evidence/best-of.ts';
export { budgetsOf, enoughOf } from './evidence/budgets.ts';
export {
  compareWithFloor,
  comparisonTexts,
  expectedGain,
  type Comparison,
  type Measured,
  type Verdict,
} from './evidence/comparison.ts';
export { densityTexts, enoughShare } from './density.ts';
export { placeOf, varied, variedAcross } from './evidence/dimension.ts';
export type { Action, Finding, Severity } from './finding.ts';
export { fairnessTexts } from './fairness.ts';
export { infeasibleTexts, reasonTexts } from './infeasible.ts';
export { isolationTexts } from './isolation.ts';
export { intervalOf, rangeTexts, uselessOf } from './isolated-range.ts';
export { leadOf, type Contender, type Lead, type LeadOutcome } from './evidence/lead.ts';
export { directionOf, isRate, isValidation } from './evidence/metric.ts';
export { measured, noiseOf, pooledRuns, samplingError, type BaselineRun, type Noise } from './evidence/noise.ts';
export { noiseFloorTexts } from './noise-floor.ts';
export { metricsOf, referencesOf } from './evidence/compared.ts';
export { dataHintsTexts } from './data-hints.ts';
export { evaluationTexts } from './evaluation.ts';
export { isNorm } from './evidence/gradient-norms.ts';
export { clippingThreshold, gradientNorms, gradientsTexts, type NormedTrial } from './gradients.ts';
export { updateRatioTexts } from './update-ratio.ts';
export { defaultOptions, type InsightOptions } from './options.ts';
export {
  outcomeAlone,
  outcomesAmong,
  outcomesOf,
  outcomeTexts,
  type Feasible,
  type InfeasibleOutcome,
  type Outcome,
} from './evidence/outcome.ts';
export type { Answer, Question } from './question.ts';
export { questions } from './questions.ts';
export type { EarlierBaseline, RoundRecord, StudyRecord, TrialRecord } from './record.ts';
export { sampledOf, type Sampled } from './evidence/sampled.ts';
export { prevalent } from './evidence/populations.ts';
export { decayedTexts } from './evidence/decayed.ts';
export { prevalenceTexts, type Prevalence, type Showing } from './evidence/prevalence.ts';
export { counterpartOf } from './evidence/training.ts';
export { isolatedOf, type Isolated, type Sampling } from './evidence/isolated.ts';
export { type Part } from './evidence/parts.ts';
export { fixableOf, importanceOf, type Importance, type Region } from './evidence/importance.ts';
export { sensitivity } from './sensitivity.ts';
export { sensitivityTexts } from './sensitivity-texts.ts';
export { orderOf } from './sensitivity-order.ts';
export { tunedOf, type Tuned } from './evidence/tuned.ts';
export {
  diagnosesOf,
  diagnosisOf,
  isJudged,
  isRanked,
  viewOf,
  type Diagnoses,
  type JudgedTrial,
  type RankedTrial,
  type RoundView,
} from './view.ts';
export { infeasibleRegions, type InfeasibleRegions } from './evidence/infeasible-regions.ts';
export { liesIn, type Region as InfeasibleRegion } from './evidence/region.ts';
export { linePoints, ruleOf, type Rule } from './evidence/region-rule.ts';
export { stabilityEdgeTexts } from './stability-edge-texts.ts';
