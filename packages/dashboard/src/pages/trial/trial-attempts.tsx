/** Its processes: when each ran, how it ended, where its files are; checkpoints; and what each metric came to. */
import { Code, ScrollArea, SimpleGrid, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { defineTexts } from '@attune/core/texts';
import { read } from '../../api/queries.ts';
import { duration, minute } from '../../parts/durations.ts';
import { numberText } from '../../parts/number-text.ts';
import { Section } from '../../parts/section.tsx';
import { useNow } from '../../parts/use-now.ts';
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
  at: '{value} at {step}',
  checkpoints: 'Checkpoints',
});

export function TrialAttempts({ shown }: { readonly shown: Shown }) {
  const { data: project } = useQuery(read('GET /project', {}));
  const now = useNow(1_000);
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
    <SimpleGrid cols={{ base: 1, md: metrics.length === 0 ? 1 : 2 }} spacing="lg">
      <Section title={trialAttemptsTexts.title().text}>
        <ScrollArea.Autosize mah={320} scrollbars="xy" viewportProps={{ tabIndex: 0 }}>
          <Table fz="sm" verticalSpacing={4} className="tabular">
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
                <Table.Tr key={number}>
                  <Table.Td>
                    {number} {causeText(cause, resumedAt, unit)}
                    <Code
                      block
                      p={2}
                      style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}
                      title={trialAttemptsTexts.directory().text}
                    >
                      {directory}
                    </Code>
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
              ))}
            </Table.Tbody>
          </Table>
        </ScrollArea.Autosize>
        {checkpoints.length > 0 && (
          <>
            <Text size="sm" fw={600} mt="sm">
              {trialAttemptsTexts.checkpoints().text}
            </Text>
            <ScrollArea.Autosize mah={160} viewportProps={{ tabIndex: 0 }}>
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
          <ScrollArea.Autosize mah={320} scrollbars="xy" viewportProps={{ tabIndex: 0 }}>
            <Table fz="sm" verticalSpacing={4} className="tabular">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{trialAttemptsTexts.metric().text}</Table.Th>
                  <Table.Th ta="right">{trialAttemptsTexts.points().text}</Table.Th>
                  <Table.Th ta="right">{trialAttemptsTexts.least().text}</Table.Th>
                  <Table.Th ta="right">{trialAttemptsTexts.greatest().text}</Table.Th>
                  <Table.Th ta="right">{trialAttemptsTexts.last().text}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {metrics.map(({ metric, points, min, max, last }) => (
                  <Table.Tr key={metric}>
                    <Table.Td>{metric}</Table.Td>
                    <Table.Td ta="right">{points}</Table.Td>
                    <Table.Td ta="right">{pointText(min)}</Table.Td>
                    <Table.Td ta="right">{pointText(max)}</Table.Td>
                    <Table.Td ta="right">{pointText(last)}</Table.Td>
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

function pointText(point: { readonly step: number; readonly value: number | string } | null): string {
  return point === null
    ? '–'
    : trialAttemptsTexts.at({ value: numberText(Number(point.value)), step: point.step }).text;
}
