/** A round in the notebook: what it asked, how it stands, what it came to; leads to its page. */
import { Anchor, Badge, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { IconNote } from '@tabler/icons-react';
import { defineTexts } from '@attune/core/texts';
import { Allowed } from '../../parts/allowed.tsx';
import { NoteWriter } from '../../parts/note-writer.tsx';
import { RoleChips } from '../../parts/role-chips.tsx';
import { Sentence } from '../../parts/sentence.tsx';
import { StatusBadge } from '../../parts/status-badge.tsx';
import { TimeAgo } from '../../parts/time-ago.tsx';
import { NoteText } from './note-text.tsx';
import { RoundNote } from '../../parts/round-note.tsx';
import { RoundProgress } from '../../parts/round-progress.tsx';
import { bestWords, decisionWords, progressWords, questionOf } from '../../parts/round-words.ts';
import type { Round } from '../../parts/listed-round.ts';
import { canContinue, continueTexts, useContinue } from '../../parts/use-continue.ts';
import type { Happening, Note } from './timeline.ts';
import { useVerdict } from './use-verdict.ts';

export const roundCardTexts = defineTexts('dashboard-round-card', {
  round: 'Round {round}',
  trial: 'trial {trial}',
  note: 'Note',
  findings: 'Findings and figures',
});

export interface RoundCardProps {
  readonly round: Round;
  readonly inside: readonly (Note | Happening)[];
  /** Whether trials of it may have ended of late. */
  readonly fresh: boolean;
}

export function RoundCard({ round, inside, fresh }: RoundCardProps) {
  const [writing, { toggle, close }] = useDisclosure();
  const number = String(round.round);
  const again = useContinue(round.round);
  const verdict = useVerdict(round, fresh);
  const words = bestWords(round);
  const decision = decisionWords(round);
  const title = questionOf(round);
  return (
    <Paper withBorder p="md" component="article" aria-label={title}>
      <Stack gap="xs">
        <Group gap="xs" justify="space-between">
          <Group gap="xs">
            <Text size="sm" fw={600}>
              {roundCardTexts.round({ round: round.round }).text}
            </Text>
            <Text size="sm" c="dimmed">
              {round.name}
            </Text>
            <Badge variant="outline" color="gray">
              {round.goal}
            </Badge>
            <StatusBadge status={round.status} />
          </Group>
          <Text size="xs" c="dimmed">
            <TimeAgo time={round.endedAt ?? round.startedAt} />
          </Text>
        </Group>
        <Anchor
          size="lg"
          fw={600}
          c="inherit"
          style={{ overflowWrap: 'anywhere' }}
          renderRoot={(props) => <Link {...props} to="/rounds/$round" params={{ round: number }} />}
        >
          {title}
        </Anchor>
        {verdict !== null && (
          <Text>
            <Sentence text={verdict} />
          </Text>
        )}
        {decision !== null && <Text fw={500}>{decision}</Text>}
        {round.status === 'paused' && round.note !== '' && <RoundNote note={round.note} />}
        <Group gap="sm" wrap="nowrap">
          <div style={{ flex: 1, maxWidth: 280 }}>
            <RoundProgress trials={round.trials} planned={round.planned} />
          </div>
          <Text size="sm" c="dimmed" className="tabular">
            {progressWords(round)}
          </Text>
        </Group>
        {(words.best !== null || words.beside !== null) && (
          <Text size="sm" c="dimmed" className="tabular">
            {words.best}
            {round.best !== null && (
              <>
                {' ('}
                <Anchor
                  inherit
                  underline="always"
                  renderRoot={(props) => (
                    <Link {...props} to="/trials/$trial" params={{ trial: String(round.best?.trial) }} />
                  )}
                >
                  {roundCardTexts.trial({ trial: round.best.trial }).text}
                </Anchor>
                {')'}
              </>
            )}
            {words.best !== null && words.beside !== null && ': '}
            {words.beside}
          </Text>
        )}
        <RoleChips given={round.roles} />
        {inside.map((one) =>
          one.kind === 'note' ? (
            <NoteText key={`note ${one.note} ${one.time}`} note={one} />
          ) : (
            <Text key={`${one.event} ${one.time}`} size="sm" c="dimmed">
              {one.text} · <TimeAgo time={one.time} />
            </Text>
          ),
        )}
        <Group gap="xs">
          <Button
            size="compact-sm"
            variant="light"
            renderRoot={(props) => <Link {...props} to="/rounds/$round" params={{ round: number }} />}
          >
            {roundCardTexts.findings().text}
          </Button>
          {canContinue(round) && (
            <Allowed scope="admin">
              <Button size="compact-sm" loading={again.isPending} onClick={() => again.mutate({ round: round.round })}>
                {continueTexts.continue().text}
              </Button>
            </Allowed>
          )}
          <Allowed scope="report">
            <Button
              size="compact-sm"
              variant="subtle"
              leftSection={<IconNote size={14} aria-hidden />}
              onClick={toggle}
              aria-expanded={writing}
            >
              {roundCardTexts.note().text}
            </Button>
          </Allowed>
        </Group>
        {writing && <NoteWriter about={{ round: round.round }} onDone={close} autoFocus />}
      </Stack>
    </Paper>
  );
}
