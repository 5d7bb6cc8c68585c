export { argumentsOf, type Argument } from './arguments.ts';
export { fix, withRange, withValues } from './change.ts';
export { decode, encode, type CubePoint } from './cube.ts';
export type {
  BooleanHyperparameter,
  Branch,
  CategoricalHyperparameter,
  ChoiceHyperparameter,
  Configuration,
  Dimension,
  DiscreteHyperparameter,
  FloatHyperparameter,
  Hyperparameter,
  Identity,
  IntegerHyperparameter,
  Named,
  RangeHyperparameter,
  Scale,
  Space,
  Value,
} from './hyperparameter.ts';
export { hyperparameterLabels } from './hyperparameter-label.ts';
export { gridSize, levelsOfEach, levelsWithin, type Levels } from './grid-levels.ts';
export { activeIn, branchTaken, find, flatten, identityOf, type Condition, type Conditioned } from './identity.ts';
export {
  guessMeaning,
  isMeaning,
  meanings,
  naturalLimits,
  resemblesMaxSteps,
  type Meaning,
  type NaturalLimits,
} from './meaning.ts';
export { nearest } from './nearest.ts';
export { meantBy } from './unknown-name.ts';
export type { Optimizer, Setting } from './optimizer-table.ts';
export {
  isOptimizerName,
  optimizer,
  optimizerNames,
  optimizerSources,
  optimizerSpace,
  optimizerStart,
  type OptimizerForm,
  type OptimizerName,
  type OptimizerOptions,
} from './optimizers.ts';
export { parseSpace, type ParsedSpace } from './parse.ts';
export { printSpace, type Printed } from './print.ts';
export { resolveConfiguration, type ResolvedConfiguration } from './resolve.ts';
export { expandRange, shrinkRange, type Side } from './resize.ts';
export { roundedValue } from './rounded-value.ts';
export { configurationKey, sameConfiguration } from './same-configuration.ts';
export { scaled, unscaled } from './scale.ts';
export { spaceTexts } from './space-texts.ts';
export { startingTexts, startingValues, type StartingContext, type StartingValue } from './starting-values.ts';
export { offWeights, strata, type Stratum } from './strata.ts';
export { fromUnit, holds, offBeside, onlyValue, toUnit } from './unit.ts';
export { checkConfiguration, type CheckOptions } from './validate.ts';
export { valueProblem, type Reach } from './value-problem.ts';
export { rangeProblems, type RangeProblem } from './range-problems.ts';
