/** What a round needs of the machine before any of its trials can start. */
import { argumentsOf } from '@attune/core/space';
import type { Project } from '@attune/core/study';
import { checkServer, shareGpus, visibleGpus } from '../../engine/index.ts';
import { buildCommand, ownLoop, parseCommand } from '../../protocol/index.ts';
import type { Context } from '../operation.ts';
import type { Workspace } from '../workspace.ts';

/** Throws `unsupported` where trials need a server, `unavailable` where a trial's GPUs are missing, `invalid` where its command needs a variable that is. */
export async function checkSurroundings({ environment, server }: Context, { project }: Workspace): Promise<void> {
  const { resources } = project;
  checkServer(project, server);
  // Whoever asks for trials brings what they need.
  if (ownLoop(project)) return;
  buildBaselineCommand(project, environment);
  if (resources.gpusPerTrial > 0) shareGpus(resources, await visibleGpus(environment));
}

/** Throws `invalid` where the command cannot be built, which would fail every trial. */
function buildBaselineCommand({ train, space, baseline }: Project, environment: Context['environment']): void {
  buildCommand(parseCommand(train.command).template, {
    arguments: argumentsOf(space, baseline),
    directory: '',
    seed: 0,
    maxSteps: train.maxSteps,
    untilStep: train.maxSteps,
    ...(train.evalEvery === undefined ? {} : { evalEvery: train.evalEvery }),
    environment,
  });
}
