import { expect, test } from 'vitest';
import { parseHyperparameters } from './hyperparameters.ts';

test('without arguments it is the baseline', () => {
  expect(parseHyperparameters([])).toEqual({
    optimizer: { kind: 'adam', learningRate: 0.0003 },
    hiddenUnits: 128,
    dropout: 0,
    inputNoise: 0,
  });
});

test('takes a whole configuration', () => {
  const argv = ['--optimizer=momentum', '--learning_rate=2e-05', '--momentum=0.95', '--hidden_units=32'];
  expect(parseHyperparameters([...argv, '--dropout=0.5', '--input_noise=0.1'])).toEqual({
    optimizer: { kind: 'momentum', learningRate: 2e-5, momentum: 0.95 },
    hiddenUnits: 32,
    dropout: 0.5,
    inputNoise: 0.1,
  });
});

test.each([
  [['--optimizer=sgd'], '--optimizer is "sgd"; it must be momentum or adam'],
  [['--learning_rate=fast'], '--learning_rate is "fast"; it must be a real number from 0 to Infinity'],
  [['--learning_rate='], '--learning_rate is ""'],
  [['--optimizer=momentum', '--momentum=1.5'], '--momentum is "1.5"; it must be a real number from 0 to 1'],
  [['--hidden_units=1.5'], '--hidden_units is "1.5"; it must be a whole number from 1 to 4096'],
  [['--dropout=1'], '--dropout is "1"; it must be a real number from 0 to 0.95'],
  [['--learningrate=1'], "Unknown option '--learningrate'"],
])('refuses %j', (argv, message) => {
  expect(() => parseHyperparameters(argv)).toThrow(message);
});
