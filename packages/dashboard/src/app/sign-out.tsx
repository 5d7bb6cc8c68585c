/** Signs this browser out, where somebody had to sign in: an icon in the bar, or a line below the pages' names. */
import { ActionIcon, UnstyledButton } from '@mantine/core';
import { IconLogout } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { defineTexts } from '@attune/core/texts';
import { read } from '../api/queries.ts';
import { signOut } from '../api/sign-in.ts';
import { tellRefused } from '../api/tell.tsx';
import { Hint } from '../parts/hint.tsx';
import classes from './page-links.module.css';

export const signOutTexts = defineTexts('dashboard-sign-out', { signOut: 'Sign out ({name}, {scope})' });

/** Nothing that was read may stay on the screen: the page is loaded anew, and asks who one is. */
const leave = (): void =>
  void signOut().then(
    () => window.location.reload(),
    (error: unknown) => tellRefused(error instanceof Error ? error : new Error(String(error))),
  );

export interface SignOutProps {
  readonly look: 'icon' | 'line';
  readonly className?: string | undefined;
}

export function SignOut({ look, className = '' }: SignOutProps) {
  const { data: me } = useQuery(read('GET /me', {}));
  if (me?.token !== true) return null;
  const label = signOutTexts.signOut(me).text;
  if (look === 'line') {
    return (
      <UnstyledButton className={classes['link']} onClick={leave}>
        {label}
      </UnstyledButton>
    );
  }
  return (
    <Hint label={label}>
      {(target) => (
        <ActionIcon
          {...target}
          variant="subtle"
          color="gray"
          size="lg"
          onClick={leave}
          aria-label={label}
          className={className}
        >
          <IconLogout size={18} aria-hidden />
        </ActionIcon>
      )}
    </Hint>
  );
}
