import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createStdoutParser } from '../../protocol/index.ts';
import { guessMetric, guessStep, isTrainLoss, numbersIn, patternFor, type PrintedNumber } from './pattern.ts';

const found = (line: string) => numbersIn(line).map(({ name, value }) => `${name} ${value}`);

function named(numbers: readonly PrintedNumber[], name: string): PrintedNumber {
  const number = numbers.find((one) => one.name === name);
  if (number === undefined) throw new Error(`no ${name}`);
  return number;
}

describe('the numbers of a line', () => {
  it.each([
    ['epoch 3 val_loss: 0.42', ['epoch 3', 'val_loss 0.42']],
    ['Epoch [3/30], Train Loss: 1.2e-3, Val Loss = nan', ['Epoch 3', 'Train Loss 1.2e-3', 'Val Loss nan']],
    ["{'epoch': 3, 'acc': 0.5}", ['epoch 3', 'acc 0.5']],
    ['2024-01-02 10:00:00 INFO:root:step=100 conv1 top5 -inf time 12.3s', ['step 100', 'conv1 top5 -inf', 'time 12.3']],
    ['Test set: Average loss: 0.0265.', ['Average loss 0.0265']],
    ['done, saved model.pt', []],
  ])('%s', (line, expected) => {
    expect(found(line)).toEqual(expected);
  });
});

describe('a pattern', () => {
  it('finds the chosen numbers, whatever lies between them', () => {
    const line = 'Epoch [3/30], loss: 0.5, Train Loss: 1.25 Val Loss: 0.42.';
    const numbers = numbersIn(line);
    const made = patternFor(line, {
      step: named(numbers, 'Epoch'),
      metrics: [
        [named(numbers, 'Val Loss'), 'valid/loss'],
        [named(numbers, 'Train Loss'), 'train/loss'],
      ],
    });
    expect(made).toEqual({
      pattern: String.raw`\bEpoch\s*\[(?<step>\d+).*?\bTrain\s+Loss:\s*(?<Train_Loss>\S+).*?\bVal\s+Loss:\s*(?<Val_Loss>[-+.\w]*\w)`,
      rename: { Val_Loss: 'valid/loss', Train_Loss: 'train/loss' },
    });
    const parse = createStdoutParser({ from: 'stdout', ...made });
    expect(parse(line)?.measurement).toMatchObject({
      step: 3,
      metrics: [
        ['train/loss', 1.25],
        ['valid/loss', 0.42],
      ],
    });
    expect(parse('Epoch  [12/30] | Train Loss: nan | lr 1e-3 | Val Loss:1e-05')?.measurement).toMatchObject({
      step: 12,
      metrics: [
        ['train/loss', NaN],
        ['valid/loss', 1e-5],
      ],
    });
    expect(parse('Epoch [12/30] Train Loss: 0.1')).toBeNull();
  });

  it('does not take a name for the end of another, and leaves a unit alone', () => {
    const line = 'step 4 val_loss 0.3 loss 12.5ms';
    const numbers = numbersIn(line);
    const made = patternFor(line, {
      step: named(numbers, 'step'),
      metrics: [[named(numbers, 'loss'), 'valid/loss']],
    });
    expect(createStdoutParser({ from: 'stdout', ...made })(line)?.measurement?.metrics).toEqual([['valid/loss', 12.5]]);
  });

  it('reads its own sample', () => {
    const name = fc.constantFrom('loss', 'val_loss', 'Val Loss', 'valid/acc', 'top-1', 'step');
    const separator = fc.constantFrom(' ', ': ', '=', ' = ', ':', '  ');
    const value = fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => (Object.is(x, -0) ? 0 : x));
    const sample = fc.record({
      name,
      separator,
      value,
      step: fc.nat(),
      tail: fc.constantFrom('', ',', '.', ' %', ')'),
    });
    fc.assert(
      fc.property(sample, ({ name: own, separator: between, value: number, step, tail }) => {
        const line = `[info] epoch ${step}/99 | ${own}${between}${number}${tail}`;
        const [first, second] = numbersIn(line);
        if (first === undefined || second === undefined) throw new Error(`not read: ${line}`);
        const made = patternFor(line, { step: first, metrics: [[second, 'valid/x']] });
        const measured = createStdoutParser({ from: 'stdout', ...made })(line)?.measurement;
        expect(measured).toMatchObject({ step, metrics: [['valid/x', number]] });
      }),
      { seed: 1 },
    );
  });
});

describe('guesses', () => {
  const numbers = numbersIn('lr 1 epoch 3 train_loss 0.5 val_loss 0.4 val_acc 0.9');

  it.each([
    ['valid/loss', 'val_loss'],
    ['valid/accuracy', 'val_acc'],
    ['train/loss', 'train_loss'],
    ['valid/f1', 'val_acc'],
  ])('%s is %s', (metric, name) => {
    expect(guessMetric(numbers, metric)?.name).toBe(name);
  });

  it('the step and the training loss go by their names', () => {
    expect(guessStep(numbers)?.name).toBe('epoch');
    expect(guessStep(numbersIn('it 2.5 n 4'))?.name).toBe('n');
    expect(guessStep(numbersIn('loss 2.5'))).toBeUndefined();
    expect(numbers.filter(isTrainLoss).map(({ name }) => name)).toEqual(['train_loss']);
  });
});
