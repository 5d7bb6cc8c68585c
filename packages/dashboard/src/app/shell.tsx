/** The frame around every page: where one is, where one can go, and whether the server is still there. */
import { AppShell } from '@mantine/core';
import { Outlet } from '@tanstack/react-router';

export function Shell() {
  return (
    <AppShell header={{ height: 52 }} padding="md">
      <AppShell.Header />
      <AppShell.Main>
        <Outlet />
      </AppShell.Main>
    </AppShell>
  );
}
