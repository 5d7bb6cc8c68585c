/** The answer first: the verdict, how far the round is, what failed, and what its conclusions hold for. */
import { Badge, Group, Loader, Paper, Progress, Text, UnstyledButton } from '@mantine/core';
import { defineTexts } from '@attune/core/texts';
import type { Api } from '@attune/client';
import type { Round } from '../../parts/listed-round.ts';
import { valueText } from '../../parts/number-text.ts';
import { verdictWords } from '../../parts/verdict-words.ts';
import { sentence } from './sentence.ts';
import { useChangeSearch, useRoundSearch } from './use-round-search.ts';
import classes from './round-page.module.css';

export const roundSummaryTexts = defineTexts('dashboard-round-summary', {
  label: 'Verdict',
  ended: '{ended} of {planned} {planned|trial|trials} ended',
  feasible: '{count} feasible',
  infeasible: '{count} infeasible',
  censored: '{count} cut short',
  failed: '{count} failed',
  completed: '{count} completed',
  stopped: '{count} stopped',
  running: '{count} running',
  waiting: '{count} waiting',
  paused: '{count} paused',
  filter: 'Show these trials in the table',
  analysing: 'newer results are being analysed',
  caveat: 'Holds for {list}, which {count|was|were} fixed.',
});

type RoundReport = Api['GET /rounds/{round}/report']['result'];

export interface RoundSummaryProps {
  readonly report: RoundReport['report'];
  /** As it stands now. */
  readonly live: Round;
  readonly analysing: boolean;
  /** Whether trials have ended since the report. */
  readonly behind: boolean;
}

const judged = ['feasible', 'infeasible', 'censored', 'failed'] as const;
const ended = ['completed', 'infeasible', 'failed', 'stopped'] as const;
const open = ['running', 'waiting', 'paused'] as const;

export function RoundSummary({ report, live, analysing, behind }: RoundSummaryProps) {
  const { status, verdict, caveats } = report;
  const { trials, planned } = live;
  const counts = [
    ...(behind
      ? ended.map((kind) => ({ kind, count: trials[kind] ?? 0, filter: `status:${kind}` }))
      : judged.map((kind) => ({ kind, count: status.counts[kind], filter: `outcome:${kind}` }))),
    ...open.map((kind) => ({ kind, count: trials[kind] ?? 0, filter: `status:${kind}` })),
  ];
  const shown = useRoundSearch('filter');
  const change = useChangeSearch();
  const show = (filter: string) => {
    change({ filter: filter === shown ? undefined : filter });
    if (filter !== shown) document.getElementById('trials')?.scrollIntoView();
  };
  const progress = roundSummaryTexts.ended({ ended: live.ended, planned }).text;
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
        {verdictWords(status.ended, sentence(verdict), behind)}
      </Text>
      <Group gap="xs" mt="xs">
        <Text size="sm" c="dimmed" className="tabular">
          {progress}
        </Text>
        {counts.map(
          ({ kind, count, filter }) =>
            count > 0 && (
              <UnstyledButton
                key={kind}
                title={roundSummaryTexts.filter().text}
                aria-pressed={filter === shown}
                onClick={() => show(filter)}
              >
                <Badge variant={filter === shown ? 'filled' : 'default'} tt="none" style={{ cursor: 'pointer' }}>
                  {roundSummaryTexts[kind]({ count }).text}
                </Badge>
              </UnstyledButton>
            ),
        )}
        {(analysing || behind) && (
          <Group gap={6} role="status">
            <Loader size={12} />
            <Text size="sm" c="dimmed">
              {roundSummaryTexts.analysing().text}
            </Text>
          </Group>
        )}
      </Group>
      {status.failures !== null && !behind && (
        <Text size="sm" mt="xs" style={{ overflowWrap: 'anywhere' }}>
          {sentence(status.failures)}
        </Text>
      )}
      {live.status === 'running' && (
        <Progress mt="xs" size="sm" value={(100 * live.ended) / Math.max(1, planned)} aria-label={progress} />
      )}
      {caveats.length > 0 && !behind && (
        <Text size="sm" c="dimmed" mt="xs">
          {roundSummaryTexts.caveat({ list, count: caveats.length }).text}
        </Text>
      )}
    </Paper>
  );
}
