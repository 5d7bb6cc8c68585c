/** Rounds whose trials wait, in the order in which they will run; within a round trials run by number. */
import type { Api } from '@attune/client';
import type { Round } from '../../parts/listed-round.ts';

type Job = Api['GET /jobs']['result']['jobs'][number];

/** `now`: its round runs; `asked`: its round is next when what runs has ended; `later`: when somebody lets it go on. */
export interface QueuedRound {
  readonly round: number;
  readonly when: 'now' | 'asked' | 'later';
}

const order = ['now', 'asked', 'later'] as const;

/** `jobs` in the order in which they are obeyed. */
export function queueOrder(
  rounds: readonly Pick<Round, 'round' | 'status' | 'trials'>[],
  jobs: readonly Pick<Job, 'kind' | 'subject'>[],
): readonly QueuedRound[] {
  const asked = jobs.flatMap(({ kind, subject }) => (kind === 'drive-round' ? [Number(subject.split(' ')[1])] : []));
  return rounds
    .filter(({ trials }) => (trials['waiting'] ?? 0) > 0)
    .map(({ round, status }): QueuedRound => {
      return { round, when: status === 'running' ? 'now' : asked.includes(round) ? 'asked' : 'later' };
    })
    .toSorted(
      (a, b) =>
        order.indexOf(a.when) - order.indexOf(b.when) ||
        (a.when === 'asked' ? asked.indexOf(a.round) - asked.indexOf(b.round) : a.round - b.round),
    );
}
