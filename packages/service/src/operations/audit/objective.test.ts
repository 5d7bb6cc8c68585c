import { describe, expect, it } from 'vitest';
import { guessObjective, objectiveFor, readObjective } from './objective.ts';

describe('an objective that is asked for', () => {
  it.each([
    ['maximize:top_1', { metric: 'top_1', direction: 'maximize' }],
    ['min:valid/loss', { metric: 'valid/loss', direction: 'minimize' }],
    ['valid/accuracy', { metric: 'valid/accuracy', direction: 'maximize' }],
  ])('%s', (text, objective) => expect(readObjective(text)).toEqual(objective));

  it.each([
    ['maximize:', /write minimize:NAME or maximize:NAME/],
    ['top_1', /does not tell a direction: write maximize:top_1/],
    ['minimize:test/loss', /judged on the test set/],
    ['maximize:test_acc', /judged on the test set/],
  ])('%s is refused', (text, message) => expect(() => readObjective(text)).toThrow(message));

  it('must be measured, under its own name or as stored', () => {
    const asked = { metric: 'val_loss', direction: 'minimize' } as const;
    expect(objectiveFor('r', ['valid/loss'], asked, null)).toEqual({ metric: 'valid/loss', direction: 'minimize' });
    expect(() => objectiveFor('r', ['valid/los'], asked, null)).toThrow(
      'no trial of r has a metric val_loss: it has valid/los',
    );
    const near = { metric: 'valid/lss', direction: 'minimize' } as const;
    expect(() => objectiveFor('r', ['valid/loss', 'loss'], near, null)).toThrow('did you mean valid/loss?');
  });
});

describe('an objective told by names', () => {
  it.each([
    [['loss', 'train/loss', 'validation/loss', 'validation/accuracy', 'validation/bleu'], 'validation/bleu'],
    [['train/loss', 'validation/loss', 'validation/accuracy'], 'validation/accuracy'],
    [['train/wer', 'validation/wer', 'validation/ctc_loss'], 'validation/wer'],
    [['loss', 'train/loss', 'valid/loss', 'grad_norm'], 'valid/loss'],
    [['train/loss', 'accuracy'], 'accuracy'],
  ])('of %j', (metrics, metric) => expect(guessObjective(metrics)?.metric).toBe(metric));

  it('is none where no name tells, and the metrics are listed', () => {
    expect(guessObjective(['top_1', 'train/loss', 'loss'])).toBeUndefined();
    expect(() => objectiveFor('r', ['top_1', 'lr'], undefined, null)).toThrow(/with one of top_1, lr$/);
  });

  it('is what the format knows where nothing was measured, and else there is nothing to judge', () => {
    const known = { metric: 'validation/bleu', direction: 'maximize' } as const;
    expect(objectiveFor('r', [], undefined, known)).toEqual(known);
    expect(() => objectiveFor('r', [], undefined, null)).toThrow('no trial of r has any metric: nothing can be judged');
  });
});
