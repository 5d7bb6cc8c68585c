/** What happened lately, the newest first; goes on by itself. */
import { Anchor, Box, Group, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { defineTexts } from '@attune/core/texts';
import { read } from '../../api/queries.ts';
import { changes, standing } from '../../api/live.ts';
import { useSignal } from '../../api/signal.ts';
import { TimeAgo } from '../../parts/time-ago.tsx';
import { eventWords, isAlone, worthTelling } from './event-words.ts';

export const recentEventsTexts = defineTexts('dashboard-recent-events', {
  title: 'What happened',
  none: 'Nothing yet.',
});

/** Lines of the list. */
const shown = 30;
/** Events that are read to begin with: some are not told. */
const before = 60;

export function RecentEvents() {
  const last = useSignal(standing)?.last;
  // What follows comes with the stream.
  const [first, setFirst] = useState(last);
  if (first === undefined && last !== undefined) setFirst(last);
  const earlier = useQuery({
    ...read('GET /events', { after: Math.max(0, (first ?? 0) - before), limit: before }),
    enabled: first !== undefined,
    staleTime: Infinity,
  });
  const since = useSignal(changes);
  const known = earlier.data?.events ?? [];
  const end = known.at(-1)?.seq ?? 0;
  const events = [...known, ...since.filter(({ seq }) => seq > end)].filter(worthTelling).slice(-shown).toReversed();
  return (
    <Box component="section" aria-label={recentEventsTexts.title().text}>
      <Title order={2} size="h4" mb="xs">
        {recentEventsTexts.title().text}
      </Title>
      <Box component="ol" m={0} p={0} mih={240} style={{ listStyle: 'none' }}>
        {events.map((event) => (
          <Group key={event.seq} component="li" gap="xs" wrap="nowrap" fz="sm" justify="space-between">
            <Text span size="sm" truncate title={event.actor}>
              {!isAlone(event.subject) && <Subject subject={event.subject} />} {eventWords(event)}
            </Text>
            <Text span size="xs" c="dimmed" style={{ flexShrink: 0 }}>
              <TimeAgo time={event.time} />
            </Text>
          </Group>
        ))}
        {events.length === 0 && (
          <Text component="li" size="sm" c="dimmed">
            {recentEventsTexts.none().text}
          </Text>
        )}
      </Box>
    </Box>
  );
}

function Subject({ subject }: { readonly subject: string }) {
  const [kind, number = ''] = subject.split(' ');
  if (kind === 'trial') {
    return (
      <Anchor
        inherit
        underline="always"
        renderRoot={(props) => <Link {...props} to="/trials/$trial" params={{ trial: number }} />}
      >
        {subject}
      </Anchor>
    );
  }
  if (kind === 'round') {
    return (
      <Anchor
        inherit
        underline="always"
        renderRoot={(props) => <Link {...props} to="/rounds/$round" params={{ round: number }} />}
      >
        {subject}
      </Anchor>
    );
  }
  return subject;
}
