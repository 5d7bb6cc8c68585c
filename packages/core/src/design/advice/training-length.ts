/** What changes how long a trial trains without saying so, and what is not tuned for performance at all (method B6, C3). */
import { resemblesMaxSteps } from '../../space/index.ts';
import { defineTexts } from '../../texts/index.ts';
import { lengthText } from '../length-text.ts';
import { varies, type Placed, type Subject } from '../subject.ts';
import type { Advice } from './advice.ts';

export const trainingLengthTexts = defineTexts('advice-length', {
  epochs: '{name} varies while every trial trains {length}',
  epochsWhy:
    'at a fixed number of epochs a larger batch takes fewer steps: batch sizes are then compared at unlike lengths of training, and the smaller one wins for that alone',
  epochsRemedy: 'fix {name}; or count train.max_steps in steps, the same for every batch size',
  batchSize: '{name} is searched',
  batchSizeWhy:
    'with everything else tuned, most batch sizes reach the same result: it decides speed. Each size needs its own learning rate and regularisation, so that searching it blurs both',
  batchSizeRemedy: 'fix {name} at the largest that still gains throughput, and tune the rest there',
  length: '{name} varies, and looks like the length of training',
  lengthWhy:
    'longer training wins nearly always, so that a search tells nothing else; trials of unlike length have unlike schedules too',
  lengthRemedy: 'fix {name}, if it is; train.max_steps decides the length, and changes between rounds',
});

export function batchSizeVaried(subject: Subject): readonly Advice[] {
  const { stepUnit, maxSteps } = subject.project.train;
  const inEpochs = /epoch/i.test(stepUnit);
  return searched(subject)
    .filter(({ hyperparameter }) => hyperparameter.meaning === 'batch-size')
    .map(({ id }) => ({
      code: inEpochs ? 'batch-size-at-fixed-epochs' : 'batch-size-searched',
      severity: inEpochs ? 'warning' : 'advice',
      hyperparameters: [id],
      problem: inEpochs
        ? trainingLengthTexts.epochs({ name: id, length: lengthText(maxSteps, stepUnit) })
        : trainingLengthTexts.batchSize({ name: id }),
      reason: inEpochs ? trainingLengthTexts.epochsWhy() : trainingLengthTexts.batchSizeWhy(),
      remedy: inEpochs
        ? trainingLengthTexts.epochsRemedy({ name: id })
        : trainingLengthTexts.batchSizeRemedy({ name: id }),
      details: [],
    }));
}

/** The project file asks what it is; a user may have said `other` to have it searched all the same. */
export function lengthVaried(subject: Subject): readonly Advice[] {
  return searched(subject)
    .filter(({ hyperparameter: { meaning, name } }) => meaning === 'other' && resemblesMaxSteps(name))
    .map(({ id }) => ({
      code: 'length-of-training',
      severity: 'warning',
      hyperparameters: [id],
      problem: trainingLengthTexts.length({ name: id }),
      reason: trainingLengthTexts.lengthWhy(),
      remedy: trainingLengthTexts.lengthRemedy({ name: id }),
      details: [],
    }));
}

function searched({ placed }: Subject): readonly Placed[] {
  return placed.filter(({ role, hyperparameter }) => role !== 'fixed' && varies(hyperparameter));
}
