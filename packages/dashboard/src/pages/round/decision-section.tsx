/** Of a round that compares two configurations: what the recommendation rests on, every pair of runs, and what to do. */
import { Anchor, List, ScrollArea, Stack, Table, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { defineTexts } from '@attune/core/texts';
import type { Api } from '@attune/client';
import { CommandLine } from '../../parts/command-line.tsx';
import { numberText } from '../../parts/number-text.ts';
import { judgedWords } from '../../parts/round-words.ts';
import { Section } from '../../parts/section.tsx';

export const decisionSectionTexts = defineTexts('dashboard-decision', {
  title: 'The decision',
  adds: 'The change adds complexity, so that it must be shown to be better.',
  none: 'The change adds no complexity, so that it need only be probably better.',
  note: 'Complexity: {note}',
  ahead: 'In {ahead} of {pairs} {pairs|pair|pairs} {candidate} was better; the two runs of a pair have one fresh seed.',
  seed: 'seed',
  run: '{value}, trial {trial}',
  adopt: 'To adopt it',
  goOn: 'To go on',
});

type Decision = NonNullable<Api['GET /rounds/{round}/report']['result']['report']['decision']>;
type Run = Decision['runs'][number]['candidate'];

export function DecisionSection({ decision }: { readonly decision: Decision }) {
  const { candidate, baseline, recommendation, complexity, note, pairs, ahead, runs, remarks, next } = decision;
  const lines = [
    ...(pairs === 0 ? [] : [`${judgedWords(decision)}.`, decisionSectionTexts.ahead({ candidate, ahead, pairs }).text]),
    decisionSectionTexts[complexity]().text,
    ...(note === '' ? [] : [decisionSectionTexts.note({ note }).text]),
    ...remarks,
  ];
  return (
    <Section title={decisionSectionTexts.title().text}>
      <Stack gap="sm" mb="lg">
        <List size="sm" spacing={4}>
          {lines.map((line) => (
            <List.Item key={line}>{line}</List.Item>
          ))}
        </List>
        {runs.length > 0 && (
          <ScrollArea.Autosize mah={360} type="auto">
            <Table w="auto" verticalSpacing={4}>
              <Table.Thead>
                <Table.Tr>
                  {[decisionSectionTexts.seed().text, candidate, baseline].map((name) => (
                    <Table.Th key={name}>{name}</Table.Th>
                  ))}
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {runs.map((pair) => (
                  <Table.Tr key={pair.seed}>
                    <Table.Td className="tabular">{pair.seed}</Table.Td>
                    <Table.Td>
                      <RunLink run={pair.candidate} />
                    </Table.Td>
                    <Table.Td>
                      <RunLink run={pair.baseline} />
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </ScrollArea.Autosize>
        )}
        {next !== null && (
          <div>
            <Text size="sm" mb={4}>
              {(recommendation === 'adopt' ? decisionSectionTexts.adopt() : decisionSectionTexts.goOn()).text}
            </Text>
            <CommandLine command={next} />
          </div>
        )}
      </Stack>
    </Section>
  );
}

function RunLink({ run: { trial, result, value } }: { readonly run: Run }) {
  const told = value === null || typeof value === 'string' ? result : numberText(value);
  return (
    <Anchor
      size="sm"
      className="tabular"
      renderRoot={(props) => <Link {...props} to="/trials/$trial" params={{ trial: String(trial) }} />}
    >
      {decisionSectionTexts.run({ value: told, trial }).text}
    </Anchor>
  );
}
