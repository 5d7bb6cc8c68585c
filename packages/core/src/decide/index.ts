export { critical, leastPairs, mostPairs, spentBy } from './boundary.ts';
export { complexityOf } from './complexity.ts';
export { decide, enough, type Decision, type DecisionRule, type Recommendation } from './decision.ts';
export { decisionTexts } from './decision-texts.ts';
export { differencesOf } from './differences.ts';
export { isJudgedPair, runResult, type Pair, type Run, type RunResult } from './pair.ts';
export { nextPairs, type Started } from './batch.ts';
export { probabilityBetter } from './probability.ts';
export { variationOf, type Observed, type Variation } from './variation.ts';
