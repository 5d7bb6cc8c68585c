/** The project's history, newest first. */
import { Stack, Text } from '@mantine/core';
import { LaunchCard } from './launch-card.tsx';
import { NoteText } from './note-text.tsx';
import { RoundCard } from './round-card.tsx';
import type { TimelineItem } from './timeline.ts';
import { TimeAgo } from '../../parts/time-ago.tsx';

export function TimelineView({ items }: { readonly items: readonly TimelineItem[] }) {
  const newest = Math.max(0, ...items.map((item) => (item.kind === 'round' ? item.round.round : 0)));
  return (
    <Stack gap="md">
      {items.map((item) => (
        <Item key={keyOf(item)} item={item} newest={newest} />
      ))}
    </Stack>
  );
}

interface ItemProps {
  readonly item: TimelineItem;
  /** The number of the newest round. */
  readonly newest: number;
}

function Item({ item, newest }: ItemProps) {
  switch (item.kind) {
    case 'round':
      return (
        <RoundCard
          round={item.round}
          inside={item.inside}
          fresh={item.round.round === newest || item.round.status === 'running'}
        />
      );
    case 'launch':
      return <LaunchCard launch={item.launch} />;
    case 'note':
      return <NoteText note={item.note} subject />;
    case 'event':
      return (
        <Text size="sm" c="dimmed">
          {item.event.subject}: {item.event.text} · <TimeAgo time={item.event.time} />
        </Text>
      );
  }
}

function keyOf(item: TimelineItem): string {
  switch (item.kind) {
    case 'round':
      return `round ${item.round.round}`;
    case 'launch':
      return `launch ${item.launch.launch}`;
    case 'note':
      return `note ${item.note.note} ${item.time}`;
    case 'event':
      return `${item.event.event} ${item.event.subject} ${item.time}`;
  }
}
