/** Small multiples: a chart for each metric or pair of metrics, with one axis and one legend for all. */
import { SimpleGrid, Stack, useComputedColorScheme } from '@mantine/core';
import { useMemo, useState } from 'react';
import { signal } from '../../api/signal.ts';
import { CurveChart } from '../../curves/curve-chart.tsx';
import { CurveLegend, type LegendEntry } from '../../curves/curve-legend.tsx';
import type { CurveSettings } from '../../curves/curve-settings.ts';
import { metricCharts } from '../../curves/metric-charts.ts';
import { sceneOf, xAxisOf, type DrawnTrial } from '../../curves/scene-of.ts';
import { useCurves } from '../../curves/use-curves.ts';
import { xLabel } from '../../curves/x-label.ts';
import { numberText } from '../../parts/number-text.ts';
import { PageError } from '../../parts/page-error.tsx';
import { useChosen, useSelection } from '../../selection/selection-context.ts';
import type { TableTrial } from './choose-trials.ts';
import type { ChangeSearch } from './curves-search.ts';
import type { Metric } from './reported-metric.ts';

export interface CurvesChartsProps {
  readonly metrics: readonly string[];
  readonly directions: readonly Metric[];
  readonly table: readonly TableTrial[];
  readonly drawn: readonly DrawnTrial[];
  readonly settings: CurveSettings;
  readonly axis: { readonly unit: string; readonly last: number };
  readonly change: ChangeSearch;
}

export function CurvesCharts({ metrics, directions, table, drawn, settings, axis, change }: CurvesChartsProps) {
  const scheme = useComputedColorScheme('light');
  const selection = useSelection();
  const selected = useChosen();
  const [pointed] = useState(() => signal<number | null>(null));
  const { by = 'step', from, to } = settings;
  const { lines, error } = useCurves({
    trials: drawn.map(({ trial }) => trial),
    front: drawn.filter(({ role }) => role !== 'behind').map(({ trial }) => trial),
    running: drawn.filter(({ running }) => running).map(({ trial }) => trial),
    metrics,
    by,
    within: from === undefined || to === undefined ? null : { from, to },
  });
  const scenes = useMemo(() => {
    const x = xAxisOf(lines, settings, { label: xLabel(by, axis.unit), last: axis.last });
    return metricCharts(metrics).map((chart) => {
      const direction = directions.find(({ metric }) => metric === chart.metrics[0])?.direction ?? null;
      return { name: chart.name, scene: sceneOf({ chart, lines, trials: drawn, settings, x, direction, scheme }) };
    });
  }, [lines, drawn, metrics, settings, by, axis.unit, axis.last, directions, scheme]);

  const toggle = (trial: number): void => selection.toggle([trial]);
  const zoom = (low: number, high: number): void =>
    change({ from: rounded(low, high - low), to: rounded(high, high - low) });
  const entries = legendOf(drawn, table, selected);
  const behind = drawn.filter(({ role }) => role === 'behind').length;
  return (
    <Stack gap="xs">
      {error !== null && <PageError error={error} />}
      <CurveLegend entries={entries} others={behind} scheme={scheme} pointed={pointed} onPick={toggle} />
      <SimpleGrid cols={{ base: 1, md: scenes.length > 1 ? 2 : 1 }} spacing="md">
        {scenes.map(({ name, scene }) => (
          <CurveChart
            key={name}
            scene={scene}
            height={scenes.length > 1 ? 320 : 460}
            pointed={pointed}
            onPick={toggle}
            onZoom={zoom}
            onWhole={() => change({ from: undefined, to: undefined })}
          />
        ))}
      </SimpleGrid>
    </Stack>
  );
}

function legendOf(
  drawn: readonly DrawnTrial[],
  table: readonly TableTrial[],
  selected: ReadonlySet<number>,
): readonly LegendEntry[] {
  const known = new Map(table.map((trial) => [trial.trial, trial]));
  return drawn
    .filter(({ role }) => role !== 'behind')
    .map(({ trial, role, place }) => {
      const { objective = null, baseline = false } = known.get(trial) ?? {};
      const value = objective === null ? '' : numberText(objective);
      return { trial, role, place, about: baseline ? `baseline ${value}` : value, chosen: selected.has(trial) };
    });
}

/** As exact as a pixel is: an address stays short. */
function rounded(value: number, span: number): number {
  const unit = 10 ** Math.floor(Math.log10(span) - 3);
  return Number((Math.round(value / unit) * unit).toPrecision(12));
}
