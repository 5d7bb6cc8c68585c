/** Where there is nothing yet: what will stand here, and the command that brings it about. */
import { Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { CommandLine } from './command-line.tsx';

export interface EmptyStateProps {
  readonly title: string;
  readonly children?: ReactNode;
  readonly commands?: readonly string[];
}

export function EmptyState({ title, children, commands = [] }: EmptyStateProps) {
  return (
    <Paper withBorder p="lg">
      <Stack gap="xs" maw={640}>
        <Title order={2} size="h4">
          {title}
        </Title>
        {children !== undefined && (
          <Text c="dimmed" component="div">
            {children}
          </Text>
        )}
        {commands.map((command) => (
          <CommandLine key={command} command={command} />
        ))}
      </Stack>
    </Paper>
  );
}
