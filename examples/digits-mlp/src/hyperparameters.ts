/** What can be tuned, as it stands on the command line: `--optimizer=adam --learning_rate=0.001 …`. */
import { parseArgs } from 'node:util';

export type OptimizerChoice =
  | { readonly kind: 'momentum'; readonly learningRate: number; readonly momentum: number }
  | { readonly kind: 'adam'; readonly learningRate: number };

export interface Hyperparameters {
  readonly optimizer: OptimizerChoice;
  readonly hiddenUnits: number;
  /** Probability with which a hidden unit is silenced in a training step; 0 is off. */
  readonly dropout: number;
  /** The most by which each pixel, from 0 to 1, is changed in a training step; 0 is off. */
  readonly inputNoise: number;
}

/** Reads the arguments; absent ones are the baseline's. Throws a `RangeError` naming argument, value and range. */
export function parseHyperparameters(argv: readonly string[]): Hyperparameters {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      optimizer: { type: 'string', default: 'adam' },
      learning_rate: { type: 'string' },
      momentum: { type: 'string', default: '0.9' },
      hidden_units: { type: 'string', default: '128' },
      dropout: { type: 'string', default: '0' },
      input_noise: { type: 'string', default: '0' },
    },
  });
  return {
    optimizer: optimizerChoice(values),
    hiddenUnits: within('hidden_units', values.hidden_units, 1, 4096, 'whole'),
    dropout: within('dropout', values.dropout, 0, 0.95),
    inputNoise: within('input_noise', values.input_noise, 0, 10),
  };
}

function optimizerChoice(values: {
  readonly optimizer: string;
  readonly learning_rate?: string | undefined;
  readonly momentum: string;
}): OptimizerChoice {
  switch (values.optimizer) {
    case 'momentum':
      return {
        kind: 'momentum',
        learningRate: within('learning_rate', values.learning_rate ?? '0.1', 0, Infinity),
        momentum: within('momentum', values.momentum, 0, 1),
      };
    case 'adam':
      return { kind: 'adam', learningRate: within('learning_rate', values.learning_rate ?? '0.0003', 0, Infinity) };
    default:
      throw new RangeError(`--optimizer is "${values.optimizer}"; it must be momentum or adam`);
  }
}

function within(name: string, text: string, least: number, most: number, kind: 'real' | 'whole' = 'real'): number {
  const value = text.trim() === '' ? NaN : Number(text);
  if (!(value >= least && value <= most) || (kind === 'whole' && !Number.isInteger(value))) {
    throw new RangeError(`--${name} is "${text}"; it must be a ${kind} number from ${least} to ${most}`);
  }
  return value;
}
