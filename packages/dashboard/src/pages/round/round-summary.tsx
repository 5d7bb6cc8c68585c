/** The answer first: the verdict, how far the round is, and what its conclusions hold for. */
import { Badge, Group, Loader, Paper, Progress, Text } from '@mantine/core';
import { defineTexts } from '@attune/core/texts';
import type { Api } from '@attune/client';
import { valueText } from '../../parts/number-text.ts';
import { sentence } from './sentence.ts';
import classes from './round-page.module.css';

export const roundSummaryTexts = defineTexts('dashboard-round-summary', {
  label: 'Verdict',
  ended: '{ended} of {planned} {planned|trial|trials} ended',
  feasible: '{count} feasible',
  infeasible: '{count} infeasible',
  censored: '{count} cut short',
  failed: '{count} failed',
  pending: '{count} not ended',
  analysing: 'newer results are being analysed',
  caveat: 'Holds for {list}, which {count|was|were} fixed.',
});

type RoundReport = Api['GET /rounds/{round}/report']['result'];

export interface RoundSummaryProps {
  readonly report: RoundReport['report'];
  readonly analysing: boolean;
}

const counted = ['feasible', 'infeasible', 'censored', 'failed', 'pending'] as const;

export function RoundSummary({ report, analysing }: RoundSummaryProps) {
  const { status, verdict, caveats } = report;
  const list = caveats.map(({ hyperparameter, value }) => `${hyperparameter} = ${valueText(value)}`).join(', ');
  return (
    <Paper
      withBorder
      p="md"
      mb="lg"
      className={classes['verdict']}
      component="section"
      aria-label={roundSummaryTexts.label().text}
    >
      <Text size="lg" fw={600} style={{ overflowWrap: 'anywhere' }}>
        {sentence(verdict)}
      </Text>
      <Group gap="xs" mt="xs">
        <Text size="sm" c="dimmed" className="tabular">
          {roundSummaryTexts.ended({ ended: status.ended, planned: status.planned }).text}
        </Text>
        {counted.map(
          (kind) =>
            status.counts[kind] > 0 && (
              <Badge key={kind} variant="default" tt="none">
                {roundSummaryTexts[kind]({ count: status.counts[kind] }).text}
              </Badge>
            ),
        )}
        {analysing && (
          <Group gap={6} role="status">
            <Loader size={12} />
            <Text size="sm" c="dimmed">
              {roundSummaryTexts.analysing().text}
            </Text>
          </Group>
        )}
      </Group>
      {status.kind === 'running' && (
        <Progress
          mt="xs"
          size="sm"
          value={(100 * status.ended) / Math.max(1, status.planned)}
          aria-label={roundSummaryTexts.ended({ ended: status.ended, planned: status.planned }).text}
        />
      )}
      {caveats.length > 0 && (
        <Text size="sm" c="dimmed" mt="xs">
          {roundSummaryTexts.caveat({ list, count: caveats.length }).text}
        </Text>
      )}
    </Paper>
  );
}
