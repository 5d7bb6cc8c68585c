/** Whether the page is live, in a word and a colour. */
import { Badge, type MantineColor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { defineTexts } from '@attune/core/texts';
import { connection, type ConnectionState } from '../api/connection.ts';
import { read } from '../api/queries.ts';
import { useSignal } from '../api/signal.ts';
import { Hint } from '../parts/hint.tsx';

export const connectionTexts = defineTexts('dashboard-connection', {
  live: 'live',
  liveAbout: 'Changes appear as they happen.',
  connecting: 'connecting',
  connectingAbout: 'Waiting for the server.',
  lost: 'reconnecting',
  lostAbout: 'The server does not answer. What you see is from before; it is tried again by itself.',
  readOnly: 'live, read-only',
  readOnlyAbout: 'Changes appear as they happen. You may look, and not change anything: {name} has the scope read.',
  refused: 'signed out',
  refusedAbout: 'The server does not know this browser.',
  forbidden: 'not let in',
  forbiddenAbout:
    'The server does not tell this page what happens: open the dashboard at the address that `attune serve` printed.',
});

const colours: Readonly<Record<ConnectionState, MantineColor>> = {
  live: 'teal',
  connecting: 'gray',
  lost: 'orange',
  refused: 'red',
  forbidden: 'red',
};

export function ConnectionMark() {
  const state = useSignal(connection);
  const { data: me } = useQuery(read('GET /me', {}));
  const readOnly = state === 'live' && me?.readOnly === true;
  return (
    <Hint
      label={readOnly ? connectionTexts.readOnlyAbout({ name: me.name }).text : connectionTexts[`${state}About`]().text}
      width={280}
    >
      {(target) => (
        <Badge
          {...target}
          variant="dot"
          color={colours[state]}
          tt="none"
          fw={500}
          role="status"
          tabIndex={0}
          style={{ flexShrink: 0, minWidth: 'max-content' }}
        >
          {readOnly ? connectionTexts.readOnly().text : connectionTexts[state]().text}
        </Badge>
      )}
    </Hint>
  );
}
