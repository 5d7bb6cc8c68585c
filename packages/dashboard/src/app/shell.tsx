/** The frame around every page: where one is, where one can go, and whether the server is still there. */
import { AppShell, Box } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Outlet } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { defineTexts } from '@attune/core/texts';
import { connection } from '../api/connection.ts';
import { followLive } from '../api/live.ts';
import { useSignal } from '../api/signal.ts';
import { pageCode } from '../parts/page-code.ts';
import { useAway } from '../parts/use-away.ts';
import { useFrameKeys } from './frame-keys.ts';
import { Header } from './header.tsx';
import { OfflineBanner, offlineHeight } from './offline-banner.tsx';
import { PageLinks } from './page-links.tsx';
import { SignOut } from './sign-out.tsx';
import { keepTyped } from './typed-ahead.ts';

export const shellTexts = defineTexts('dashboard-shell', { skip: 'To the page' });

// What opens now and then is loaded then.
const GoTo = lazy(pageCode(async () => ({ default: (await import('./go-to.tsx')).GoTo })));
const KeyHelp = lazy(pageCode(async () => ({ default: (await import('./key-help.tsx')).KeyHelp })));
const SignIn = lazy(pageCode(async () => ({ default: (await import('./sign-in.tsx')).SignIn })));

/** Pixels. */
const barHeight = 52;

export function Shell() {
  const refused = useSignal(connection) === 'refused';
  const away = useAway();
  const [menuOpened, menu] = useDisclosure();
  const [goToOpened, goTo] = useDisclosure();
  const [helpOpened, help] = useDisclosure();
  const openGoTo = () => {
    if (!goToOpened) keepTyped(goTo.close);
    goTo.open();
  };
  useFrameKeys({ openGoTo, openHelp: help.open });
  useEffect(() => {
    const ended = new AbortController();
    followLive(ended.signal);
    return () => ended.abort();
  }, []);
  return (
    <AppShell
      header={{ height: away === null ? barHeight : barHeight + offlineHeight }}
      navbar={{ width: 220, breakpoint: 700, collapsed: { mobile: !menuOpened, desktop: true } }}
      padding="md"
    >
      <a href="#page" className="skip">
        {shellTexts.skip().text}
      </a>
      <AppShell.Header>
        <Box h={barHeight}>
          <Header menuOpened={menuOpened} toggleMenu={menu.toggle} openGoTo={openGoTo} openHelp={help.open} />
        </Box>
        {away !== null && <OfflineBanner since={away} />}
      </AppShell.Header>
      <AppShell.Navbar p="sm">
        {/* Closed, it is out of sight and must be out of the way of keys. */}
        {menuOpened && (
          <>
            <PageLinks onGo={menu.close} />
            <SignOut look="line" />
          </>
        )}
      </AppShell.Navbar>
      <AppShell.Main id="page" tabIndex={-1}>
        <div className="page">{!refused && <Outlet />}</div>
      </AppShell.Main>
      <Suspense>
        {refused && <SignIn />}
        {goToOpened && <GoTo onClose={goTo.close} />}
        {helpOpened && <KeyHelp onClose={help.close} />}
      </Suspense>
    </AppShell>
  );
}
