/** A proposed round: what it does, how many runs it means, and why; accepted as it is, or edited first. */
import { Badge, Button, Collapse, Group, Paper, Stack, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { defineTexts } from '@attune/core/texts';
import type { Api } from '@attune/client';
import { Allowed } from './allowed.tsx';
import { proposalSize } from './proposal-size.ts';
import { SentenceList, TitledLines } from './titled-lines.tsx';

export const proposalCardTexts = defineTexts('dashboard-proposal-card', {
  accept: 'Accept and start',
  edit: 'Edit first',
  before: 'First:',
  reasons: 'Why: {count} {count|reason|reasons}',
  wished: 'Does what the finding asks for',
});

export interface ProposalCardProps {
  readonly proposal: Api['GET /next']['result']['proposals'][number];
  /** The one to take where nothing speaks for another. */
  readonly foremost: boolean;
  /** Whether its reasons are open before anybody asks for them. */
  readonly explained: boolean;
  readonly stepUnit: string;
  /** Whether it does what the finding asks for that led here. */
  readonly wished?: boolean;
  /** Undefined where no round can be started now. */
  readonly onAccept: (() => void) | undefined;
  readonly accepting: boolean;
  readonly onEdit: () => void;
  /** Below all else. */
  readonly children?: ReactNode;
}

export function ProposalCard(props: ProposalCardProps) {
  const { proposal, foremost, stepUnit, wished = false, onAccept, accepting, onEdit, children } = props;
  const [opened, { toggle }] = useDisclosure(props.explained);
  const { headline, kind, before, reasons } = proposal;
  return (
    <Paper
      withBorder
      p="sm"
      component="article"
      aria-label={headline}
      {...(wished ? { bd: '2px solid var(--mantine-primary-color-filled)' } : {})}
    >
      <Stack gap={6}>
        <Group gap="xs">
          <Badge variant="light">{kind}</Badge>
          {wished && (
            <Badge variant="light" tt="none">
              {proposalCardTexts.wished().text}
            </Badge>
          )}
          <Text size="xs" c="dimmed" className="tabular">
            {proposalSize(proposal, stepUnit)}
          </Text>
        </Group>
        <Text fw={600} size="sm">
          {headline.slice(0, 1).toUpperCase() + headline.slice(1)}
        </Text>
        <TitledLines title={proposalCardTexts.before().text} lines={before} />
        {reasons.length > 0 && (
          <div>
            <UnstyledButton onClick={toggle} aria-expanded={opened} fz="sm" c="dimmed">
              {opened ? '▾' : '▸'} {proposalCardTexts.reasons({ count: reasons.length }).text}
            </UnstyledButton>
            <Collapse expanded={opened}>
              <SentenceList lines={reasons} />
            </Collapse>
          </div>
        )}
        <Allowed scope="admin">
          <Group gap="xs">
            <Button
              size="compact-sm"
              variant={foremost ? 'filled' : 'light'}
              disabled={onAccept === undefined}
              loading={accepting}
              onClick={onAccept}
            >
              {proposalCardTexts.accept().text}
            </Button>
            <Button size="compact-sm" variant="default" onClick={onEdit}>
              {proposalCardTexts.edit().text}
            </Button>
          </Group>
        </Allowed>
        {children}
      </Stack>
    </Paper>
  );
}
