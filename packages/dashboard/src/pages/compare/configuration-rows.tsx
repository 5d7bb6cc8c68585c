/** Rows of a table of trials: a hyperparameter and its value in each. */
import { Table } from '@mantine/core';
import { valueText } from '../../parts/number-text.ts';
import type { ConfigurationRow } from './compared.ts';
import classes from './trials-table.module.css';

export function ConfigurationRows({ rows }: { readonly rows: readonly ConfigurationRow[] }) {
  return rows.map(({ hyperparameter, values }) => (
    <Table.Tr key={hyperparameter}>
      <Table.Th fw={400} scope="row" className={classes['name']}>
        {hyperparameter}
      </Table.Th>
      {values.map((value, index) => (
        <Table.Td key={index} ta="right" ff="monospace">
          {valueText(value)}
        </Table.Td>
      ))}
    </Table.Tr>
  ));
}
