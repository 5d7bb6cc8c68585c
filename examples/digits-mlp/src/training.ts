/**
 * One training run of a fixed number of steps at a constant learning rate: evaluates at regular steps, writes
 * checkpoints, continues from one. Everything random is a function of the trial's seed and the step.
 */
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Trial } from '@attune/train';
import { defaultDevice, init } from '@jax-js/jax';
import { batchSize, batchesOf, dropoutMask } from './batches.ts';
import { type Checkpoint, readCheckpoint, writeCheckpoint } from './checkpoint.ts';
import { type Digits, type Examples, pixels } from './data.ts';
import { evaluatedTrainCount, evaluator } from './evaluation.ts';
import { noNorms, withNorm } from './gradient-norms.ts';
import type { Hyperparameters } from './hyperparameters.ts';
import { initialParameters } from './model.ts';
import { type Model, trainingStep, updateRule } from './training-step.ts';

/** Evaluations from one regular checkpoint to the next. */
const checkpointEvery = 10;

/** Steps between two looks at the signal. */
const yieldEvery = 10;

/**
 * Trains until the trial's `untilStep`, or until `signal` aborts; either way it leaves a checkpoint of the last step.
 * `clock` gives seconds and serves only to measure throughput.
 */
export async function train(
  trial: Trial,
  hyperparameters: Hyperparameters,
  digits: Digits,
  signal: AbortSignal,
  clock: () => number,
): Promise<'finished' | 'interrupted'> {
  await init('wasm');
  defaultDevice('wasm');
  const { hiddenUnits, dropout } = hyperparameters;
  const { learningRate } = hyperparameters.optimizer;
  const rule = updateRule(hyperparameters.optimizer);
  const takeStep = trainingStep(rule);
  const evaluate = evaluator();
  const batch = batchesOf(digits.train, hyperparameters.inputNoise, {
    order: trial.seedFor('order'),
    noise: trial.seedFor('noise'),
  });
  const dropoutSeed = trial.seedFor('dropout');
  const trainSubset = firstOf(digits.train, evaluatedTrainCount);
  const run = JSON.stringify({ seed: trial.seed, ...hyperparameters });

  let { step, model, norms } = startingPoint(trial, run, hiddenUnits, () => rule);
  let saved = step;
  let since = { step, time: clock() };

  const report = (): void => {
    const seconds = clock() - since.time;
    const valid = evaluate(model.parameters, digits.valid);
    const progress = {
      grad_norm: norms.sum / norms.count,
      grad_norm_max: norms.max,
      examples_per_second: ((step - since.step) * batchSize) / seconds,
    };
    trial.report(step, {
      'train/loss': evaluate(model.parameters, trainSubset).loss,
      'valid/loss': valid.loss,
      'valid/error': valid.error,
      'test/error': evaluate(model.parameters, digits.test).error,
      lr: learningRate,
      ...(step === 0 ? {} : progress),
    });
    norms = noNorms;
    since = { step, time: clock() };
  };
  /** Only after this step's `report`: a kill between the two would otherwise leave a gap in the curve. */
  const save = (): void => {
    const path = join(trial.directory, 'checkpoints', `step-${String(step).padStart(6, '0')}.ckpt`);
    writeCheckpoint(path, { step, run, model, norms });
    trial.checkpoint(step, path);
    saved = step;
  };

  if (step === 0) report();
  while (step < trial.untilStep && !signal.aborted) {
    step += 1;
    const mask = dropout === 0 ? undefined : dropoutMask(step, hiddenUnits, dropout, dropoutSeed);
    const stepped = takeStep(model, batch(step), rule.rate(learningRate, step), mask);
    model = stepped.model;
    norms = withNorm(norms, stepped.gradientNorm);
    if (step % trial.evalEvery === 0 || step === trial.maxSteps) report();
    if (step % (checkpointEvery * trial.evalEvery) === 0) save();
    if (step % yieldEvery === 0) await setImmediate();
  }
  if (saved !== step) save();
  return step < trial.untilStep ? 'interrupted' : 'finished';
}

function startingPoint(
  trial: Trial,
  run: string,
  hiddenUnits: number,
  rule: () => ReturnType<typeof updateRule>,
): Pick<Checkpoint, 'step' | 'model' | 'norms'> {
  if (trial.resumeFrom !== null) return readCheckpoint(trial.resumeFrom, run);
  const parameters = initialParameters(hiddenUnits, trial.seedFor('initialisation'));
  const model: Model = { parameters, state: rule().init(parameters) };
  return { step: 0, model, norms: noNorms };
}

function firstOf(examples: Examples, count: number): Examples {
  return {
    count,
    images: examples.images.subarray(0, count * pixels),
    labels: examples.labels.subarray(0, count),
  };
}
