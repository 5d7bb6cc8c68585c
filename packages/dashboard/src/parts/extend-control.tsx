/** Gives a round more trials. */
import { Button, Group, NumberInput, Popover, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { defineTexts } from '@attune/core/texts';
import { useAction } from '../api/use-action.ts';

export const extendTexts = defineTexts('dashboard-extend', {
  open: 'Extend',
  about: 'The search goes on where it ended: the points so far stay as they are.',
  more: 'More trials',
  extend: 'Extend by {count}',
  done: 'Round {round} goes on: its search has {after} trials instead of {before}',
  waits: 'The search of round {round} has {after} trials instead of {before}; the new ones begin later: {reason}',
});

const usual = 16;

export interface ExtendControlProps {
  readonly round: number;
  /** Trials that are proposed at first. */
  readonly trials?: number;
}

export function ExtendControl({ round, trials = usual }: ExtendControlProps) {
  const [opened, { toggle, close }] = useDisclosure();
  const [count, setCount] = useState(trials);
  const extend = useAction('POST /rounds/{round}/extend', {
    done: ({ before, after, waits }) =>
      (waits === null
        ? extendTexts.done({ round, before, after })
        : extendTexts.waits({ round, before, after, reason: waits })
      ).text,
    stale: ['GET /rounds', 'GET /status', 'GET /jobs'],
  });
  return (
    <Popover opened={opened} onChange={close} trapFocus withArrow shadow="md">
      <Popover.Target>
        <Button size="compact-sm" variant="default" onClick={toggle} loading={extend.isPending}>
          {extendTexts.open().text}
        </Button>
      </Popover.Target>
      <Popover.Dropdown maw={320}>
        <Stack gap="xs">
          <Text size="sm">{extendTexts.about().text}</Text>
          <NumberInput
            label={extendTexts.more().text}
            min={1}
            max={100_000}
            allowDecimal={false}
            value={count}
            onChange={(value) => setCount(Math.max(1, Number(value) || 1))}
          />
          <Group justify="end">
            <Button
              size="compact-sm"
              onClick={() => {
                close();
                extend.mutate({ round, trials: `+${count}` });
              }}
            >
              {extendTexts.extend({ count }).text}
            </Button>
          </Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
