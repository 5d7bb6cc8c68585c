/** What waits, in the order in which it is done: what the engine was asked for, and the next trials. */
import { Box, Button, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { defineTexts } from '@attune/core/texts';
import { read } from '../../api/queries.ts';
import { useAction } from '../../api/use-action.ts';
import { Allowed } from '../../parts/allowed.tsx';
import type { Round } from '../../parts/listed-round.ts';
import { queueOrder } from './queue-order.ts';
import { QueuedTrials } from './queued-trials.tsx';

export const queueTexts = defineTexts('dashboard-queue', {
  title: 'Queue',
  none: 'Nothing waits.',
  'stop-trial': 'stop {subject}',
  'retry-trial': 'try {subject} again',
  'pause-round': 'pause {subject}',
  'drive-round': 'run {subject}',
  compare: 'compare with fresh seeds',
  takeBack: 'Take back',
});

export function QueueList({ rounds }: { readonly rounds: readonly Round[] }) {
  const jobs = useQuery(read('GET /jobs', {}));
  const cancel = useAction('DELETE /jobs/{job}', { stale: ['GET /jobs'] });
  const asked = jobs.data?.jobs.filter(({ state }) => state === 'waiting') ?? [];
  const queued = queueOrder(rounds, jobs.data?.jobs ?? []);
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
        {queued.map((one) => (
          <QueuedTrials key={one.round} {...one} />
        ))}
        {asked.length === 0 && queued.length === 0 && (
          <Text size="sm" c="dimmed">
            {queueTexts.none().text}
          </Text>
        )}
      </Stack>
    </Box>
  );
}
