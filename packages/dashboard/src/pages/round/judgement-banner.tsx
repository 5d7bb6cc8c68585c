/** Says that the page does not judge as the round ran: by another metric, or with trials kept feasible; and takes it back. */
import { Alert, Button, Group, Text } from '@mantine/core';
import { defineTexts } from '@attune/core/texts';
import { readRanges } from '../../selection/ranges.ts';
import { useChangeSearch, useRoundSearch } from './use-round-search.ts';

export const judgementTexts = defineTexts('dashboard-judgement', {
  valid: 'Judged by another objective',
  invalid: 'Judged by another objective: not valid as evidence',
  other: 'Judged by {objective}',
  kept: '{count} {count|trial|trials} judged feasible by you',
  keptAbout:
    'The rules for outliers and chance would call {count|it|them} infeasible: {trials}. This holds for this page and its address alone.',
  back: 'Judge as the round ran',
});

/** The server's statement on another objective, in whole sentences. */
export interface ObjectiveChange {
  readonly valid: boolean;
  readonly statement: readonly string[];
}

export function JudgementBanner({ objectiveChange }: { readonly objectiveChange: ObjectiveChange | null }) {
  const change = useChangeSearch();
  const kept = readRanges(useRoundSearch('keep') ?? '');
  const objective = useRoundSearch('objective');
  return (
    <>
      {objective !== undefined && (
        <Alert mb="md" {...lookOf(objective, objectiveChange)}>
          {objectiveChange?.statement.map((line) => (
            <Text key={line} size="sm">
              {line}
            </Text>
          ))}
          <Button size="compact-sm" variant="light" mt="xs" onClick={() => change({ objective: undefined })}>
            {judgementTexts.back().text}
          </Button>
        </Alert>
      )}
      {kept.length > 0 && (
        <Alert mb="md" color="yellow" title={judgementTexts.kept({ count: kept.length }).text}>
          <Group gap="xs">
            <Text size="sm">{judgementTexts.keptAbout({ count: kept.length, trials: kept.join(', ') }).text}</Text>
            <Button size="compact-sm" variant="light" color="yellow" onClick={() => change({ keep: undefined })}>
              {judgementTexts.back().text}
            </Button>
          </Group>
        </Alert>
      )}
    </>
  );
}

function lookOf(objective: string, change: ObjectiveChange | null): { readonly color: string; readonly title: string } {
  if (change === null) return { color: 'blue', title: judgementTexts.other({ objective }).text };
  return change.valid
    ? { color: 'blue', title: judgementTexts.valid().text }
    : { color: 'red', title: judgementTexts.invalid().text };
}
