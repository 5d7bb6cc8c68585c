/** Trials that Attune does not start: programs that run their own loop ask for them, and tell how they ended. */
import type { Project } from '@attune/core/study';

/** In the place of a training command. A program of this name is `./ask`. */
export const ownLoopCommand = 'ask';

/** Whether the project's trials are given to programs that ask for them. */
export function ownLoop({ train }: Pick<Project, 'train'>): boolean {
  return train.command === ownLoopCommand;
}

/** Whether its trials are processes that Attune starts, and which send what they measure to a server. */
export function sendsToServer(project: Pick<Project, 'train' | 'metrics'>): boolean {
  return project.metrics.from === 'http' && !ownLoop(project);
}
