/** Judges the round by another metric; the server says whether that is valid. */
import { Group, Select, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { defineTexts } from '@attune/core/texts';
import { read } from '../../api/queries.ts';
import { useChangeSearch, useRoundNumber, useRoundSearch } from './use-round-search.ts';

export const objectiveSwitchTexts = defineTexts('dashboard-objective-switch', {
  judge: 'Judge by',
  minimize: '{metric} (less is better)',
  maximize: '{metric} (more is better)',
});

export function ObjectiveSwitch({ own }: { readonly own: { readonly metric: string; readonly direction: string } }) {
  const round = useRoundNumber();
  const { data } = useQuery(read('GET /rounds/{round}/metrics', { round }));
  const change = useChangeSearch();
  const ran = `${own.metric}:${own.direction}`;
  const objective = useRoundSearch('objective') ?? ran;
  const names = data?.metrics ?? [];
  const choices = names.flatMap(({ metric, direction }) =>
    (direction === null ? (['minimize', 'maximize'] as const) : [direction]).map((way) => ({
      value: `${metric}:${way}`,
      label: objectiveSwitchTexts[way]({ metric }).text,
    })),
  );
  const known = choices.some(({ value }) => value === objective);
  return (
    <Group gap="xs">
      <Text size="xs" c="dimmed" visibleFrom="sm" aria-hidden>
        {objectiveSwitchTexts.judge().text}
      </Text>
      <Select
        size="xs"
        w={280}
        aria-label={objectiveSwitchTexts.judge().text}
        data={known ? choices : [...choices, { value: objective, label: objective }]}
        value={objective}
        allowDeselect={false}
        searchable
        onChange={(value) => change({ objective: value === null || value === ran ? undefined : value })}
      />
    </Group>
  );
}
