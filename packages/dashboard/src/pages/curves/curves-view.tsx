/** The choices of the page, the trials that follow from them, and their charts. */
import { Box, Stack, Text } from '@mantine/core';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Api } from '@attune/client';
import { defineTexts } from '@attune/core/texts';
import { read } from '../../api/queries.ts';
import { CurveControls } from '../../curves/curve-controls.tsx';
import { usualMetrics } from '../../curves/metric-charts.ts';
import { useChosen } from '../../selection/selection-context.ts';
import { chooseTrials, isEmpty } from './choose-trials.ts';
import { CurvesCharts } from './curves-charts.tsx';
import { CurvesChoice } from './curves-choice.tsx';
import { CurvesEmpty } from './curves-empty.tsx';
import type { ChangeSearch } from './curves-search.ts';
import type { Round } from '../../parts/listed-round.ts';
import type { Metric } from './reported-metric.ts';
import { usualBest, type CurvesSearch } from './curves-search.ts';
import { tableTrials, type Table } from './table-trials.ts';

export const curvesViewTexts = defineTexts('dashboard-curves-view', {
  some: '{shown} of {count} trials are drawn: the best, what runs, and an even choice of the others',
});

export interface CurvesViewProps {
  readonly all: readonly Round[];
  readonly chosen: readonly Round[];
  readonly search: CurvesSearch;
  readonly change: ChangeSearch;
}

export function CurvesView({ all, chosen, search, change }: CurvesViewProps) {
  const { data: project } = useQuery(read('GET /project', {}));
  const tables = useQueries({
    queries: chosen.map(({ round }) => read('GET /rounds/{round}/table', { round })),
    combine: combineTables,
  });
  const reported = useQueries({
    queries: chosen.map(({ round }) => read('GET /rounds/{round}/metrics', { round })),
    combine: combineMetrics,
  });
  const selected = useChosen();
  const { which = 'all', best = usualBest, alone = false } = search;
  const last = chosen.at(-1);
  const trials = useMemo(() => tables.flatMap(tableTrials), [tables]);
  const drawn = useMemo(() => {
    const direction = chosen.at(-1)?.objective.direction ?? 'minimize';
    return chooseTrials(trials, { which, best, selected, withBaseline: !alone, direction });
  }, [trials, which, best, selected, alone, chosen]);
  const names = useMemo(() => reported.map(({ metric }) => metric), [reported]);
  const usual = last === undefined ? [] : usualMetrics(last.objective.metric, names);
  const empty = tables.length === chosen.length && isEmpty(trials, drawn.trials, which);
  const stepUnit = project?.stepUnit ?? 'step';
  const some = statusText(drawn.trials.length, drawn.available);
  return (
    <Stack gap="sm">
      <CurvesChoice
        all={all}
        chosen={chosen}
        metrics={names}
        shown={search.metrics ?? usual}
        search={search}
        change={change}
      />
      <div>
        <CurveControls settings={search} stepUnit={stepUnit} change={change} />
        <Text size="sm" c="dimmed" mt={some === '' ? 0 : 'sm'} role="status">
          {some}
        </Text>
      </div>
      <Box mih={480}>
        {empty ? (
          <CurvesEmpty which={which} others={trials.some(({ begun }) => begun)} change={change} />
        ) : (
          <CurvesCharts
            metrics={search.metrics ?? usual}
            directions={reported}
            table={trials}
            drawn={drawn.trials}
            settings={search}
            axis={{ unit: stepUnit, last: Math.max(0, ...chosen.map(({ maxSteps }) => maxSteps)) }}
            change={change}
          />
        )}
      </Box>
    </Stack>
  );
}

function statusText(shown: number, count: number): string {
  return shown < count ? curvesViewTexts.some({ shown, count }).text : '';
}

function combineTables(results: readonly { readonly data: Table | undefined }[]): readonly Table[] {
  return results.flatMap(({ data }) => data ?? []);
}

function combineMetrics(
  results: readonly { readonly data: Api['GET /rounds/{round}/metrics']['result'] | undefined }[],
): readonly Metric[] {
  const found = new Map<string, Metric>();
  for (const { data } of results) {
    for (const one of data?.metrics ?? []) if (!found.has(one.metric)) found.set(one.metric, one);
  }
  return [...found.values()];
}
