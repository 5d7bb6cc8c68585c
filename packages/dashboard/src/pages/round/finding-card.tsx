/** One finding beside its figure: what, how sure, why, which trials show it, and what can be done. */
import { Anchor, Badge, Button, Group, Paper, Stack, Text, Title, type MantineColor } from '@mantine/core';
import { defineTexts } from '@attune/core/texts';
import { Hint } from '../../parts/hint.tsx';
import { useSelection } from '../../selection/selection-context.ts';
import { confidenceWords } from './confidence-words.ts';
import { EvidenceNumbers } from './evidence-numbers.tsx';
import type { Analysis } from './figure-read.ts';
import type { Finding } from './finding.ts';
import { FindingAction } from './finding-action.tsx';
import { RoundFigure } from './round-figure.tsx';
import { opening, sentence } from './sentence.ts';
import classes from './round-page.module.css';

export const findingCardTexts = defineTexts('dashboard-finding', {
  warning: 'Warning',
  advice: 'Advice',
  note: 'Note',
  trials: 'Show its {count|trial|trials}: {trials}',
  also: 'With it: {headline}',
  figure: 'See its figure above',
});

const colours: Readonly<Record<Finding['severity'], MantineColor>> = { warning: 'red', advice: 'blue', note: 'gray' };

export interface FindingCardProps {
  readonly finding: Finding;
  /** That it is of. */
  readonly analysis: Analysis;
  /** Whether its figure stands here; else an earlier finding has it. */
  readonly drawn: boolean;
}

export function FindingCard({ finding, analysis, drawn }: FindingCardProps) {
  const { code, severity, confidence, headline, explanation, evidence, advice, also = [] } = finding;
  const selection = useSelection();
  const sure = confidenceWords(severity, confidence);
  return (
    <Paper withBorder p="md" component="article" className={classes['finding']} data-drawn={drawn || undefined}>
      <Stack gap="xs" miw={0}>
        <Group gap="xs">
          <Badge variant="light" color={colours[severity]}>
            {findingCardTexts[severity]().text}
          </Badge>
          <Text size="xs" c="dimmed">
            {code}
          </Text>
          {sure !== null && (
            <Hint label={sure.about} width={320}>
              {(target) => (
                <Text {...target} size="xs" c="dimmed" tabIndex={0}>
                  {sure.words}
                </Text>
              )}
            </Hint>
          )}
        </Group>
        <Title order={3} size="h5" style={{ overflowWrap: 'anywhere' }}>
          {opening(headline)}
        </Title>
        {explanation.map((message) => (
          <Text key={message.text} size="sm" style={{ overflowWrap: 'anywhere' }}>
            {sentence(message)}
          </Text>
        ))}
        {advice !== undefined && (
          <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
            {sentence(advice)}
          </Text>
        )}
        <Group gap="xs">
          <FindingAction finding={finding} />
          {evidence.trials.length > 0 && (
            <Button
              size="compact-sm"
              variant="default"
              className={classes['long']}
              onClick={() => selection.set(evidence.trials)}
            >
              {findingCardTexts.trials({ count: evidence.trials.length, trials: fewOf(evidence.trials) }).text}
            </Button>
          )}
        </Group>
        {evidence.figure !== undefined && !drawn && (
          <Anchor size="sm" href={`#figure-${evidence.figure}`}>
            {findingCardTexts.figure().text}
          </Anchor>
        )}
        {also.map((one) => (
          <details key={`${one.code} ${one.headline.text}`} className={classes['folded']}>
            <summary>{findingCardTexts.also({ headline: one.headline.text }).text}</summary>
            {one.explanation.map((message) => (
              <Text key={message.text} size="sm" mt={4}>
                {sentence(message)}
              </Text>
            ))}
            {one.advice !== undefined && (
              <Text size="sm" fw={600} mt={4}>
                {sentence(one.advice)}
              </Text>
            )}
          </details>
        ))}
        <EvidenceNumbers numbers={evidence.numbers} />
      </Stack>
      {drawn && evidence.figure !== undefined && <RoundFigure id={evidence.figure} analysis={analysis} />}
    </Paper>
  );
}

/** The first few; how many more. */
function fewOf(trials: readonly number[]): string {
  const rest = trials.length - most;
  return rest > 0 ? `${trials.slice(0, most).join(', ')} + ${rest}` : trials.join(', ');
}

const most = 5;
