/** Asks for a token where the server does not know this browser; the server keeps it in a cookie that no script can read. */
import { Button, Code, Group, Modal, PasswordInput, Stack, Text } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { defineTexts } from '@attune/core/texts';
import { signIn } from '../api/sign-in.ts';

export const signInTexts = defineTexts('dashboard-sign-in', {
  title: 'This notebook asks who you are',
  advice: 'Somebody who can work in the project’s folder makes a token for you with',
  label: 'Token',
  enter: 'Sign in',
});

export function SignIn() {
  const [token, setToken] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    signIn(token.trim()).then(
      () => window.location.reload(),
      (error: unknown) => setProblem(error instanceof Error ? error.message : String(error)),
    );
  };
  return (
    <Modal opened onClose={() => undefined} withCloseButton={false} title={signInTexts.title().text} centered>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Text size="sm" component="div">
            {signInTexts.advice().text} <Code>attune token new --name you --scope read</Code>
          </Text>
          <PasswordInput
            label={signInTexts.label().text}
            data-autofocus
            autoComplete="current-password"
            value={token}
            error={problem}
            onChange={({ currentTarget }) => {
              setToken(currentTarget.value);
              setProblem(null);
            }}
          />
          <Group justify="end">
            <Button type="submit" disabled={token.trim() === ''}>
              {signInTexts.enter().text}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
