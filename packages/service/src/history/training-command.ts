/** The command that trains a configuration again, for a shell. */
import { argumentsOf, type Configuration } from '@attune/core/space';
import type { Project } from '@attune/core/study';
import { buildCommand, joinWords, parseCommand } from '../protocol/index.ts';

/** Ready to paste: the seed goes into the environment, as the protocol hands it over, and metrics into a folder `rerun`. */
export function trainingCommand(
  project: Project,
  trial: { readonly configuration: Configuration; readonly seed: number },
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const { maxSteps, evalEvery } = project.train;
  const words = buildCommand(parseCommand(project.train.command).template, {
    arguments: argumentsOf(project.space, trial.configuration),
    directory: 'rerun',
    seed: trial.seed,
    maxSteps,
    untilStep: maxSteps,
    ...(evalEvery === undefined ? {} : { evalEvery }),
    environment,
  });
  const variables = [
    `ATTUNE_SEED=${trial.seed}`,
    `ATTUNE_MAX_STEPS=${maxSteps}`,
    ...(evalEvery === undefined ? [] : [`ATTUNE_EVAL_EVERY=${evalEvery}`]),
  ];
  const setup = project.train.setup === undefined ? '' : `${project.train.setup} && `;
  return `${setup}${variables.join(' ')} ${joinWords(words)}`;
}
