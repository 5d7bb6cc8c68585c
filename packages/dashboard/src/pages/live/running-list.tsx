/** The trials that run now. */
import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Api } from '@attune/client';
import { read } from '../../api/queries.ts';
import { useLivePoints } from '../../api/use-live-points.ts';
import { RunningTrial } from './running-trial.tsx';

/** Points of a small curve. */
const points = 160;
/** Of trials whose curves are read. */
const mostCurves = 200;

export function RunningList({ status }: { readonly status: Api['GET /status']['result'] }) {
  const { running, objective, stepUnit } = status;
  const { metric } = objective;
  const trials = running.map(({ trial }) => trial);
  const about = useQuery(read('GET /trials', { status: ['running'] }));
  const curves = useQuery(read('GET /curves', { trials: trials.slice(0, mostCurves), metrics: [metric], points }));
  const live = useLivePoints(trials, metric);
  const curveOf = new Map(
    curves.data?.curves.map(({ trial, x, y }) => [trial, { steps: x, values: y.map(Number) }] as const),
  );
  const known = new Map(about.data?.trials.map((trial) => [trial.trial, trial]));
  return (
    <Stack gap="xs">
      {running.map((one) => (
        <RunningTrial
          key={one.trial}
          running={one}
          study={known.get(one.trial)?.study ?? ''}
          baseline={known.get(one.trial)?.baseline ?? false}
          metric={metric}
          stepUnit={stepUnit}
          curve={curveOf.get(one.trial)}
          live={live.get(one.trial)}
        />
      ))}
    </Stack>
  );
}
