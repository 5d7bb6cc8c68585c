/** How a round or trial stands: a word, and the same again by colour. */
import { Badge, type MantineColor } from '@mantine/core';

const colours: Readonly<Record<string, MantineColor>> = {
  running: 'blue',
  waiting: 'gray',
  paused: 'yellow',
  interrupted: 'orange',
  completed: 'teal',
  infeasible: 'orange',
  failed: 'red',
  stopped: 'gray',
};

export function StatusBadge({ status }: { readonly status: string }) {
  return (
    <Badge variant="light" color={colours[status] ?? 'gray'} style={{ flexShrink: 0, minWidth: 'max-content' }}>
      {status}
    </Badge>
  );
}
