/** How long the trials of one round train, where its file says otherwise than the project. */
import { AttuneError } from '../errors/index.ts';
import type { Caveat, Project } from '../study/index.ts';
import { defineTexts } from '../texts/index.ts';
import type { RoundFile } from './round-file.ts';

export const roundLengthTexts = defineTexts('design-length', {
  unevaluated:
    'max_steps is {steps}, less than eval_every under train in attune.yaml ({every}): nothing would ever be evaluated; train at least {every}, or lower eval_every',
});

/** Under this name the caveat stands among those of fixed hyperparameters; no hyperparameter can be called so. */
export const lengthCaveat = 'max_steps';

/** The project as the round trains it. Throws `invalid` where no trial would reach an evaluation. */
export function trainedFor(project: Project, { maxSteps }: Pick<RoundFile, 'maxSteps'>): Project {
  if (maxSteps === undefined) return project;
  const { evalEvery: every = 0 } = project.train;
  if (every > maxSteps) throw new AttuneError('invalid', roundLengthTexts.unevaluated({ steps: maxSteps, every }));
  return { ...project, train: { ...project.train, maxSteps } };
}

/**
 * A length of its own is a caveat, like a fixed value. It is one whatever the project says, whose length may change later,
 * while the round's design must not.
 */
export function lengthCaveats({ maxSteps }: Pick<RoundFile, 'maxSteps'>): readonly Caveat[] {
  return maxSteps === undefined ? [] : [{ hyperparameter: lengthCaveat, value: maxSteps }];
}
