/**
 * Edits a round file before it runs: one that waits, or one that is proposed. The server says at which line what is wrong.
 * Who may not start rounds reads it here.
 */
import { Button, Group, List, Modal, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { defineTexts } from '@attune/core/texts';
import { read } from '../../api/queries.ts';
import { useAction } from '../../api/use-action.ts';
import { useMay } from '../../api/use-me.ts';
import { Allowed } from '../../parts/allowed.tsx';
import { LinedText } from '../../parts/lined-text.tsx';
import { lineIssues } from '../../parts/line-issues.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { Sentence } from '../../parts/sentence.tsx';
import { startedWords } from './started-words.ts';

export const roundEditorTexts = defineTexts('dashboard-round-editor', {
  title: 'Edit {file}',
  read: '{file}, as it would run',
  label: 'Round file {file}',
  save: 'Save',
  start: 'Save and start',
  key: 'Ctrl+Enter saves',
  before: 'Before it runs:',
});

/** What is edited. */
export interface EditedFile {
  readonly name: string;
  readonly text: string;
  /** Of the text on disk; undefined for a file that is not there yet. */
  readonly hash: string | undefined;
  /** What to do or to add first. */
  readonly before: readonly string[];
}

export function RoundEditor({ name, onClose }: { readonly name: string; readonly onClose: () => void }) {
  const mayWrite = useMay('admin');
  return (
    <Modal
      opened
      onClose={onClose}
      title={(mayWrite ? roundEditorTexts.title : roundEditorTexts.read)({ file: name }).text}
      size="xl"
      closeOnClickOutside={false}
    >
      <Waiting name={name} onClose={onClose} />
    </Modal>
  );
}

function Waiting({ name, onClose }: { readonly name: string; readonly onClose: () => void }) {
  const files = useQuery(read('GET /round-files', {}));
  return (
    <Loaded query={files} height={400}>
      {({ files: known }) =>
        known.some((file) => file.name === name) ? (
          <OfFile name={name} onClose={onClose} />
        ) : (
          <OfProposal name={name} onClose={onClose} />
        )
      }
    </Loaded>
  );
}

function OfFile({ name, onClose }: { readonly name: string; readonly onClose: () => void }) {
  const file = useQuery(read('GET /round-files/{name}', { name }));
  return (
    <Loaded query={file} height={400}>
      {({ text, hash }) => <Editor file={{ name, text, hash, before: [] }} onClose={onClose} />}
    </Loaded>
  );
}

function OfProposal({ name, onClose }: { readonly name: string; readonly onClose: () => void }) {
  const next = useQuery(read('GET /next', {}));
  return (
    <Loaded query={next} height={400}>
      {({ proposals }) => {
        const proposal = proposals.find(({ file }) => file.endsWith(`/${name}`));
        const { text = newFile, before = [] } = proposal ?? {};
        return <Editor file={{ name, text, hash: undefined, before }} onClose={onClose} />;
      }}
    </Loaded>
  );
}

const newFile =
  'attune: 1\ngoal: understand  # compare | understand | maximize\nquestion: \n\nnuisance: rest\nsearch: halton\nbudget: { trials: 16 }\n';

function Editor({ file, onClose }: { readonly file: EditedFile; readonly onClose: () => void }) {
  const queries = useQueryClient();
  const mayWrite = useMay('admin');
  const [text, setText] = useState(file.text);
  const [hash, setHash] = useState(file.hash);
  const stale = ['GET /round-files', 'GET /next', 'GET /round-files/{name}'] as const;
  const write = useAction('PUT /round-files/{name}', { quiet: true });
  const start = useAction('POST /rounds', { done: startedWords, stale: [...stale, 'GET /rounds', 'GET /status'] });
  const { name } = file;
  const save = (then: (file: string) => void) =>
    write.mutate(
      { name, text, ...(hash === undefined ? {} : { expected: hash }) },
      {
        onSuccess: (written) => {
          setHash(written.hash);
          then(written.file);
        },
      },
    );
  const closeSaved = () => {
    for (const one of stale) void queries.invalidateQueries({ queryKey: [one] });
    onClose();
  };
  return (
    <>
      {file.before.length > 0 && (
        <Text size="sm" component="div" mb="sm">
          {roundEditorTexts.before().text}
          <List size="sm">
            {file.before.map((one) => (
              <List.Item key={one}>
                <Sentence text={one} />
              </List.Item>
            ))}
          </List>
        </Text>
      )}
      <LinedText
        label={roundEditorTexts.label({ file: name }).text}
        value={text}
        onChange={(value) => {
          setText(value);
          write.reset();
        }}
        issues={lineIssues(write.error)}
        onSave={() => save(closeSaved)}
        readOnly={!mayWrite}
      />
      <Allowed scope="admin">
        <Group mt="md" justify="end">
          <Text size="xs" c="dimmed" mr="auto">
            {roundEditorTexts.key().text}
          </Text>
          <Button variant="default" loading={write.isPending} onClick={() => save(closeSaved)}>
            {roundEditorTexts.save().text}
          </Button>
          <Button
            loading={write.isPending || start.isPending}
            onClick={() => save((written) => start.mutate({ file: written }, { onSuccess: closeSaved }))}
          >
            {roundEditorTexts.start().text}
          </Button>
        </Group>
      </Allowed>
    </>
  );
}
