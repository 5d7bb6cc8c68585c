/** A proposed round with its reasons: accept it as it is, or edit it first. */
import { Badge, Button, Collapse, Group, List, Paper, Stack, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { defineTexts } from '@attune/core/texts';
import type { Api } from '@attune/client';
import { Allowed } from '../../parts/allowed.tsx';
import { proposalSize } from '../../parts/proposal-size.ts';
import { Sentence } from '../../parts/sentence.tsx';

export const proposalCardTexts = defineTexts('dashboard-proposal-card', {
  accept: 'Accept and start',
  edit: 'Edit',
  before: 'First:',
  reasons: 'Why: {count} {count|reason|reasons}',
});

export type Proposal = Api['GET /next']['result']['proposals'][number];

export interface ProposalCardProps {
  readonly proposal: Proposal;
  /** From 1. */
  readonly rank: number;
  readonly stepUnit: string;
  readonly pending: boolean;
  readonly onAccept: () => void;
  readonly onEdit: () => void;
}

/** From here on there is room for the reasons of the best, pixels. */
const wide = 1100;

export function ProposalCard({ proposal, rank, stepUnit, pending, onAccept, onEdit }: ProposalCardProps) {
  const [opened, { toggle }] = useDisclosure(rank === 1 && window.innerWidth >= wide);
  const { headline, kind, before, reasons } = proposal;
  return (
    <Paper withBorder p="sm" component="article" aria-label={headline}>
      <Stack gap={6}>
        <Group gap="xs">
          <Badge variant="light">{kind}</Badge>
          <Text size="xs" c="dimmed" className="tabular">
            {proposalSize(proposal, stepUnit)}
          </Text>
        </Group>
        <Text fw={600} size="sm">
          {headline.slice(0, 1).toUpperCase() + headline.slice(1)}
        </Text>
        {before.length > 0 && (
          <Text size="sm" component="div">
            {proposalCardTexts.before().text}
            <List size="sm">
              {before.map((one) => (
                <List.Item key={one}>
                  <Sentence text={one} />
                </List.Item>
              ))}
            </List>
          </Text>
        )}
        {reasons.length > 0 && (
          <div>
            <UnstyledButton onClick={toggle} aria-expanded={opened} fz="sm" c="dimmed">
              {opened ? '▾' : '▸'} {proposalCardTexts.reasons({ count: reasons.length }).text}
            </UnstyledButton>
            <Collapse expanded={opened}>
              <List size="sm" spacing={2}>
                {reasons.map((reason) => (
                  <List.Item key={reason} style={{ overflowWrap: 'anywhere' }}>
                    <Sentence text={reason} />
                  </List.Item>
                ))}
              </List>
            </Collapse>
          </div>
        )}
        <Allowed scope="admin">
          <Group gap="xs">
            <Button size="compact-sm" variant={rank === 1 ? 'filled' : 'light'} loading={pending} onClick={onAccept}>
              {proposalCardTexts.accept().text}
            </Button>
            <Button size="compact-sm" variant="default" onClick={onEdit}>
              {proposalCardTexts.edit().text}
            </Button>
          </Group>
        </Allowed>
      </Stack>
    </Paper>
  );
}
