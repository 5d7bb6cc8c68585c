/** What the engine was asked to do, in the words of the queue. */
import type { Api } from '@attune/client';
import { defineTexts } from '@attune/core/texts';

export type Job = Api['GET /jobs']['result']['jobs'][number];

export const jobWordsTexts = defineTexts('dashboard-job', {
  'stop-trial': 'stop {subject}',
  'retry-trial': 'try {subject} again',
  'pause-round': 'pause {subject}',
  start: 'run {subject}',
  continue: 'go on with {subject}',
  more: '{count} more {count|trial|trials} of {subject}',
  total: '{subject} up to {count} trials',
  again: 'try trial {trial} again',
  compare: 'compare with fresh seeds',
});

const t = jobWordsTexts;

export function jobWords({
  kind,
  subject,
  why,
  trial,
  trials,
}: Pick<Job, 'kind' | 'subject' | 'why' | 'trial' | 'trials'>): string {
  if (kind === 'compare') return t.compare().text;
  if (kind !== 'drive-round') return t[kind]({ subject }).text;
  if (trials !== null) {
    const count = Number(trials);
    return (trials.startsWith('+') ? t.more({ count, subject }) : t.total({ count, subject })).text;
  }
  if (trial !== null) return t.again({ trial }).text;
  return (why === 'start' ? t.start({ subject }) : t.continue({ subject })).text;
}

/** Those that wait, each act once: another try is two jobs, of which the trial's is told. */
export function waitingJobs<J extends Pick<Job, 'kind' | 'state' | 'trial'>>(jobs: readonly J[]): readonly J[] {
  const tried = new Set(jobs.flatMap(({ kind, trial }) => (kind === 'retry-trial' ? [trial] : [])));
  return jobs.filter(
    ({ kind, state, trial }) => state === 'waiting' && !(kind === 'drive-round' && trial !== null && tried.has(trial)),
  );
}
