/** Its processes: when each ran, how it ended, where its files are; checkpoints; and what each metric came to. */
import { Code, ScrollArea, SimpleGrid, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Fragment } from 'react';
import { defineTexts } from '@attune/core/texts';
import { read } from '../../api/queries.ts';
import { duration, minute } from '../../parts/durations.ts';
import { numberText } from '../../parts/number-text.ts';
import { Section } from '../../parts/section.tsx';
import { useKnownNow } from '../../parts/use-now.ts';
import type { Shown } from './shown.ts';

export const trialAttemptsTexts = defineTexts('dashboard-trial-attempts', {
  title: 'Attempts',
  attempt: 'attempt',
  start: 'from the start',
  retry: 'tried again',
  continue: 'continued',
  resumed: '{cause}, from {unit} {step}',
  begun: 'began',
  took: 'took',
  end: 'end',
  running: 'runs',
  directory: 'directory',
  none: 'It has not started.',
  metrics: 'Metrics',
  metric: 'metric',
  points: 'points',
  least: 'least',
  greatest: 'greatest',
  last: 'last',
  at: 'at {step}',
  checkpoints: 'Checkpoints',
});

export function TrialAttempts({ shown }: { readonly shown: Shown }) {
  const { data: project } = useQuery(read('GET /project', {}));
  const now = useKnownNow(1_000);
  const unit = project?.stepUnit ?? 'step';
  const { attempts, metrics, checkpoints } = shown;
  if (attempts.length === 0) {
    return (
      <Section title={trialAttemptsTexts.title().text}>
        <Text size="sm" c="dimmed">
          {trialAttemptsTexts.none().text}
        </Text>
      </Section>
    );
  }
  return (
    <SimpleGrid cols={{ base: 1, lg: metrics.length === 0 ? 1 : 2 }} spacing="lg">
      <Section title={trialAttemptsTexts.title().text}>
        <ScrollArea.Autosize mah={420} scrollbars="xy" type="auto" viewportProps={{ tabIndex: 0 }}>
          <Table fz="sm" verticalSpacing={4} horizontalSpacing={6} className="tabular">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{trialAttemptsTexts.attempt().text}</Table.Th>
                <Table.Th>{trialAttemptsTexts.begun().text}</Table.Th>
                <Table.Th>{trialAttemptsTexts.took().text}</Table.Th>
                <Table.Th>{trialAttemptsTexts.end().text}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {attempts.map(({ number, cause, resumedAt, startedAt, endedAt, outcome, directory }) => (
                <Fragment key={number}>
                  <Table.Tr bd="none">
                    <Table.Td>
                      {number} {causeText(cause, resumedAt, unit)}
                    </Table.Td>
                    <Table.Td>{minute(Date.parse(startedAt))}</Table.Td>
                    <Table.Td>
                      {duration(((endedAt === null ? now : Date.parse(endedAt)) - Date.parse(startedAt)) / 1000)}
                    </Table.Td>
                    <Table.Td>
                      {outcome === null
                        ? trialAttemptsTexts.running().text
                        : [outcome.kind, outcome.message].filter(Boolean).join(': ')}
                    </Table.Td>
                  </Table.Tr>
                  <Table.Tr>
                    <Table.Td colSpan={4} pt={0}>
                      <Code style={{ overflowWrap: 'anywhere' }} title={trialAttemptsTexts.directory().text}>
                        {directory}
                      </Code>
                    </Table.Td>
                  </Table.Tr>
                </Fragment>
              ))}
            </Table.Tbody>
          </Table>
        </ScrollArea.Autosize>
        {checkpoints.length > 0 && (
          <>
            <Text size="sm" fw={600} mt="sm">
              {trialAttemptsTexts.checkpoints().text}
            </Text>
            <ScrollArea.Autosize mah={160} type="auto" viewportProps={{ tabIndex: 0 }}>
              {checkpoints.map(({ step, path }) => (
                <Text key={`${step} ${path}`} size="xs" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
                  {step} {path}
                </Text>
              ))}
            </ScrollArea.Autosize>
          </>
        )}
      </Section>
      {metrics.length > 0 && (
        <Section title={trialAttemptsTexts.metrics().text}>
          <ScrollArea.Autosize mah={420} scrollbars="xy" type="auto" viewportProps={{ tabIndex: 0 }}>
            <Table fz="sm" verticalSpacing={4} horizontalSpacing={6} className="tabular">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{trialAttemptsTexts.metric().text}</Table.Th>
                  <Table.Th ta="right" visibleFrom="xs">
                    {trialAttemptsTexts.points().text}
                  </Table.Th>
                  <Table.Th ta="right">{trialAttemptsTexts.least().text}</Table.Th>
                  <Table.Th ta="right">{trialAttemptsTexts.greatest().text}</Table.Th>
                  <Table.Th ta="right">{trialAttemptsTexts.last().text}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {metrics.map(({ metric, points, min, max, last }) => (
                  <Table.Tr key={metric}>
                    <Table.Td miw={90} style={{ overflowWrap: 'anywhere' }}>
                      {metric}
                    </Table.Td>
                    <Table.Td ta="right" visibleFrom="xs">
                      {points}
                    </Table.Td>
                    <Table.Td ta="right">
                      <Point point={min} />
                    </Table.Td>
                    <Table.Td ta="right">
                      <Point point={max} />
                    </Table.Td>
                    <Table.Td ta="right">
                      <Point point={last} />
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </ScrollArea.Autosize>
        </Section>
      )}
    </SimpleGrid>
  );
}

function causeText(cause: 'start' | 'retry' | 'continue', resumedAt: number | null, unit: string): string {
  const { text } = trialAttemptsTexts[cause]();
  return resumedAt === null ? text : trialAttemptsTexts.resumed({ cause: text, unit, step: resumedAt }).text;
}

interface PointProps {
  readonly point: { readonly step: number; readonly value: number | string } | null;
}

/** Its step below it: three of them stand side by side on a narrow screen. */
function Point({ point }: PointProps) {
  if (point === null) return '–';
  return (
    <>
      {numberText(Number(point.value))}
      <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
        {trialAttemptsTexts.at({ step: point.step }).text}
      </Text>
    </>
  );
}
