/** Which trials and rounds are compared. */
import { Group, MultiSelect, TagsInput } from '@mantine/core';
import { defineTexts } from '@attune/core/texts';
import type { ChangeCompareSearch } from './compare-search.ts';
import type { Round } from '../../parts/listed-round.ts';
import { mostCompared, type CompareSearch } from './compare-search.ts';

export const compareChoiceTexts = defineTexts('dashboard-compare-choice', {
  trials: 'Trials',
  add: 'Number, Enter',
  rounds: 'Studies of rounds',
  round: '{round} {name}',
});

export interface CompareChoiceProps {
  readonly all: readonly Round[];
  readonly search: CompareSearch;
  readonly change: ChangeCompareSearch;
}

export function CompareChoice({ all, search: { trials = [], rounds = [] }, change }: CompareChoiceProps) {
  const known = all.flatMap(({ best }) => (best === null ? [] : [String(best.trial)]));
  return (
    <Group gap="sm" align="start">
      <TagsInput
        size="xs"
        label={compareChoiceTexts.trials().text}
        placeholder={compareChoiceTexts.add().text}
        value={trials.map(String)}
        data={[...new Set(known)]}
        maxTags={mostCompared}
        onChange={(values) => {
          const numbers = [...new Set(values.map(Number).filter((one) => Number.isSafeInteger(one) && one > 0))];
          change({ trials: numbers.length === 0 ? undefined : numbers });
        }}
        miw={240}
        maw={560}
      />
      <MultiSelect
        size="xs"
        label={compareChoiceTexts.rounds().text}
        data={all.toReversed().map(({ round, name }) => ({
          value: String(round),
          label: compareChoiceTexts.round({ round, name }).text,
        }))}
        value={rounds.map(String)}
        onChange={(values) => change({ rounds: values.length === 0 ? undefined : values.map(Number) })}
        miw={220}
        maw={480}
      />
    </Group>
  );
}
