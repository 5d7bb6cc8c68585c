/** Tells what an action came to, in a corner of the page: done, with an undo where there is one, or refused. */
import { Button, List, Stack, Text } from '@mantine/core';
import { notifications, notificationsStore } from '@mantine/notifications';
import { ApiError } from '@attune/client';
import { defineTexts } from '@attune/core/texts';

export const tellTexts = defineTexts('dashboard-tell', {
  refused: 'Not done',
  unreachable: 'the server cannot be reached: nothing was changed: do it again when the server is back',
  undo: 'Undo',
});

export interface Done {
  readonly message: string;
  readonly undo?: () => void;
  /** `trial 7`: what was told of it before is of the past. */
  readonly about?: string;
}

/** Long enough to read, and to undo. */
const shownFor = 8_000;
const undoneFor = 20_000;

export function tellDone(done: Done | string): void {
  const { message, undo, about }: Done = typeof done === 'string' ? { message: done } : done;
  if (about !== undefined) forget(about);
  const id = notifications.show({
    autoClose: undo === undefined ? shownFor : undoneFor,
    ...(about === undefined ? {} : { 'data-about': about }),
    message:
      undo === undefined ? (
        message
      ) : (
        <Stack gap="xs" align="start">
          <Text size="sm">{message}</Text>
          <Button
            size="compact-sm"
            variant="light"
            onClick={() => {
              notifications.hide(id);
              undo();
            }}
          >
            {tellTexts.undo().text}
          </Button>
        </Stack>
      ),
  });
}

function forget(about: string): void {
  for (const { id, ...told } of notificationsStore.getState().notifications) {
    if (id !== undefined && told['data-about'] === about) notifications.hide(id);
  }
}

/** The server's message and its issues as it wrote them. */
export function tellRefused(error: Error): void {
  const details = error instanceof ApiError ? error.details : [];
  notifications.show({
    color: 'red',
    autoClose: false,
    title: tellTexts.refused().text,
    message: (
      <>
        {refusal(error)}
        {details.length > 0 && (
          <List size="sm" mt={4}>
            {details.map((detail) => (
              <List.Item key={detail}>{detail}</List.Item>
            ))}
          </List>
        )}
      </>
    ),
  });
}

/** In words; of a server that cannot be reached, what that means. */
export function refusal(error: Error): string {
  if (error instanceof ApiError) return error.body.message;
  return error instanceof TypeError ? tellTexts.unreachable().text : error.message;
}
