/** Rows of a table of trials: a hyperparameter and its value in each. */
import { Table } from '@mantine/core';
import { Fragment, type ReactNode } from 'react';
import { valueText } from '../../parts/number-text.ts';
import type { ConfigurationRow } from './compared.ts';
import classes from './trials-table.module.css';

export function ConfigurationRows({ rows }: { readonly rows: readonly ConfigurationRow[] }) {
  return rows.map(({ hyperparameter, values }) => (
    <Table.Tr key={hyperparameter}>
      <Table.Th fw={400} scope="row" className={classes['name']}>
        {breakable(hyperparameter)}
      </Table.Th>
      {values.map((value, index) => (
        <Table.Td key={index} ta="right" ff="monospace">
          {valueText(value)}
        </Table.Td>
      ))}
    </Table.Tr>
  ));
}

/** A long name breaks where one of its words ends: `optimizer=adam/learning_rate`. */
function breakable(name: string): ReactNode {
  return name.split(/(?<=[=/_])/).map((part, index) => (
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
