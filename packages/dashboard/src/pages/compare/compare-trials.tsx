/** Configurations that differ, objectives beside the noise floor, and the command that settles which is better. */
import { Accordion, Alert, Anchor, ScrollArea, Stack, Table, Text } from '@mantine/core';
import { useQueries, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { defineTexts } from '@attune/core/texts';
import { read } from '../../api/queries.ts';
import { CommandLine } from '../../parts/command-line.tsx';
import { numberText, valueText } from '../../parts/number-text.ts';
import { StatusBadge } from '../../parts/status-badge.tsx';
import { Section } from '../../parts/section.tsx';
import type { Shown } from '../trial/shown.ts';
import {
  configurationRows,
  noiseFloor,
  settlingPair,
  standings,
  type ComparedTrial,
  type ConfigurationRow,
  type NoiseFloor,
  type Standing,
} from './compared.ts';
import type { Round } from '../../parts/listed-round.ts';
import { TrialSwatch } from './trial-swatch.tsx';

export const compareTrialsTexts = defineTexts('dashboard-compare-trials', {
  title: 'Trials',
  trial: 'trial {trial}',
  differing: 'differs',
  none: 'Their configurations are equal: they differ by seed alone.',
  equal: '{count} equal {count|value|values}',
  status: 'state',
  objective: '{metric}',
  behind: 'behind the best',
  bestStep: 'best step',
  within: 'within noise',
  beyond: 'beyond noise',
  best: 'best',
  metrics: 'These trials were judged by different metrics ({metrics}): their objectives cannot be compared.',
  floor:
    'Noise: the {seeds} runs of the baseline in these rounds have a standard deviation of {deviation}; two single runs of one configuration differ by less than {difference} 95 times in 100.',
  noFloor:
    'Noise is not known: no baseline of these rounds was run with two seeds or more, so differences cannot be judged.',
  lucky:
    'The best of many trials was also lucky: its result is no evidence. Both run again with fresh seeds, until the answer is clear, by:',
});

export interface CompareTrialsProps {
  readonly shown: readonly Shown[];
  readonly rounds: readonly Round[];
}

export function CompareTrials({ shown, rounds }: CompareTrialsProps) {
  const { data: project } = useQuery(read('GET /project', {}));
  const metrics = [...new Set(shown.map(({ metric }) => metric))];
  const own = rounds.filter(({ round }) => shown.some(({ trial }) => trial.round === round));
  const repeated = useQueries({
    queries: own.map(({ round }) => read('GET /rounds/{round}/table', { round })),
    combine: (results) => results.map(({ data }) => data),
  });
  const [first] = own;
  const direction = first?.objective.direction ?? 'minimize';
  const trials = shown.map(({ trial: { trial, configuration, objective } }): ComparedTrial => ({
    trial,
    configuration,
    objective,
  }));
  const order = project?.hyperparameters.map(({ name }) => name) ?? [];
  const { differing, equal } = configurationRows(trials, order);
  const floors = repeated.flatMap((table) => {
    if (table === undefined) return [];
    const feasible = table.outcomes.indexOf('feasible');
    const values = table.trial.flatMap((_, row) => {
      const value = table.objectiveValue[row] ?? null;
      return table.baseline[row] === true && table.outcome[row] === feasible && value !== null ? [value] : [];
    });
    return noiseFloor(values) ?? [];
  });
  // Of several rounds the widest: no difference is called real that one of them would call noise.
  const floor = floors.toSorted((a, b) => b.difference - a.difference)[0] ?? null;
  const comparable = metrics.length === 1;
  const standing = standings(trials, direction, floor);
  const pair = settlingPair(trials, direction);
  return (
    <Section title={compareTrialsTexts.title().text}>
      <Stack gap="sm">
        {!comparable && (
          <Alert color="yellow">{compareTrialsTexts.metrics({ metrics: metrics.join(', ') }).text}</Alert>
        )}
        <ScrollArea scrollbars="x" viewportProps={{ tabIndex: 0 }}>
          <Table fz="sm" verticalSpacing={4} className="tabular" miw={180 + 130 * trials.length}>
            <Table.Thead>
              <Table.Tr>
                <Table.Td />
                {trials.map(({ trial }, place) => (
                  <Table.Th key={trial} ta="right">
                    <TrialSwatch place={place} />{' '}
                    <Anchor
                      size="sm"
                      renderRoot={(props) => <Link {...props} to="/trials/$trial" params={{ trial: String(trial) }} />}
                    >
                      {compareTrialsTexts.trial({ trial }).text}
                    </Anchor>
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {differing.map((row) => (
                <ValueRow key={row.hyperparameter} row={row} />
              ))}
              {differing.length === 0 && (
                <Table.Tr>
                  <Table.Td colSpan={trials.length + 1}>{compareTrialsTexts.none().text}</Table.Td>
                </Table.Tr>
              )}
              <OutcomeRows shown={shown} standing={standing} comparable={comparable} />
            </Table.Tbody>
          </Table>
        </ScrollArea>
        {equal.length > 0 && (
          <Accordion variant="contained">
            <Accordion.Item value="equal">
              <Accordion.Control>
                <Text size="sm">{compareTrialsTexts.equal({ count: equal.length }).text}</Text>
              </Accordion.Control>
              <Accordion.Panel>
                <Table fz="sm" verticalSpacing={2} maw={480}>
                  <Table.Tbody>
                    {equal.map(({ hyperparameter, values: [value = null] }) => (
                      <ValueRow key={hyperparameter} row={{ hyperparameter, values: [value] }} />
                    ))}
                  </Table.Tbody>
                </Table>
              </Accordion.Panel>
            </Accordion.Item>
          </Accordion>
        )}
        {comparable && pair !== null && (
          <>
            <Text size="sm" c="dimmed" maw={900}>
              {floorText(floor)}
            </Text>
            <Text size="sm" maw={900}>
              {compareTrialsTexts.lucky().text}
            </Text>
            <CommandLine command={`attune compare ${pair[0]}${otherWord(pair[1], trials, project?.baseline)}`} />
          </>
        )}
      </Stack>
    </Section>
  );
}

function ValueRow({ row: { hyperparameter, values } }: { readonly row: ConfigurationRow }) {
  return (
    <Table.Tr>
      <Table.Th fw={400} scope="row">
        {hyperparameter}
      </Table.Th>
      {values.map((value, index) => (
        <Table.Td key={index} ta="right" ff="monospace">
          {valueText(value)}
        </Table.Td>
      ))}
    </Table.Tr>
  );
}

interface OutcomeRowsProps {
  readonly shown: readonly Shown[];
  readonly standing: readonly Standing[];
  readonly comparable: boolean;
}

function OutcomeRows({ shown, standing, comparable }: OutcomeRowsProps) {
  const metric = shown[0]?.metric ?? '';
  return (
    <>
      <Table.Tr>
        <Table.Th scope="row">{compareTrialsTexts.status().text}</Table.Th>
        {shown.map(({ trial: { trial, status } }) => (
          <Table.Td key={trial} ta="right">
            <StatusBadge status={status} />
          </Table.Td>
        ))}
      </Table.Tr>
      <Table.Tr>
        <Table.Th scope="row">{compareTrialsTexts.objective({ metric }).text}</Table.Th>
        {shown.map(({ trial: { trial, objective } }) => (
          <Table.Td key={trial} ta="right" fw={600} ff="monospace">
            {objective === null ? '–' : numberText(objective)}
          </Table.Td>
        ))}
      </Table.Tr>
      <Table.Tr>
        <Table.Th scope="row">{compareTrialsTexts.bestStep().text}</Table.Th>
        {shown.map(({ trial: { trial, bestStep } }) => (
          <Table.Td key={trial} ta="right" ff="monospace">
            {valueText(bestStep)}
          </Table.Td>
        ))}
      </Table.Tr>
      {comparable && shown.length > 1 && (
        <Table.Tr>
          <Table.Th scope="row">{compareTrialsTexts.behind().text}</Table.Th>
          {standing.map((one) => (
            <Table.Td key={one.trial} ta="right">
              {behindText(one)}
            </Table.Td>
          ))}
        </Table.Tr>
      )}
    </>
  );
}

function behindText({ behind, withinNoise }: Standing): string {
  if (behind === null) return '–';
  if (behind === 0) return compareTrialsTexts.best().text;
  const amount = numberText(behind, 3);
  if (withinNoise === null) return amount;
  return `${amount}, ${(withinNoise ? compareTrialsTexts.within() : compareTrialsTexts.beyond()).text}`;
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

/** The baseline of today is what is compared with where nothing is named; only that comparison can be launched. */
function otherWord(
  other: number,
  trials: readonly ComparedTrial[],
  baseline: Readonly<Record<string, unknown>> | undefined,
): string {
  const configuration = trials.find(({ trial }) => trial === other)?.configuration ?? {};
  const names = new Set([...Object.keys(configuration), ...Object.keys(baseline ?? {})]);
  const isBaseline = baseline !== undefined && [...names].every((name) => configuration[name] === baseline[name]);
  return isBaseline ? '' : ` ${other}`;
}
