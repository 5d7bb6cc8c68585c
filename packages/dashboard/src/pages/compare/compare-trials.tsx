/** Trials side by side: where their configurations differ, how they did, and how to settle which is better. */
import { Alert, Stack, Text } from '@mantine/core';
import { useQueries, useQuery } from '@tanstack/react-query';
import { defineTexts } from '@attune/core/texts';
import { read } from '../../api/queries.ts';
import { equalValues } from '../../parts/equal-values.ts';
import type { Round } from '../../parts/listed-round.ts';
import { numberText } from '../../parts/number-text.ts';
import { Section } from '../../parts/section.tsx';
import type { Shown } from '../trial/shown.ts';
import {
  configurationRows,
  countedObjective,
  settlingPair,
  standings,
  type ComparedTrial,
  type NoiseFloor,
} from './compared.ts';
import { EqualValues } from './equal-values.tsx';
import { secondsOfRun, widestFloor } from './round-runs.ts';
import { SettlePair } from './settle-pair.tsx';
import { TrialsTable } from './trials-table.tsx';

export const compareTrialsTexts = defineTexts('dashboard-compare-trials', {
  title: 'Trials',
  metrics: 'These trials were judged by different metrics ({metrics}): their objectives cannot be compared.',
  floor:
    'Seeds alone: the {seeds} runs of the baseline have a standard deviation of {deviation}; two single runs of one configuration differ by less than {difference} 95 times in 100.',
  noFloor: 'No baseline of these rounds was run with two seeds or more: what seeds alone bring about is not known.',
});

export interface CompareTrialsProps {
  readonly shown: readonly Shown[];
  readonly rounds: readonly Round[];
}

export function CompareTrials({ shown, rounds }: CompareTrialsProps) {
  const { data: project } = useQuery(read('GET /project', {}));
  const own = rounds.filter(({ round }) => shown.some(({ trial }) => trial.round === round));
  const tables = useQueries({
    queries: own.map(({ round }) => read('GET /rounds/{round}/table', { round })),
    combine: (results) => results.flatMap(({ data }) => data ?? []),
  });
  const metrics = [...new Set(shown.map(({ metric }) => metric))];
  const direction = own[0]?.objective.direction ?? 'minimize';
  const trials = shown.map(({ trial: one }): ComparedTrial => {
    return { trial: one.trial, configuration: one.configuration, objective: countedObjective(one) };
  });
  const order = project?.hyperparameters.map(({ name }) => name) ?? [];
  const { differing, equal } = configurationRows(trials, order);
  const floor = widestFloor(tables);
  const comparable = metrics.length === 1;
  const standing = comparable ? standings(trials, direction, floor) : null;
  const pair = comparable && differing.length > 0 ? settlingPair(trials, direction) : null;
  const configurationOf = (one: number) => trials.find(({ trial }) => trial === one)?.configuration ?? {};
  return (
    <Section title={compareTrialsTexts.title().text}>
      <Stack gap="sm">
        {!comparable && (
          <Alert color="yellow">{compareTrialsTexts.metrics({ metrics: metrics.join(', ') }).text}</Alert>
        )}
        <TrialsTable shown={shown} differing={differing} standing={standing} />
        <EqualValues rows={equal} />
        {comparable && shown.length > 1 && (
          <Text size="sm" c="dimmed" maw={900}>
            {floorText(floor)}
          </Text>
        )}
        {pair !== null && project !== undefined && (
          <SettlePair
            key={pair.join(' ')}
            candidate={pair[0]}
            other={pair[1]}
            againstBaseline={equalValues(configurationOf(pair[1]), project.baseline)}
            secondsOfRun={secondsOfRun(tables, own, project.maxSteps)}
            slots={project.slots}
          />
        )}
      </Stack>
    </Section>
  );
}

function floorText(floor: NoiseFloor | null): string {
  if (floor === null) return compareTrialsTexts.noFloor().text;
  const { seeds, deviation, difference } = floor;
  return compareTrialsTexts.floor({
    seeds,
    deviation: numberText(deviation, 3),
    difference: numberText(difference, 3),
  }).text;
}
