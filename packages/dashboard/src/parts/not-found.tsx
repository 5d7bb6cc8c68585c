import { Anchor, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';

export function NotFound() {
  return (
    <Stack p="xl" gap="xs">
      <Title order={2}>There is nothing at this address</Title>
      <Text c="dimmed">The round or trial may belong to another project, or the address was cut off.</Text>
      <Anchor component={Link} to="/">
        Back to the notebook
      </Anchor>
    </Stack>
  );
}
