/** What the compared trials have in common, folded away. */
import { Accordion, Table, Text } from '@mantine/core';
import { defineTexts } from '@attune/core/texts';
import type { ConfigurationRow } from './compared.ts';
import { ConfigurationRows } from './configuration-rows.tsx';

export const equalValuesTexts = defineTexts('dashboard-equal-values', { equal: '{count} equal {count|value|values}' });

export function EqualValues({ rows }: { readonly rows: readonly ConfigurationRow[] }) {
  if (rows.length === 0) return null;
  return (
    <Accordion variant="contained">
      <Accordion.Item value="equal">
        <Accordion.Control>
          <Text size="sm">{equalValuesTexts.equal({ count: rows.length }).text}</Text>
        </Accordion.Control>
        <Accordion.Panel>
          <Table fz="sm" verticalSpacing={2} maw={480}>
            <Table.Tbody>
              <ConfigurationRows rows={rows.map((row) => ({ ...row, values: row.values.slice(0, 1) }))} />
            </Table.Tbody>
          </Table>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}
