/** Notes about the trial, and a place to write one. */
import { Paper, Stack, Text } from '@mantine/core';
import { defineTexts } from '@attune/core/texts';
import { NoteWriter } from '../../parts/note-writer.tsx';
import { Section } from '../../parts/section.tsx';
import { TimeAgo } from '../../parts/time-ago.tsx';
import type { Shown } from './shown.ts';

export const trialNotesTexts = defineTexts('dashboard-trial-notes', { title: 'Notes' });

export function TrialNotes({ shown }: { readonly shown: Shown }) {
  return (
    <Section title={trialNotesTexts.title().text}>
      <Stack gap="sm" maw={800}>
        {shown.notes.map(({ time, text }) => (
          <Paper key={`${time} ${text}`} withBorder p="xs">
            <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
              {text}
            </Text>
            <Text size="xs" c="dimmed">
              <TimeAgo time={time} />
            </Text>
          </Paper>
        ))}
        <NoteWriter about={{ trial: shown.trial.trial }} />
      </Stack>
    </Section>
  );
}
