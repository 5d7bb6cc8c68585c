/** Trials of one round that wait, the next one first. */
import { Anchor, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { defineTexts } from '@attune/core/texts';
import { read } from '../../api/queries.ts';
import type { QueuedRound } from './queue-order.ts';

export const queuedTrialsTexts = defineTexts('dashboard-queued-trials', {
  now: 'Next of round {round}:',
  asked: 'Then round {round}:',
  later: 'Once round {round} goes on:',
  trial: 'trial {trial}',
  more: 'and {count} more {count|trial|trials}',
});

/** Trials that are named. */
const shown = 12;

export function QueuedTrials({ round, when }: QueuedRound) {
  const waiting = useQuery(read('GET /trials', { round, status: ['waiting'], limit: shown }));
  const { trials = [], total = 0 } = waiting.data ?? {};
  return (
    <Text size="sm" mih={22}>
      <Text span inherit c="dimmed">
        {queuedTrialsTexts[when]({ round }).text}
      </Text>{' '}
      {trials.map(({ trial }, index) => (
        <span key={trial}>
          {index > 0 && ', '}
          <Anchor
            inherit
            underline="always"
            renderRoot={(props) => <Link {...props} to="/trials/$trial" params={{ trial: String(trial) }} />}
          >
            {queuedTrialsTexts.trial({ trial }).text}
          </Anchor>
        </span>
      ))}
      {total > trials.length && ` ${queuedTrialsTexts.more({ count: total - trials.length }).text}`}
    </Text>
  );
}
