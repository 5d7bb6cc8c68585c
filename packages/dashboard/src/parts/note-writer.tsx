/**
 * Writes a note where it belongs: about the project, a round or a trial. It is shown at once; Ctrl+Enter saves. Whoever may
 * not write finds no place to.
 */
import { Button, Group, Text, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type KeyboardEvent } from 'react';
import { defineTexts } from '@attune/core/texts';
import { useAction } from '../api/use-action.ts';
import { Allowed } from './allowed.tsx';
import { expectNote, type NoteAbout } from './expect-note.ts';

export const noteWriterTexts = defineTexts('dashboard-note-writer', {
  label: 'Note about {subject}',
  project: 'the project',
  round: 'round {round}',
  trial: 'trial {trial}',
  placeholder: 'What you want to find again: what you saw, what you suspect, what to try',
  save: 'Save note',
  key: 'Ctrl+Enter',
});

export interface NoteWriterProps {
  readonly about: NoteAbout;
  /** After a note was written. */
  readonly onDone?: () => void;
  readonly autoFocus?: boolean;
}

export function NoteWriter({ about, onDone, autoFocus = false }: NoteWriterProps) {
  const queries = useQueryClient();
  const [text, setText] = useState('');
  const write = useAction('POST /notes', {
    expect: (input) => expectNote(queries, about, input.text),
    stale: ['GET /notebook', 'GET /trials/{trial}'],
  });
  const label = noteWriterTexts.label({ subject: subjectText(about) }).text;
  const save = () => {
    const written = text.trim();
    if (written === '') return;
    setText('');
    write.mutate(
      { ...about, text: written },
      // What was written is not lost where the server refuses it.
      { onError: () => setText((since) => (since === '' ? written : since)), onSuccess: () => onDone?.() },
    );
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      save();
    }
  };
  return (
    <Allowed scope="report">
      <div>
        <Textarea
          aria-label={label}
          placeholder={noteWriterTexts.placeholder().text}
          autosize
          minRows={2}
          maxRows={12}
          maxLength={10_000}
          value={text}
          data-autofocus={autoFocus || undefined}
          autoFocus={autoFocus}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <Group gap="xs" mt={6}>
          <Button size="compact-sm" variant="light" onClick={save} disabled={text.trim() === ''}>
            {noteWriterTexts.save().text}
          </Button>
          <Text size="xs" c="dimmed">
            {noteWriterTexts.key().text}
          </Text>
        </Group>
      </div>
    </Allowed>
  );
}

function subjectText({ round, trial }: NoteAbout): string {
  if (round !== undefined) return noteWriterTexts.round({ round }).text;
  return (trial === undefined ? noteWriterTexts.project() : noteWriterTexts.trial({ trial })).text;
}
