import { Anchor, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { defineTexts } from '@attune/core/texts';

export const notFoundTexts = defineTexts('dashboard-not-found', {
  title: 'There is nothing at this address',
  advice: 'The round or trial may belong to another project, or the address was cut off.',
  back: 'Back to the notebook',
});

export function NotFound() {
  return (
    <Stack p="xl" gap="xs">
      <Title order={1} size="h2">
        {notFoundTexts.title().text}
      </Title>
      <Text c="dimmed">{notFoundTexts.advice().text}</Text>
      <Anchor renderRoot={(props) => <Link {...props} to="/" />}>{notFoundTexts.back().text}</Anchor>
    </Stack>
  );
}
