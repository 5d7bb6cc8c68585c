/** What was trained: what differs from the baseline first, the rest after it; and the command that trains it again. */
import { Stack, Table, Text } from '@mantine/core';
import { defineTexts } from '@attune/core/texts';
import { CommandLine } from '../../parts/command-line.tsx';
import { ConfigurationList } from '../../parts/configuration-list.tsx';
import { valueText } from '../../parts/number-text.ts';
import { Section } from '../../parts/section.tsx';
import type { Shown } from './shown.ts';

export const trialConfigurationTexts = defineTexts('dashboard-trial-configuration', {
  title: 'Configuration',
  hyperparameter: 'differs from the baseline',
  value: 'this trial',
  baseline: 'baseline',
  same: 'It is the baseline.',
  equal: 'as in the baseline',
  command: 'Trains it again:',
});

export function TrialConfiguration({ shown }: { readonly shown: Shown }) {
  const { difference, command, trial } = shown;
  const differing = new Set(difference.map(({ hyperparameter }) => hyperparameter));
  const equal = Object.entries(trial.configuration).filter(([name]) => !differing.has(name));
  return (
    <Section title={trialConfigurationTexts.title().text}>
      <Stack gap="xs">
        {difference.length === 0 ? (
          <Text size="sm">{trialConfigurationTexts.same().text}</Text>
        ) : (
          <Table withRowBorders={false} verticalSpacing={2} fz="sm" layout="fixed">
            <Table.Thead>
              <Table.Tr>
                <Table.Th w="50%">{trialConfigurationTexts.hyperparameter().text}</Table.Th>
                <Table.Th ta="right">{trialConfigurationTexts.value().text}</Table.Th>
                <Table.Th ta="right">{trialConfigurationTexts.baseline().text}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {difference.map(({ hyperparameter, value, baseline }) => (
                <Table.Tr key={hyperparameter}>
                  <Table.Td style={{ overflowWrap: 'anywhere' }}>{hyperparameter}</Table.Td>
                  <Table.Td ta="right" fw={600} ff="monospace">
                    {valueText(value)}
                  </Table.Td>
                  <Table.Td ta="right" c="dimmed" ff="monospace">
                    {valueText(baseline)}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
        {equal.length > 0 && difference.length > 0 && (
          <Text size="xs" c="dimmed">
            {trialConfigurationTexts.equal().text}
          </Text>
        )}
        <ConfigurationList configuration={Object.fromEntries(equal)} />
        <Text size="sm" c="dimmed">
          {trialConfigurationTexts.command().text}
        </Text>
        <CommandLine command={command} />
      </Stack>
    </Section>
  );
}
