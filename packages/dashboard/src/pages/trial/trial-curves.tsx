/** The trial's curves, each pair on a chart, over the baseline's and the best trial's; what they show is marked on them. */
import { SimpleGrid, Stack, Text, useComputedColorScheme } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { defineTexts } from '@attune/core/texts';
import { read } from '../../api/queries.ts';
import { signal } from '../../api/signal.ts';
import { CurveChart } from '../../curves/curve-chart.tsx';
import { CurveControls } from '../../curves/curve-controls.tsx';
import { CurveLegend, type LegendEntry } from '../../curves/curve-legend.tsx';
import { metricCharts } from '../../curves/metric-charts.ts';
import { sceneOf, xAxisOf } from '../../curves/scene-of.ts';
import { useCurves } from '../../curves/use-curves.ts';
import { xLabel } from '../../curves/x-label.ts';
import { PageError } from '../../parts/page-error.tsx';
import { Section } from '../../parts/section.tsx';
import { trialsBeside } from './trials-beside.ts';
import type { Shown } from './shown.ts';
import type { ChangeTrialSearch } from './trial-search.ts';
import type { TrialSearch } from './trial-search.ts';

export const trialCurvesTexts = defineTexts('dashboard-trial-curves', {
  title: 'Curves',
  none: 'It has measured nothing.',
  best: 'best of the round',
  baseline: 'baseline',
});

export interface TrialCurvesProps {
  readonly shown: Shown;
  readonly search: TrialSearch;
  readonly change: ChangeTrialSearch;
}

export function TrialCurves({ shown, search, change }: TrialCurvesProps) {
  const { trial, round, status } = shown.trial;
  const scheme = useComputedColorScheme('light');
  const navigate = useNavigate();
  const [pointed] = useState(() => signal<number | null>(null));
  const { data: project } = useQuery(read('GET /project', {}));
  const { data: table } = useQuery(read('GET /rounds/{round}/table', { round }));
  const { data: reported } = useQuery(read('GET /rounds/{round}/metrics', { round }));
  const { data: found } = useQuery(read('GET /trials/{trial}/diagnoses', { trial }));
  const trials = useMemo(() => trialsBeside(table, { trial, running: status === 'running' }), [table, trial, status]);
  const own = useMemo(() => shown.metrics.map(({ metric }) => metric), [shown.metrics]);
  const metrics = useMemo(() => {
    const sorted = own.toSorted((a, b) => before(shown.metric, a) - before(shown.metric, b));
    return search.metrics ?? sorted.slice(0, 20);
  }, [own, shown.metric, search.metrics]);
  const { by = 'step', from, to } = search;
  const { lines, error } = useCurves({
    trials: trials.map((one) => one.trial),
    front: trials.map((one) => one.trial),
    running: trials.filter(({ running }) => running).map((one) => one.trial),
    metrics,
    by,
    within: from === undefined || to === undefined ? null : { from, to },
  });
  const unit = project?.stepUnit ?? 'step';
  const last = project?.maxSteps ?? 1;
  const scenes = useMemo(() => {
    const x = xAxisOf(lines, search, { label: xLabel(by, unit), last });
    const marks = (found?.diagnoses ?? []).map(({ metric, step, name }) => ({ trial, metric, step, label: name }));
    return metricCharts(metrics).map((chart) => {
      const direction = reported?.metrics.find(({ metric }) => metric === chart.metrics[0])?.direction ?? null;
      const parts = { chart, lines, trials, settings: search, x, direction, marks, scheme };
      return { name: chart.name, scene: sceneOf(parts) };
    });
  }, [lines, trials, metrics, search, by, unit, last, reported, found, trial, scheme]);
  const entries = trials.map(({ trial: other, role, place }): LegendEntry => {
    const about =
      role === 'baseline' ? trialCurvesTexts.baseline().text : other === trial ? '' : trialCurvesTexts.best().text;
    return { trial: other, role, place, about, chosen: other === trial };
  });
  if (own.length === 0 && status !== 'running') {
    return (
      <Section title={trialCurvesTexts.title().text}>
        <Text size="sm" c="dimmed">
          {trialCurvesTexts.none().text}
        </Text>
      </Section>
    );
  }
  return (
    <Section
      title={trialCurvesTexts.title().text}
      actions={<CurveControls settings={search} stepUnit={unit} change={change} />}
    >
      <Stack gap="xs">
        {error !== null && <PageError error={error} />}
        <CurveLegend
          entries={entries}
          others={0}
          scheme={scheme}
          pointed={pointed}
          onPick={(other) => void navigate({ to: '/trials/$trial', params: { trial: String(other) } })}
        />
        <SimpleGrid cols={{ base: 1, md: scenes.length > 1 ? 2 : 1 }} spacing="md">
          {scenes.map(({ name, scene }) => (
            <CurveChart
              key={name}
              scene={scene}
              height={300}
              pointed={pointed}
              onZoom={(low, high) => change({ from: Number(low.toPrecision(5)), to: Number(high.toPrecision(5)) })}
              onWhole={() => change({ from: undefined, to: undefined })}
            />
          ))}
        </SimpleGrid>
      </Stack>
    </Section>
  );
}

/** The objective, then what else has a split, then what is logged beside. */
function before(objective: string, metric: string): number {
  return metric === objective ? 0 : metric.includes('/') ? 1 : 2;
}
