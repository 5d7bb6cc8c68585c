/** Curves of the compared trials on identical axes: all on one chart, or a chart for each trial. */
import { SimpleGrid, Stack, Switch, Text, useComputedColorScheme } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { defineTexts } from '@attune/core/texts';
import { read } from '../../api/queries.ts';
import { signal } from '../../api/signal.ts';
import { CurveChart } from '../../curves/curve-chart.tsx';
import { CurveControls } from '../../curves/curve-controls.tsx';
import { metricCharts, usualMetrics } from '../../curves/metric-charts.ts';
import { limitsOf, sceneOf, xAxisOf, type DrawnTrial } from '../../curves/scene-of.ts';
import type { Scene } from '../../curves/scene.ts';
import { useCurves } from '../../curves/use-curves.ts';
import { xLabel } from '../../curves/x-label.ts';
import { PageError } from '../../parts/page-error.tsx';
import { Section } from '../../parts/section.tsx';
import type { Shown } from '../trial/shown.ts';
import type { ChangeCompareSearch } from './compare-search.ts';
import type { CompareSearch } from './compare-search.ts';

export const compareCurvesTexts = defineTexts('dashboard-compare-curves', {
  title: 'Curves on identical axes',
  apart: 'Side by side',
  of: 'trial {trial}: {metric}',
});

export interface CompareCurvesProps {
  readonly shown: readonly Shown[];
  readonly search: CompareSearch;
  readonly change: ChangeCompareSearch;
}

interface Panel {
  readonly name: string;
  readonly title: string | null;
  readonly scene: Scene;
}

export function CompareCurves({ shown, search, change }: CompareCurvesProps) {
  const scheme = useComputedColorScheme('light');
  const [pointed] = useState(() => signal<number | null>(null));
  const { data: project } = useQuery(read('GET /project', {}));
  const round = shown[0]?.trial.round ?? 0;
  const { data: reported } = useQuery({ ...read('GET /rounds/{round}/metrics', { round }), enabled: round > 0 });
  const trials = useMemo(
    () =>
      shown.map(({ trial: { trial, status } }, place): DrawnTrial => {
        return { trial, role: 'front', place, running: status === 'running', feasible: status !== 'infeasible' };
      }),
    [shown],
  );
  const metrics = useMemo(() => {
    const seen = [...new Set(shown.flatMap((one) => one.metrics.map(({ metric }) => metric)))];
    return search.metrics ?? usualMetrics(shown[0]?.metric ?? '', seen);
  }, [shown, search.metrics]);
  const numbers = trials.map(({ trial }) => trial);
  const running = trials.filter((one) => one.running).map(({ trial }) => trial);
  const { by = 'step', from, to, apart = false } = search;
  const within = from === undefined || to === undefined ? null : { from, to };
  const { lines, error } = useCurves({ trials: numbers, front: numbers, running, metrics, by, within });
  const [unit, last] = [project?.stepUnit ?? 'step', project?.maxSteps ?? 1];
  const scenes = useMemo(() => {
    const x = xAxisOf(lines, search, { label: xLabel(by, unit), last });
    return metricCharts(metrics).flatMap((chart): readonly Panel[] => {
      const direction = reported?.metrics.find(({ metric }) => metric === chart.metrics[0])?.direction ?? null;
      const parts = { chart, lines, trials, settings: search, x, direction, scheme };
      if (!apart) return [{ name: chart.name, title: null, scene: sceneOf(parts) }];
      const limits = limitsOf(parts);
      return trials.map((one) => ({
        name: `${chart.name} ${one.trial}`,
        title: compareCurvesTexts.of({ trial: one.trial, metric: chart.name }).text,
        scene: sceneOf({ ...parts, trials: [one], ...(limits === null ? {} : { limits }) }),
      }));
    });
  }, [lines, trials, metrics, search, by, unit, last, reported, apart, scheme]);
  return (
    <Section
      title={compareCurvesTexts.title().text}
      actions={
        <Switch
          size="sm"
          label={compareCurvesTexts.apart().text}
          checked={apart}
          onChange={({ currentTarget: { checked } }) => change({ apart: checked ? true : undefined })}
        />
      }
    >
      <Stack gap="sm">
        <CurveControls settings={search} stepUnit={unit} change={change} />
        {error !== null && <PageError error={error} />}
        <SimpleGrid cols={{ base: 1, md: scenes.length > 1 ? 2 : 1, xl: apart ? 3 : scenes.length > 1 ? 2 : 1 }}>
          {scenes.map(({ name, title, scene }) => (
            <div key={name}>
              {title !== null && (
                <Text size="sm" fw={600}>
                  {title}
                </Text>
              )}
              <CurveChart
                scene={scene}
                height={apart ? 260 : 380}
                pointed={pointed}
                onZoom={(low, high) => change({ from: Number(low.toPrecision(5)), to: Number(high.toPrecision(5)) })}
                onWhole={() => change({ from: undefined, to: undefined })}
              />
            </div>
          ))}
        </SimpleGrid>
      </Stack>
    </Section>
  );
}
