/** Studies side by side: best, middle, and every trial's objective on a common axis. */
import { Anchor, ScrollArea, Table, Text, useComputedColorScheme } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { defineTexts } from '@attune/core/texts';
import { read } from '../../api/queries.ts';
import { paletteOf } from '../../curves/line-style.ts';
import { numberText } from '../../parts/number-text.ts';
import { Section } from '../../parts/section.tsx';
import type { Round } from '../../parts/listed-round.ts';
import { commonLimits, studySummaries, type StudySummary } from './study-summaries.ts';

export const compareStudiesTexts = defineTexts('dashboard-compare-studies', {
  title: 'Studies',
  study: 'study',
  ofRound: 'round {round}: {study}',
  feasible: 'feasible',
  share: '{feasible} of {trials}',
  best: 'best',
  median: 'median',
  all: '{metric}, {low} to {high}',
  trial: 'trial {trial}',
  strip: 'Objectives of {count} {count|trial|trials}, best {best}',
  metrics: 'These rounds were judged by different metrics ({metrics}): only studies of the first are shown.',
  caveat:
    'The best of more trials is better by luck alone: compare studies with equal budgets. Arrows stand for trials beyond the axis; a hollow circle is the best.',
});

export function CompareStudies({ rounds }: { readonly rounds: readonly Round[] }) {
  const tables = useQueries({
    queries: rounds.map(({ round }) => read('GET /rounds/{round}/table', { round })),
    combine: (results) => results.flatMap(({ data }) => data ?? []),
  });
  const all = tables.flatMap(studySummaries);
  const [first] = all;
  if (first === undefined) return null;
  const summaries = all.filter(({ metric, direction }) => metric === first.metric && direction === first.direction);
  const limits = commonLimits(summaries);
  const metrics = [...new Set(all.map(({ metric }) => metric))];
  return (
    <Section title={compareStudiesTexts.title().text}>
      {metrics.length > 1 && <Text size="sm">{compareStudiesTexts.metrics({ metrics: metrics.join(', ') }).text}</Text>}
      <ScrollArea scrollbars="x" viewportProps={{ tabIndex: 0 }}>
        <Table fz="sm" verticalSpacing={4} className="tabular" miw={760}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{compareStudiesTexts.study().text}</Table.Th>
              <Table.Th ta="right">{compareStudiesTexts.feasible().text}</Table.Th>
              <Table.Th ta="right">{compareStudiesTexts.best().text}</Table.Th>
              <Table.Th ta="right">{compareStudiesTexts.median().text}</Table.Th>
              <Table.Th w={stripWidth + 24}>
                {limits !== null &&
                  compareStudiesTexts.all({
                    metric: first.metric,
                    low: numberText(limits[0], 3),
                    high: numberText(limits[1], 3),
                  }).text}
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {summaries.map((summary) => (
              <StudyRow key={`${summary.round} ${summary.study}`} summary={summary} limits={limits} />
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea>
      <Text size="xs" c="dimmed" mt="xs">
        {compareStudiesTexts.caveat().text}
      </Text>
    </Section>
  );
}

interface StudyRowProps {
  readonly summary: StudySummary;
  readonly limits: readonly [number, number] | null;
}

function StudyRow({ summary, limits }: StudyRowProps) {
  const { round, study, trials, feasible, median } = summary;
  const [best] = feasible;
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400}>
        {compareStudiesTexts.ofRound({ round, study }).text}
      </Table.Th>
      <Table.Td ta="right">{compareStudiesTexts.share({ feasible: feasible.length, trials }).text}</Table.Td>
      <Table.Td ta="right">
        {best === undefined ? (
          '–'
        ) : (
          <>
            <Text span ff="monospace" fw={600} size="sm">
              {numberText(best.objective)}
            </Text>{' '}
            <Anchor
              size="xs"
              renderRoot={(props) => <Link {...props} to="/trials/$trial" params={{ trial: String(best.trial) }} />}
            >
              {compareStudiesTexts.trial({ trial: best.trial }).text}
            </Anchor>
          </>
        )}
      </Table.Td>
      <Table.Td ta="right" ff="monospace">
        {median === null ? '–' : numberText(median)}
      </Table.Td>
      <Table.Td>{limits !== null && <Strip summary={summary} limits={limits} />}</Table.Td>
    </Table.Tr>
  );
}

const [stripWidth, stripHeight] = [360, 22];

/** A tick for each trial, a stroke for the middle; what lies beyond the axis is an arrow at its end. */
function Strip({
  summary: { feasible, baseline, median },
  limits: [low, high],
}: Required<StudyRowProps> & { readonly limits: readonly [number, number] }) {
  const palette = paletteOf(useComputedColorScheme('light'));
  const x = (value: number): number => 6 + ((stripWidth - 12) * (value - low)) / (high - low);
  const inside = feasible.filter(({ objective }) => objective >= low && objective <= high);
  const beyond = feasible.length - inside.length;
  const colour = baseline ? palette.baseline : palette.feasible;
  const [best] = feasible;
  const path = inside.map(({ objective }) => `M${x(objective).toFixed(1)} 6V${stripHeight - 6}`).join('');
  const about = compareStudiesTexts.strip({
    count: feasible.length,
    best: best === undefined ? null : numberText(best.objective),
  }).text;
  return (
    <svg width={stripWidth} height={stripHeight} role="img" aria-label={about}>
      <line x1={6} x2={stripWidth - 6} y1={stripHeight / 2} y2={stripHeight / 2} stroke={palette.grid} />
      <path d={path} stroke={colour} strokeWidth={1.6} opacity={0.75} />
      {median !== null && median <= high && median >= low && (
        <line x1={x(median)} x2={x(median)} y1={1} y2={stripHeight - 1} stroke={palette.ink} strokeWidth={2} />
      )}
      {best !== undefined && (
        <circle cx={x(best.objective)} cy={stripHeight / 2} r={4.5} fill="none" stroke={palette.best} strokeWidth={2} />
      )}
      {beyond > 0 && <path d={arrowPath(feasible, low)} fill={palette.infeasible} />}
    </svg>
  );
}

function arrowPath(feasible: StudySummary['feasible'], low: number): string {
  const middle = stripHeight / 2;
  return feasible.some(({ objective }) => objective < low)
    ? `M0 ${middle}L6 ${middle - 4}V${middle + 4}Z`
    : `M${stripWidth} ${middle}L${stripWidth - 6} ${middle - 4}V${middle + 4}Z`;
}
