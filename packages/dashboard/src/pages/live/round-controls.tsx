/** A round that is at work, or could go on: how far it is, and pause, continue, extend. */
import { Anchor, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { defineTexts } from '@attune/core/texts';
import type { Api } from '@attune/client';
import { useAction } from '../../api/use-action.ts';
import { Allowed } from '../../parts/allowed.tsx';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { duration } from '../../parts/durations.ts';
import { RoundNote } from '../../parts/round-note.tsx';
import { RoundProgress } from '../../parts/round-progress.tsx';
import { StatusBadge } from '../../parts/status-badge.tsx';
import { canContinue, continueTexts, useContinue } from '../../parts/use-continue.ts';
import { ExtendControl } from '../../parts/extend-control.tsx';

export const roundControlsTexts = defineTexts('dashboard-round-controls', {
  round: 'Round {round} {name}',
  progress: '{ended} of {planned} {planned|trial|trials} ended',
  left: 'about {time} left',
  pause: 'Pause',
  pauseQuestion: 'Pause round {round}?',
  pauseConsequence:
    'Its running trials are asked to save and end; nothing more is started. It goes on from their checkpoints whenever you continue it.',
  pausing: 'Round {round} is pausing: {running} {running|trial|trials} {running|is|are} asked to save',
});

export interface RoundControlsProps {
  readonly round: Api['GET /rounds']['result']['rounds'][number];
  /** Of the round at work; null where it is not known. */
  readonly secondsLeft: number | null;
}

export function RoundControls({ round, secondsLeft }: RoundControlsProps) {
  const { round: number, name, status, ended, planned, note, comparison } = round;
  const stale = ['GET /rounds', 'GET /status', 'GET /jobs'] as const;
  const again = useContinue(number);
  const pause = useAction('POST /rounds/{round}/pause', {
    done: ({ running }) => ({
      message: roundControlsTexts.pausing({ round: number, running }).text,
      undo: () => again.mutate({ round: number }),
    }),
    stale,
  });
  return (
    <Paper withBorder p="sm" component="article" aria-label={roundControlsTexts.round({ round: number, name }).text}>
      <Stack gap={6}>
        <Group justify="space-between" gap="xs">
          <Group gap="xs">
            <Anchor
              fw={600}
              renderRoot={(props) => <Link {...props} to="/rounds/$round" params={{ round: String(number) }} />}
            >
              {roundControlsTexts.round({ round: number, name }).text}
            </Anchor>
            <StatusBadge status={status} />
          </Group>
          <Allowed scope="admin">
            <Group gap="xs">
              {status === 'running' && (
                <ConfirmButton
                  size="compact-sm"
                  variant="default"
                  loading={pause.isPending}
                  question={roundControlsTexts.pauseQuestion({ round: number }).text}
                  consequence={roundControlsTexts.pauseConsequence().text}
                  yes={roundControlsTexts.pause().text}
                  onConfirm={() => pause.mutate({ round: number })}
                >
                  {roundControlsTexts.pause().text}
                </ConfirmButton>
              )}
              {canContinue(round) && (
                <Button size="compact-sm" loading={again.isPending} onClick={() => again.mutate({ round: number })}>
                  {continueTexts.continue().text}
                </Button>
              )}
              {comparison === null && <ExtendControl round={number} />}
            </Group>
          </Allowed>
        </Group>
        <RoundProgress trials={round.trials} planned={planned} />
        <Group justify="space-between" gap="xs">
          <Text size="sm" c="dimmed" className="tabular">
            {roundControlsTexts.progress({ ended, planned }).text}
          </Text>
          {secondsLeft !== null && (
            <Text size="sm" c="dimmed" className="tabular">
              {roundControlsTexts.left({ time: duration(secondsLeft) }).text}
            </Text>
          )}
        </Group>
        {note !== '' && status !== 'completed' && <RoundNote note={note} />}
      </Stack>
    </Paper>
  );
}
