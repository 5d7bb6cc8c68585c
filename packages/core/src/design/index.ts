export { designText } from './design-text.ts';
export type { FixedEntry, RangeEntry, RoundFile, ScientificEntry } from './round-file.ts';
export { baselineSeeds, designTexts, equalShares, resolveRound } from './resolve-round.ts';
export { exactly, restrictFixed, restrictRange, restrictScientific, restrictTexts, type Baseline } from './restrict.ts';
export { roundSpace, type RoundSpace } from './round-space.ts';
export { scientificConfigurations, scientificValues, studyLimit, type ScientificConfiguration } from './scientific.ts';
