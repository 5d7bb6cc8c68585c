/** What the trial wrote to stdout and stderr: followed while it runs, searched, with a jump to where it broke. */
import {
  ActionIcon,
  Alert,
  Button,
  Group,
  SegmentedControl,
  Select,
  Skeleton,
  Switch,
  Text,
  TextInput,
} from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconAlertTriangle, IconArrowDown, IconX } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { defineTexts } from '@attune/core/texts';
import { refusal } from '../../api/tell.tsx';
import { LogLineView } from './log-line-view.tsx';
import { lastTrouble } from './log-window.ts';
import { Section } from '../../parts/section.tsx';
import type { Shown } from './shown.ts';
import classes from './trial-log.module.css';
import type { ChangeTrialSearch } from './trial-search.ts';
import { streams, type Stream, type TrialSearch } from './trial-search.ts';
import { useTrialLog } from './use-trial-log.ts';

export const trialLogTexts = defineTexts('dashboard-trial-log', {
  title: 'Log',
  stream: 'Stream',
  attempt: 'Attempt',
  attemptNumber: 'attempt {number}',
  find: 'Find in the log',
  clear: 'Show all lines',
  wrap: 'Wrap lines',
  trouble: 'Jump to the error',
  newest: 'Follow the end',
  older: 'Read older lines',
  empty: 'Nothing was written to {stream}.',
  notFound: 'No line of {stream} holds these words.',
  region: 'Log of trial {trial}, {stream}',
  about: '{count} {count|line|lines} of {size} bytes',
});

export interface TrialLogProps {
  readonly shown: Shown;
  readonly search: TrialSearch;
  readonly change: ChangeTrialSearch;
}

export function TrialLog({ shown, search, change }: TrialLogProps) {
  const { trial, status } = shown.trial;
  const usual: Stream = status === 'failed' || status === 'infeasible' ? 'stderr' : 'stdout';
  const { stream = usual, attempt, find } = search;
  const { window: read, error, readOlder } = useTrialLog({ trial, stream, attempt, find });
  const [wrap, setWrap] = useState(true);
  const [atEnd, setAtEnd] = useState(true);
  const box = useRef<HTMLDivElement>(null);
  const lines = read?.lines ?? [];
  const trouble = lastTrouble(lines);
  const silent = find === undefined && (read?.ended === true || shown.attempts.length === 0);
  const lastOffset = lines.at(-1)?.offset;

  useEffect(() => {
    if (atEnd && box.current !== null) box.current.scrollTop = box.current.scrollHeight;
  }, [atEnd, lastOffset, lines.length, wrap]);

  const jump = (): void => {
    setAtEnd(false);
    box.current?.querySelector('[data-trouble="true"]')?.scrollIntoView({ block: 'center' });
  };
  return (
    <Section
      title={trialLogTexts.title().text}
      actions={
        <Group gap="xs">
          <SegmentedControl
            size="xs"
            aria-label={trialLogTexts.stream().text}
            data={[...streams]}
            value={stream}
            onChange={(value) => change({ stream: value === usual ? undefined : value })}
          />
          {shown.attempts.length > 1 && (
            <Select
              size="xs"
              w={120}
              aria-label={trialLogTexts.attempt().text}
              data={shown.attempts.map(({ number }) => ({
                value: String(number),
                label: trialLogTexts.attemptNumber({ number }).text,
              }))}
              value={String(attempt ?? shown.attempts.length)}
              allowDeselect={false}
              onChange={(value) => change({ attempt: value === null ? undefined : Number(value) })}
            />
          )}
          <Find find={find} change={change} />
          <Switch
            size="xs"
            label={trialLogTexts.wrap().text}
            checked={wrap}
            onChange={({ currentTarget: { checked } }) => setWrap(checked)}
          />
        </Group>
      }
    >
      {error !== null && (
        <Alert color="red" mb="xs" role="alert">
          {refusal(error)}
        </Alert>
      )}
      {read === null && error === null ? (
        <Skeleton height={340} aria-busy="true" />
      ) : (
        <div
          ref={box}
          className={classes['lines']}
          data-wrap={wrap}
          data-short={(silent && lines.length === 0) || undefined}
          role="log"
          aria-live="off"
          tabIndex={0}
          aria-label={trialLogTexts.region({ trial, stream }).text}
          onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) =>
            setAtEnd(scrollHeight - scrollTop - clientHeight < 24)
          }
        >
          {read?.older === true && (
            <Button size="compact-xs" variant="subtle" onClick={readOlder}>
              {trialLogTexts.older().text}
            </Button>
          )}
          {lines.map((line, index) => (
            <LogLineView key={line.offset} line={line} trouble={index === trouble} find={find} />
          ))}
          {lines.length === 0 && (
            <Text size="sm" c="dimmed">
              {(find === undefined ? trialLogTexts.empty({ stream }) : trialLogTexts.notFound({ stream })).text}
            </Text>
          )}
        </div>
      )}
      <Group gap="xs" mt={6} mih={26}>
        <Text size="xs" c="dimmed" className="tabular">
          {read === null ? '' : trialLogTexts.about({ count: lines.length, size: read.size }).text}
        </Text>
        {trouble !== -1 && (
          <Button
            size="compact-xs"
            variant="light"
            color="red"
            leftSection={<IconAlertTriangle size={14} aria-hidden />}
            onClick={jump}
          >
            {trialLogTexts.trouble().text}
          </Button>
        )}
        {!atEnd && (
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<IconArrowDown size={14} aria-hidden />}
            onClick={() => setAtEnd(true)}
          >
            {trialLogTexts.newest().text}
          </Button>
        )}
      </Group>
    </Section>
  );
}

/** Looks while a person still writes, but not at each letter. */
function Find({ find, change }: { readonly find: string | undefined; readonly change: ChangeTrialSearch }) {
  const [text, setText] = useState(find ?? '');
  const look = useDebouncedCallback((words: string) => change({ find: words === '' ? undefined : words }), 300);
  return (
    <TextInput
      size="xs"
      w={200}
      maxLength={200}
      aria-label={trialLogTexts.find().text}
      placeholder={trialLogTexts.find().text}
      value={text}
      onChange={({ currentTarget: { value } }) => {
        setText(value);
        look(value);
      }}
      rightSection={
        text !== '' && (
          <ActionIcon
            size="sm"
            variant="subtle"
            color="gray"
            aria-label={trialLogTexts.clear().text}
            onClick={() => {
              setText('');
              change({ find: undefined });
            }}
          >
            <IconX size={14} aria-hidden />
          </ActionIcon>
        )
      }
    />
  );
}
