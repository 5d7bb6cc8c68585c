/** Trials that send what they measure need the server that they send it to: the engine must be one. */
import { AttuneError } from '@attune/core/errors';
import type { Project } from '@attune/core/study';
import { defineTexts } from '@attune/core/texts';
import { sendsToServer } from '../protocol/index.ts';

export const serverNeededTexts = defineTexts('server-needed', {
  none: 'the trials send what they measure to a server (metrics: from: http), and this process is none: start attune serve, and start the round there, on its page or with POST /rounds',
});

/** Throws `unsupported` where there is none. */
export function checkServer(project: Pick<Project, 'train' | 'metrics'>, server: (() => string) | undefined): void {
  if (sendsToServer(project) && server === undefined) throw new AttuneError('unsupported', serverNeededTexts.none());
}
