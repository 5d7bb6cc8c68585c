/** A launch in the notebook: what became the baseline, what speaks for it, what it measured. */
import { Badge, Group, Paper, Stack, Text } from '@mantine/core';
import { defineTexts } from '@attune/core/texts';
import { ConfigurationList } from '../../parts/configuration-list.tsx';
import { TimeAgo } from '../../parts/time-ago.tsx';
import { launchTitle, measuredWords } from './launch-words.ts';
import type { Launch } from './timeline.ts';

export const launchCardTexts = defineTexts('dashboard-launch-card', {
  launch: 'launch {launch}',
  complexity: 'Complexity: {note}',
  commit: 'Commit {commit}',
  byHand: 'Changed by hand: no evidence was recorded.',
});

export function LaunchCard({ launch }: { readonly launch: Launch }) {
  const measured = measuredWords(launch);
  return (
    <Paper withBorder p="md" component="article">
      <Stack gap={6}>
        <Group justify="space-between">
          <Badge variant="filled">{launchCardTexts.launch({ launch: launch.launch }).text}</Badge>
          <Text size="xs" c="dimmed">
            <TimeAgo time={launch.time} />
          </Text>
        </Group>
        <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
          {launchTitle(launch)}
        </Text>
        {measured !== null && (
          <Text size="sm" className="tabular">
            {measured}
          </Text>
        )}
        {launch.grounds !== '' && <Text size="sm">{launch.grounds}</Text>}
        {launch.parent !== null && launch.evidence === null && (
          <Text size="sm" c="dimmed">
            {launchCardTexts.byHand().text}
          </Text>
        )}
        {launch.note !== '' && <Text size="sm">{launchCardTexts.complexity({ note: launch.note }).text}</Text>}
        {launch.commit !== null && (
          <Text size="xs" c="dimmed">
            {launchCardTexts.commit({ commit: launch.commit.slice(0, 10) }).text}
          </Text>
        )}
        <ConfigurationList configuration={launch.configuration} />
      </Stack>
    </Paper>
  );
}
