/** What waits, in the order in which it is done: what the engine was asked for, and the next trials. */
import { Box, Button, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { defineTexts } from '@attune/core/texts';
import { read } from '../../api/queries.ts';
import { useAction } from '../../api/use-action.ts';
import { Allowed } from '../../parts/allowed.tsx';
import type { Round } from '../../parts/listed-round.ts';
import { jobWords, waitingJobs } from './job-words.ts';
import { queueOrder } from './queue-order.ts';
import { QueuedTrials } from './queued-trials.tsx';

export const queueTexts = defineTexts('dashboard-queue', {
  title: 'Queue',
  none: 'Nothing waits.',
  takeBack: 'Take back',
});

export function QueueList({ rounds }: { readonly rounds: readonly Round[] }) {
  const jobs = useQuery(read('GET /jobs', {}));
  const cancel = useAction('DELETE /jobs/{job}', { stale: ['GET /jobs'] });
  const asked = waitingJobs(jobs.data?.jobs ?? []);
  const queued = queueOrder(rounds, jobs.data?.jobs ?? []);
  return (
    <Box component="section" aria-label={queueTexts.title().text}>
      <Title order={2} size="h4" mb="xs">
        {queueTexts.title().text}
      </Title>
      <Stack gap={4}>
        {asked.map((one) => (
          <Group key={one.job} justify="space-between" wrap="nowrap">
            <Text size="sm">{jobWords(one)}</Text>
            <Allowed scope="admin">
              <Button
                size="compact-xs"
                variant="subtle"
                loading={cancel.isPending && cancel.variables.job === one.job}
                onClick={() => cancel.mutate({ job: one.job })}
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
