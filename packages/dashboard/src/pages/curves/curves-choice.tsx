/** Which rounds, metrics and trials are drawn. */
import { Group, MultiSelect, NumberInput, SegmentedControl, Switch } from '@mantine/core';
import { defineTexts } from '@attune/core/texts';
import type { ChangeSearch } from './curves-search.ts';
import { choices, usualBest, type Choice, type CurvesSearch } from './curves-search.ts';
import type { Round } from '../../parts/listed-round.ts';

export const curvesChoiceTexts = defineTexts('dashboard-curves-choice', {
  rounds: 'Rounds',
  round: '{round} {name}',
  metrics: 'Metrics',
  which: 'Trials',
  all: 'All',
  best: 'Best',
  selected: 'Selected',
  running: 'Running',
  count: 'In colour',
  baseline: 'Baseline',
});

const words: Readonly<Record<Choice, string>> = {
  all: curvesChoiceTexts.all().text,
  best: curvesChoiceTexts.best().text,
  selected: curvesChoiceTexts.selected().text,
  running: curvesChoiceTexts.running().text,
};

export interface CurvesChoiceProps {
  readonly all: readonly Round[];
  readonly chosen: readonly Round[];
  /** Reported ones. */
  readonly metrics: readonly string[];
  readonly shown: readonly string[];
  readonly search: CurvesSearch;
  readonly change: ChangeSearch;
}

export function CurvesChoice({ all, chosen, metrics, shown, search, change }: CurvesChoiceProps) {
  const { which = 'all', best = usualBest, alone = false } = search;
  const known = [...new Set([...metrics, ...shown])];
  return (
    <Group gap="sm" align="end">
      <MultiSelect
        size="xs"
        label={curvesChoiceTexts.rounds().text}
        data={all.toReversed().map(({ round, name }) => ({
          value: String(round),
          label: curvesChoiceTexts.round({ round, name }).text,
        }))}
        value={chosen.map(({ round }) => String(round))}
        onChange={(rounds) => change({ rounds: rounds.length === 0 ? undefined : rounds.map(Number) })}
        miw={200}
        maw={420}
      />
      <MultiSelect
        size="xs"
        label={curvesChoiceTexts.metrics().text}
        data={known}
        value={[...shown]}
        onChange={(chosenMetrics) => change({ metrics: chosenMetrics.length === 0 ? undefined : chosenMetrics })}
        maxValues={20}
        searchable
        miw={240}
        maw={560}
      />
      <SegmentedControl
        size="xs"
        aria-label={curvesChoiceTexts.which().text}
        data={choices.map((value) => ({ value, label: words[value] }))}
        value={which}
        onChange={(value) => change({ which: value === 'all' ? undefined : value })}
      />
      <NumberInput
        size="xs"
        w={90}
        label={curvesChoiceTexts.count().text}
        min={1}
        max={16}
        allowDecimal={false}
        value={best}
        disabled={which === 'selected' || which === 'running'}
        onChange={(value) => change({ best: typeof value === 'number' && value !== usualBest ? value : undefined })}
      />
      <Switch
        size="sm"
        mb={6}
        label={curvesChoiceTexts.baseline().text}
        checked={!alone}
        onChange={({ currentTarget: { checked } }) => change({ alone: checked ? undefined : true })}
      />
    </Group>
  );
}
