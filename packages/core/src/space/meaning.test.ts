import { describe, expect, it } from 'vitest';
import { guessMeaning, meanings, naturalLimits, resemblesMaxSteps, type Meaning } from './meaning.ts';

const guesses: readonly (readonly [name: string, meaning: Meaning])[] = [
  ['lr', 'learning-rate'],
  ['learning_rate', 'learning-rate'],
  ['learningRate', 'learning-rate'],
  ['base-lr', 'learning-rate'],
  ['optim.lr', 'learning-rate'],
  ['batch_size', 'batch-size'],
  ['batchSize', 'batch-size'],
  ['per_device_train_batch_size', 'batch-size'],
  ['optimizer', 'optimizer'],
  ['momentum', 'momentum'],
  ['beta1', 'beta1'],
  ['adam_beta2', 'beta2'],
  ['eps', 'epsilon'],
  ['weight_decay', 'weight-decay'],
  ['wd', 'weight-decay'],
  ['hidden_dropout_prob', 'dropout'],
  ['label_smoothing', 'label-smoothing'],
  ['num_warmup_steps', 'warmup-steps'],
  ['lr_scheduler_type', 'schedule'],
  ['decay_steps', 'decay-steps'],
  ['max_grad_norm', 'clip-norm'],
  ['gradient_clip_val', 'clip-norm'],
  ['hidden_units', 'width'],
  ['num_layers', 'depth'],
  ['backbone', 'architecture'],
  ['activation', 'activation'],
  ['weight_init', 'initialization'],
  ['norm', 'normalization'],
  ['mixup', 'augmentation'],
  ['max_steps', 'max-steps'],
  ['trainer.max_steps', 'max-steps'],
  ['seed', 'seed'],
];

describe('guessMeaning', () => {
  it.each(guesses)('%s is a %s', (name, meaning) => {
    expect(guessMeaning(name)).toBe(meaning);
  });

  it.each([
    'min_lr',
    'lr_decay',
    'eval_batch_size',
    'bn_momentum',
    'ema_momentum',
    'warmup',
    'keep_prob',
    'alpha',
    'epochs',
    'colour',
  ])('says nothing about %s', (name) => {
    expect(guessMeaning(name)).toBeUndefined();
  });

  it('can guess every meaning but `other`', () => {
    expect(new Set(guesses.map(([, meaning]) => meaning))).toEqual(new Set(meanings.filter((one) => one !== 'other')));
  });
});

describe('resemblesMaxSteps', () => {
  it.each([
    'epochs',
    'epoch',
    'num_epochs',
    'n_epochs',
    'max_epochs',
    'total_steps',
    'num_train_steps',
    'num_train_epochs',
    'n_iter',
    'max_iters',
    'iterations',
    'max_update',
    'train-steps',
    'trainer.max_epochs',
    'numEpochs',
    'steps',
    'timesteps',
    'total_timesteps',
    'num_timesteps',
    'totalTimeSteps',
  ])('asks about %s', (name) => {
    expect(resemblesMaxSteps(name)).toBe(true);
  });

  it.each(['max_steps', 'warmup_steps', 'decay_epochs', 'steps_per_epoch', 'step_size', 'lr', 'epochs_frozen'])(
    'does not ask about %s',
    (name) => {
      expect(resemblesMaxSteps(name)).toBe(false);
    },
  );
});

describe('naturalLimits', () => {
  it('keeps dropout in [0, 1), rates above 0, and counts whole', () => {
    expect(naturalLimits('dropout')).toEqual({
      low: 0,
      high: 1,
      lowIncluded: true,
      highIncluded: false,
      integer: false,
    });
    expect(naturalLimits('learning-rate')).toEqual({ low: 0, lowIncluded: false, highIncluded: false, integer: false });
    expect(naturalLimits('batch-size')).toEqual({ low: 1, lowIncluded: true, highIncluded: false, integer: true });
  });

  it('has none where the meaning is no number or unknown', () => {
    for (const meaning of [undefined, 'other', 'optimizer', 'activation'] as const) {
      expect(naturalLimits(meaning)).toEqual({ lowIncluded: false, highIncluded: false, integer: false });
    }
  });
});
