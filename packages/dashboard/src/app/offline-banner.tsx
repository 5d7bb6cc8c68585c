/** Says that the server is gone, over the page rather than in it, so that nothing moves; goes by itself. */
import { Alert, Transition } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { defineTexts } from '@attune/core/texts';
import { connection } from '../api/connection.ts';
import { useSignal } from '../api/signal.ts';

export const offlineTexts = defineTexts('dashboard-offline', {
  title: 'The server does not answer',
  advice:
    'What you see is from before. Trials that run go on without it. If it was stopped, start it again with `attune serve` in the project’s folder; this page returns by itself.',
});

/** A restart is over before anybody needs to know, milliseconds. */
const patience = 2_000;

export function OfflineBanner() {
  const lost = useSignal(connection) === 'lost';
  const [long, setLong] = useState(false);
  useEffect(() => {
    if (!lost) return undefined;
    const timer = setTimeout(() => setLong(true), patience);
    return () => {
      clearTimeout(timer);
      setLong(false);
    };
  }, [lost]);
  return (
    <Transition mounted={lost && long} transition="slide-down">
      {(style) => (
        <Alert
          style={{ ...style, position: 'fixed', top: 60, left: '50%', translate: '-50%', zIndex: 200 }}
          w="min(720px, calc(100vw - 24px))"
          variant="filled"
          color="orange.9"
          role="alert"
          icon={<IconPlugConnectedX aria-hidden />}
          title={offlineTexts.title().text}
        >
          {offlineTexts.advice().text}
        </Alert>
      )}
    </Transition>
  );
}
