/** What somebody wrote, with its lines; text and never markup. */
import { Anchor, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { defineTexts } from '@attune/core/texts';
import { TimeAgo } from '../../parts/time-ago.tsx';
import type { Note } from './timeline.ts';

export const noteTextTexts = defineTexts('dashboard-note-text', { note: 'Note' });

/** `subject`: whether to say what it is about. */
export function NoteText({ note, subject = false }: { readonly note: Note; readonly subject?: boolean }) {
  return (
    <div>
      <Group gap="xs">
        {subject && <Subject subject={note.subject} />}
        <Text size="xs" c="dimmed">
          {!subject && `${noteTextTexts.note().text} · `}
          <TimeAgo time={note.time} />
        </Text>
      </Group>
      <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {note.text}
      </Text>
    </div>
  );
}

function Subject({ subject }: { readonly subject: string }) {
  const [kind, number = ''] = subject.split(' ');
  if (kind === 'trial') {
    return (
      <Anchor
        size="sm"
        fw={600}
        renderRoot={(props) => <Link {...props} to="/trials/$trial" params={{ trial: number }} />}
      >
        {subject}
      </Anchor>
    );
  }
  return (
    <Text size="sm" fw={600}>
      {subject}
    </Text>
  );
}
