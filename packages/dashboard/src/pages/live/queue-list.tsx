/** What waits: what the engine was asked for, and the next trials. */
import { Anchor, Box, Button, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { defineTexts } from '@attune/core/texts';
import { read } from '../../api/queries.ts';
import { useAction } from '../../api/use-action.ts';
import { Allowed } from '../../parts/allowed.tsx';

export const queueTexts = defineTexts('dashboard-queue', {
  title: 'Queue',
  none: 'Nothing waits.',
  trial: 'trial {trial}',
  more: 'and {count} more {count|trial|trials}',
  'stop-trial': 'stop {subject}',
  'retry-trial': 'try {subject} again',
  'pause-round': 'pause {subject}',
  'drive-round': 'run {subject}',
  compare: 'compare with fresh seeds',
  takeBack: 'Take back',
});

/** Trials that are named. */
const shown = 12;

export function QueueList() {
  const jobs = useQuery(read('GET /jobs', {}));
  const waiting = useQuery(read('GET /trials', { status: ['waiting'], limit: shown }));
  const cancel = useAction('DELETE /jobs/{job}', { stale: ['GET /jobs'] });
  const asked = jobs.data?.jobs.filter(({ state }) => state === 'waiting') ?? [];
  const { trials = [], total = 0 } = waiting.data ?? {};
  return (
    <Box component="section" aria-label={queueTexts.title().text}>
      <Title order={2} size="h4" mb="xs">
        {queueTexts.title().text}
      </Title>
      <Stack gap={4}>
        {asked.map(({ job, kind, subject }) => (
          <Group key={job} justify="space-between" wrap="nowrap">
            <Text size="sm">{queueTexts[kind]({ subject }).text}</Text>
            <Allowed scope="admin">
              <Button
                size="compact-xs"
                variant="subtle"
                loading={cancel.isPending && cancel.variables.job === job}
                onClick={() => cancel.mutate({ job })}
              >
                {queueTexts.takeBack().text}
              </Button>
            </Allowed>
          </Group>
        ))}
        {trials.length > 0 && (
          <Text size="sm">
            {trials.map(({ trial }, index) => (
              <span key={trial}>
                {index > 0 && ', '}
                <Anchor
                  inherit
                  underline="always"
                  renderRoot={(props) => <Link {...props} to="/trials/$trial" params={{ trial: String(trial) }} />}
                >
                  {queueTexts.trial({ trial }).text}
                </Anchor>
              </span>
            ))}
            {total > trials.length && ` ${queueTexts.more({ count: total - trials.length }).text}`}
          </Text>
        )}
        {asked.length === 0 && trials.length === 0 && (
          <Text size="sm" c="dimmed">
            {queueTexts.none().text}
          </Text>
        )}
      </Stack>
    </Box>
  );
}
