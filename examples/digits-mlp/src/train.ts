/** The training command: `node src/train.ts --optimizer=adam --learning_rate=0.001`, with or without Attune. */
import { openTrial } from '@attune/train';
import { readDigits } from './data.ts';
import { type Hyperparameters, parseHyperparameters } from './hyperparameters.ts';
import { train } from './training.ts';

/** 128 + 15, as a shell reports a process that SIGTERM ended. */
const terminated = 143;
const wrongUsage = 2;

function hyperparametersOrExit(): Hyperparameters {
  try {
    return parseHyperparameters(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(wrongUsage);
  }
}

const hyperparameters = hyperparametersOrExit();
const trial = openTrial({ maxSteps: 2000, evalEvery: 50 });
const stop = new AbortController();
process.once('SIGTERM', () => stop.abort());
const end = await train(trial, hyperparameters, readDigits(), stop.signal, () => performance.now() / 1000);
// Exits by itself: the library's idle threads would keep the process alive.
process.exit(end === 'finished' ? 0 : terminated);
