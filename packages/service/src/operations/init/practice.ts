/** Ranges that practice knows for a hyperparameter's meaning: offered for a hyperparameter that is given by name alone. */
import {
  flatten,
  optimizerSources,
  optimizerSpace,
  printSpace,
  type Meaning,
  type OptimizerName,
} from '@attune/core/space';

/** A definition as in the project file, and where it comes from. */
export interface KnownRange {
  readonly definition: Readonly<Record<string, unknown>>;
  readonly source: string;
}

/** The range of `meaning`, as `optimizer` has it where it is the optimiser's; `undefined` where practice knows none. */
export function knownRange(meaning: Meaning | undefined, optimizer: OptimizerName): KnownRange | undefined {
  return meaning === undefined ? undefined : (ofOptimizer(meaning, optimizer) ?? plain[meaning]);
}

/** Beside the optimisers' tables: regularisers that can be off, and sizes in powers of two (method A5). */
const plain: Readonly<Partial<Record<Meaning, KnownRange>>> = {
  dropout: { definition: { off: 0, range: [0.05, 0.5] }, source: 'practice: off, or up to one half' },
  'label-smoothing': { definition: { off: 0, range: [0.01, 0.2] }, source: 'practice: off, or around 0.1' },
  'weight-decay': { definition: { range: [1e-6, 1e-1], scale: 'log' }, source: 'practice: orders of magnitude' },
  momentum: {
    definition: { range: [0.8, 0.999], scale: 'reverse-log' },
    source: 'practice: around 0.9, closer to 1 with many steps',
  },
  width: { definition: { values: [64, 128, 256, 512] }, source: 'practice: powers of two' },
  'batch-size': { definition: { values: [64, 128, 256] }, source: 'practice: from 128, in powers of two' },
};

function ofOptimizer(meaning: Meaning, name: OptimizerName): KnownRange | undefined {
  const hyperparameters = [optimizerSpace([name], 'general')];
  const sources = optimizerSources([name], 'general');
  const found = flatten({ hyperparameters }).find(({ hyperparameter }) => hyperparameter.meaning === meaning);
  if (found === undefined || found.hyperparameter.kind === 'choice') return undefined;
  const { hyperparameter } = found;
  const printed = printSpace({ hyperparameters: [hyperparameter] })[hyperparameter.name];
  if (printed === undefined) return undefined;
  const definition = Object.fromEntries(
    Object.entries(printed).filter(([field]) => field !== 'arg' && field !== 'meaning'),
  );
  return { definition, source: sources[hyperparameter.id] ?? 'practice' };
}
