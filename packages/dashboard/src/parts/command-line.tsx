/** A command to be typed in a terminal, with a button that copies it. */
import { ActionIcon, Code, CopyButton, Group } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { defineTexts } from '@attune/core/texts';
import { Hint } from './hint.tsx';

export const commandLineTexts = defineTexts('dashboard-command-line', { copy: 'Copy', copied: 'Copied' });

export function CommandLine({ command }: { readonly command: string }) {
  return (
    <Group gap={4} wrap="nowrap" align="start">
      <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }} py={4}>
        {command}
      </Code>
      <CopyButton value={command}>
        {({ copied, copy }) => {
          const label = copied ? commandLineTexts.copied().text : commandLineTexts.copy().text;
          return (
            <Hint label={label}>
              {(target) => (
                <ActionIcon
                  {...target}
                  variant="subtle"
                  color={copied ? 'teal' : 'gray'}
                  onClick={copy}
                  aria-label={label}
                >
                  {copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
                </ActionIcon>
              )}
            </Hint>
          );
        }}
      </CopyButton>
    </Group>
  );
}
