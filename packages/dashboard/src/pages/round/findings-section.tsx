/** What was learned: the findings as they are ranked, then what the data could not tell. */
import { List, Stack, Text, Title } from '@mantine/core';
import { defineTexts } from '@attune/core/texts';
import { EmptyState } from '../../parts/empty-state.tsx';
import type { Analysis } from './figure-read.ts';
import type { Finding } from './finding.ts';
import { FindingCard } from './finding-card.tsx';
import { findingNames } from './finding-names.ts';
import { sentence, type Phrase } from './sentence.ts';
import classes from './round-page.module.css';

export const findingsTexts = defineTexts('dashboard-findings', {
  title: 'What was learned',
  none: 'Nothing to report',
  noneAbout: 'The questions asked of this round found nothing to report; below is why each stayed silent.',
  waiting: 'Nothing can be said yet',
  waitingAbout:
    'No trial has a usable result. Findings appear here as trials end; the Curves page shows how those that run are doing.',
  behind: 'The results are being analysed.',
  silent: 'What the data could not tell: {count} {count|question|questions}',
});

export interface FindingsSectionProps {
  readonly findings: readonly Finding[];
  /** That they are of. */
  readonly analysis: Analysis;
  readonly silent: readonly { readonly code: string; readonly reason: Phrase }[];
  /** Figures that a finding's card shows, by the finding's place. */
  readonly drawn: ReadonlyMap<string, number>;
  readonly feasible: number;
  /** Whether trials have ended since. */
  readonly behind: boolean;
  /** Whether a decision stands above, which is what the round was for. */
  readonly decided: boolean;
}

export function FindingsSection(props: FindingsSectionProps) {
  const { findings, analysis, silent, drawn, feasible, behind, decided } = props;
  const names = findingNames(findings);
  const waiting = feasible === 0;
  if (decided && findings.length === 0) return null;
  return (
    <Stack component="section" gap="sm" aria-label={findingsTexts.title().text}>
      <Title order={2} size="h4">
        {findingsTexts.title().text}
      </Title>
      {findings.length === 0 && behind && <Text c="dimmed">{findingsTexts.behind().text}</Text>}
      {findings.length === 0 && !behind && (
        <EmptyState title={(waiting ? findingsTexts.waiting() : findingsTexts.none()).text}>
          {(waiting ? findingsTexts.waitingAbout() : findingsTexts.noneAbout()).text}
        </EmptyState>
      )}
      {findings.map((finding, place) => (
        <FindingCard
          key={names[place]}
          finding={finding}
          analysis={analysis}
          drawn={finding.evidence.figure !== undefined && drawn.get(finding.evidence.figure) === place}
        />
      ))}
      {silent.length > 0 && !behind && (
        <details className={classes['folded']}>
          <summary>{findingsTexts.silent({ count: silent.length }).text}</summary>
          <List size="sm" mt="xs">
            {silent.map(({ code, reason }, place) => (
              <List.Item key={`${code} ${place}`}>
                <Text span inherit c="dimmed">
                  {code}
                </Text>{' '}
                {sentence(reason)}
              </List.Item>
            ))}
          </List>
        </details>
      )}
    </Stack>
  );
}
