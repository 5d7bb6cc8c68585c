/** A button for what should not happen by mistake: asks first, in a dialog that says what will be. */
import { Button, Group, Modal, Text, type ButtonProps } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { defineTexts } from '@attune/core/texts';

export const confirmTexts = defineTexts('dashboard-confirm', { keep: 'Cancel' });

export interface ConfirmButtonProps extends ButtonProps {
  /** The question, as the dialog's title. */
  readonly question: string;
  /** What will happen, and whether it can be undone. */
  readonly consequence: ReactNode;
  /** On the button that does it: a verb. */
  readonly yes: string;
  readonly onConfirm: () => void;
}

export function ConfirmButton({ question, consequence, yes, onConfirm, ...button }: ConfirmButtonProps) {
  const [opened, { open, close }] = useDisclosure();
  return (
    <>
      <Button {...button} onClick={open} />
      <Modal opened={opened} onClose={close} title={question} centered>
        <Text component="div" size="sm">
          {consequence}
        </Text>
        <Group justify="end" mt="lg">
          <Button variant="default" onClick={close}>
            {confirmTexts.keep().text}
          </Button>
          <Button
            data-autofocus
            color={button.color ?? 'red'}
            onClick={() => {
              close();
              onConfirm();
            }}
          >
            {yes}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
