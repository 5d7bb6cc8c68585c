/** A configuration as pairs of name and value, in as many columns as there is room for. */
import { Text } from '@mantine/core';
import classes from './configuration-list.module.css';
import { valueText } from './number-text.ts';

export interface ConfigurationListProps {
  readonly configuration: Readonly<Record<string, number | string | boolean | null>>;
}

export function ConfigurationList({ configuration }: ConfigurationListProps) {
  return (
    <dl className={classes['list']}>
      {Object.entries(configuration).map(([name, value]) => (
        <div key={name} className={classes['pair']}>
          <Text component="dt" size="xs" c="dimmed" truncate title={name}>
            {name}
          </Text>
          <Text component="dd" size="xs" m={0} ff="monospace" className="tabular">
            {valueText(value)}
          </Text>
        </div>
      ))}
    </dl>
  );
}
