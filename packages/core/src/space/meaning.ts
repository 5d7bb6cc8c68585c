/** What a hyperparameter is, in the field's terms. */
export const meanings = [
  'learning-rate',
  'batch-size',
  'optimizer',
  'momentum',
  'beta1',
  'beta2',
  'epsilon',
  'weight-decay',
  'dropout',
  'label-smoothing',
  'warmup-steps',
  'schedule',
  'decay-steps',
  'clip-norm',
  'width',
  'depth',
  'architecture',
  'activation',
  'initialization',
  'normalization',
  'augmentation',
  'max-steps',
  'seed',
] as const;

export type Meaning = (typeof meanings)[number];
