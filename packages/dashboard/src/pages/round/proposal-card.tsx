/** One proposed round: what it does, how many runs it means, why, and the ways to have it. */
import { Badge, Button, Group, List, Paper, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { defineTexts } from '@attune/core/texts';
import type { Api } from '@attune/client';
import { Allowed } from '../../parts/allowed.tsx';
import { CommandLine } from '../../parts/command-line.tsx';
import { proposalSize } from '../../parts/proposal-size.ts';
import { Sentence } from '../../parts/sentence.tsx';

export const proposalCardTexts = defineTexts('dashboard-proposal', {
  accept: 'Accept and start',
  edit: 'Edit first',
  before: 'First:',
  why: 'Why',
  wished: 'Does what the finding asks for',
});

export type Proposal = Api['GET /next']['result']['proposals'][number];

export interface ProposalCardProps {
  readonly proposal: Proposal;
  /** From 1. */
  readonly number: number;
  readonly stepUnit: string;
  /** Whether it does what the finding asks for that led here. */
  readonly wished: boolean;
  /** Undefined where no round can be started now. */
  readonly onAccept: (() => void) | undefined;
  readonly accepting: boolean;
}

export function ProposalCard({ proposal, number, stepUnit, wished, onAccept, accepting }: ProposalCardProps) {
  const { headline, file, before, reasons } = proposal;
  return (
    <Paper
      withBorder
      p="sm"
      component="article"
      {...(wished ? { bd: '2px solid var(--mantine-primary-color-filled)' } : {})}
    >
      {wished && (
        <Badge variant="light" mb={4} tt="none">
          {proposalCardTexts.wished().text}
        </Badge>
      )}
      <Text fw={600} size="sm">
        {headline.slice(0, 1).toUpperCase() + headline.slice(1)}
      </Text>
      <Text size="xs" c="dimmed" className="tabular">
        {proposalSize(proposal, stepUnit)}
      </Text>
      <Lines title={proposalCardTexts.before().text} lines={before} />
      <Lines title={proposalCardTexts.why().text} lines={reasons} />
      <Allowed scope="admin">
        <Group gap="xs" my="xs">
          <Button size="compact-sm" disabled={onAccept === undefined} loading={accepting} onClick={onAccept}>
            {proposalCardTexts.accept().text}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            renderRoot={(props) => <Link {...props} to="/" search={{ edit: file.split('/').at(-1) ?? file }} />}
          >
            {proposalCardTexts.edit().text}
          </Button>
        </Group>
      </Allowed>
      <CommandLine command={`attune next --write ${number}`} />
    </Paper>
  );
}

export function Lines({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <div>
      <Text size="sm" c="dimmed">
        {title}
      </Text>
      <List size="sm" spacing={2}>
        {lines.map((line) => (
          <List.Item key={line} style={{ overflowWrap: 'anywhere' }}>
            <Sentence text={line} />
          </List.Item>
        ))}
      </List>
    </div>
  );
}
