/**
 * Values to start from, known from practice (method A5): offered with their source, never used silently.
 * They are for a first baseline, which should be simple and clearly better than chance; the search finds the rest.
 */
import { defineTexts, type Message } from '../texts/index.ts';
import type { Value } from './hyperparameter.ts';
import type { Meaning } from './meaning.ts';
import { optimizer, type OptimizerName } from './optimizers.ts';

/** What is known of the workload; the more, the fitter the values. */
export interface StartingContext {
  readonly optimizer?: OptimizerName;
  /** What is trained: from scratch by default; `fine-tuning` means a pretrained transformer such as BERT. */
  readonly task?: 'from-scratch' | 'vision' | 'fine-tuning';
  /** Examples in the training set. */
  readonly trainExamples?: number;
  /** The network's activation, by its usual name: `relu`, `tanh`, … */
  readonly activation?: string;
}

export interface StartingValue {
  readonly value: Value;
  /** A publication, or `practice`. */
  readonly source: string;
  /** When and why, in a sentence. */
  readonly note: Message;
}

export const startingTexts = defineTexts('starting', {
  adamRate: 'Adam is forgiving at 3e-4, and trains most networks from there',
  adamVision: 'Adam on images is usually near 1e-3',
  adamFineTuning: 'fine-tuning a pretrained transformer with Adam is usually near 1e-5, with warmup and decay',
  sgdRate: 'SGD starts at 0.1; where it diverges or stalls, go down',
  optimizerRate: '{optimizer} starts at {value}',
  momentum: 'momentum is rarely far from 0.9',
  moment: '{optimizer} starts at {value}',
  batchSize: 'batch sizes start at 128 and go in powers of two',
  batchSizeSmall: 'powers of two, and at most a tenth of the {examples} training examples',
  weightDecaySgd: 'networks trained with momentum commonly decay weights by 1e-4',
  weightDecay: '{optimizer} starts at {value}',
  dropoutNone: 'begin without; between 0 and 0.5 where the network overfits',
  dropoutHalf: 'the strongest that is common, for wide fully connected layers that overfit',
  labelSmoothingNone: 'begin without',
  labelSmoothing: 'a common strength for classifiers that overfit',
  clip: 'for as long as gradient norms are unmeasured; then take the 90th percentile of the norms seen',
  width: 'widths and embeddings go in powers of two',
  heInitialization: 'for activations of the ReLU family',
  glorotInitialization: 'for tanh, sigmoid and linear activations',
  schedule: 'begin with a constant learning rate; add a decay once the rest is tuned',
});

/** Values for a hyperparameter of this meaning, the first one recommended; empty where practice knows none. */
export function startingValues(meaning: Meaning, context: StartingContext = {}): readonly StartingValue[] {
  switch (meaning) {
    case 'learning-rate':
      return learningRate(context);
    case 'batch-size':
      return batchSize(context);
    case 'momentum':
      return [practice(0.9, startingTexts.momentum())];
    case 'beta1':
    case 'beta2':
    case 'epsilon':
      return ofOptimizer(meaning, context.optimizer ?? 'adam', startingTexts.moment);
    case 'weight-decay':
      return weightDecay(context);
    case 'dropout':
      return [
        practice(0, startingTexts.dropoutNone()),
        { value: 0.5, source: 'Srivastava et al. 2014', note: startingTexts.dropoutHalf() },
      ];
    case 'label-smoothing':
      return [
        practice(0, startingTexts.labelSmoothingNone()),
        { value: 0.1, source: 'Szegedy et al. 2016 (arXiv:1512.00567)', note: startingTexts.labelSmoothing() },
      ];
    case 'clip-norm':
      return [5, 10, 15].map((value) => practice(value, startingTexts.clip()));
    case 'width':
      return [64, 128, 256].map((value) => practice(value, startingTexts.width()));
    case 'initialization':
      return initialization(context);
    case 'schedule':
      return [{ value: 'constant', source: tuningPlaybook, note: startingTexts.schedule() }];
    case 'optimizer':
    case 'warmup-steps':
    case 'decay-steps':
    case 'depth':
    case 'architecture':
    case 'activation':
    case 'normalization':
    case 'augmentation':
    case 'max-steps':
    case 'seed':
    case 'other':
      return [];
  }
}

const tuningPlaybook = 'Deep Learning Tuning Playbook (Godbole et al. 2023)';

/** Where 3e-4, 1e-3 and 1e-5 are customary. */
const adamLike: readonly OptimizerName[] = ['adam', 'adamw', 'nadam'];
const sgdLike: readonly OptimizerName[] = ['sgd', 'momentum', 'nesterov'];

function learningRate({ optimizer: name = 'adam', task = 'from-scratch' }: StartingContext): readonly StartingValue[] {
  if (sgdLike.includes(name)) return [practice(0.1, startingTexts.sgdRate())];
  if (!adamLike.includes(name)) return ofOptimizer('learning-rate', name, startingTexts.optimizerRate);
  switch (task) {
    case 'from-scratch':
      return [practice(3e-4, startingTexts.adamRate())];
    case 'vision':
      return [practice(1e-3, startingTexts.adamVision())];
    case 'fine-tuning':
      return [practice(1e-5, startingTexts.adamFineTuning())];
  }
}

/** 128, or the largest power of two within a tenth of the training set. */
function batchSize({ trainExamples }: StartingContext): readonly StartingValue[] {
  if (trainExamples === undefined || trainExamples >= 1280) return [practice(128, startingTexts.batchSize())];
  const value = 2 ** Math.floor(Math.log2(Math.max(trainExamples / 10, 1)));
  return [practice(value, startingTexts.batchSizeSmall({ examples: trainExamples }))];
}

function weightDecay({ optimizer: name = 'adamw' }: StartingContext): readonly StartingValue[] {
  if (!sgdLike.includes(name)) return ofOptimizer('weight-decay', name, startingTexts.weightDecay);
  return [{ value: 1e-4, source: 'He et al. 2016 (arXiv:1512.03385)', note: startingTexts.weightDecaySgd() }];
}

function initialization({ activation }: StartingContext): readonly StartingValue[] {
  const he: StartingValue = {
    value: 'he',
    source: 'He et al. 2015 (arXiv:1502.01852)',
    note: startingTexts.heInitialization(),
  };
  const glorot: StartingValue = {
    value: 'glorot',
    source: 'Glorot & Bengio 2010',
    note: startingTexts.glorotInitialization(),
  };
  if (activation === undefined) return [he, glorot];
  return /elu|gelu|silu|swish|mish/i.test(activation) ? [he] : [glorot];
}

/** The start that the optimiser's own table has for a meaning. */
function ofOptimizer(
  meaning: Meaning,
  name: OptimizerName,
  say: (values: { readonly optimizer: string; readonly value: number }) => Message,
): readonly StartingValue[] {
  const { title, general } = optimizer(name);
  const setting = general.find((candidate) => candidate.meaning === meaning);
  if (setting === undefined) return [];
  const { start: value, source } = setting;
  return [{ value, source, note: say({ optimizer: title, value }) }];
}

function practice(value: Value, note: Message): StartingValue {
  return { value, source: 'practice', note };
}
