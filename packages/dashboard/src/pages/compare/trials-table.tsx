/** Trials side by side in a box of its own that scrolls: where they differ, and what became of them. */
import { Anchor, ScrollArea, Table } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { defineTexts } from '@attune/core/texts';
import type { Shown } from '../trial/shown.ts';
import type { ConfigurationRow, Standing } from './compared.ts';
import { ConfigurationRows } from './configuration-rows.tsx';
import { OutcomeRows } from './outcome-rows.tsx';
import { TrialSwatch } from './trial-swatch.tsx';

export const trialsTableTexts = defineTexts('dashboard-trials-table', {
  trial: 'trial {trial}',
  none: 'Their configurations are equal: they differ by seed alone.',
});

export interface TrialsTableProps {
  readonly shown: readonly Shown[];
  readonly differing: readonly ConfigurationRow[];
  /** Null where their objectives cannot be compared. */
  readonly standing: readonly Standing[] | null;
}

export function TrialsTable({ shown, differing, standing }: TrialsTableProps) {
  return (
    <ScrollArea scrollbars="x" type="auto" offsetScrollbars="present" viewportProps={{ tabIndex: 0 }}>
      <Table fz="sm" verticalSpacing={4} className="tabular" miw={120 + 110 * shown.length}>
        <Table.Thead>
          <Table.Tr>
            <Table.Td />
            {shown.map(({ trial: { trial } }, place) => (
              <Table.Th key={trial} ta="right">
                <TrialSwatch place={place} />{' '}
                <Anchor
                  size="sm"
                  renderRoot={(props) => <Link {...props} to="/trials/$trial" params={{ trial: String(trial) }} />}
                >
                  {trialsTableTexts.trial({ trial }).text}
                </Anchor>
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          <ConfigurationRows rows={differing} />
          {differing.length === 0 && (
            <Table.Tr>
              <Table.Td colSpan={shown.length + 1}>{trialsTableTexts.none().text}</Table.Td>
            </Table.Tr>
          )}
          <OutcomeRows shown={shown} standing={standing} />
        </Table.Tbody>
      </Table>
    </ScrollArea>
  );
}
