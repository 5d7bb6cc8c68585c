/** Keys that work on every page. */
import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { defineTexts } from '@attune/core/texts';
import { listenToKeys, useKeys } from '../parts/use-keys.ts';
import { pages } from './destinations.ts';

export const frameKeysTexts = defineTexts('dashboard-frame-keys', {
  go: 'go to {page}',
  search: 'search on this page, or go to a round or trial',
  palette: 'go to a page, round or trial',
  help: 'show the keys',
});

export interface FrameKeyActions {
  readonly openGoTo: () => void;
  readonly openHelp: () => void;
}

/** A page's own search field is the one marked `data-search`. */
export function useFrameKeys({ openGoTo, openHelp }: FrameKeyActions): void {
  const router = useRouter();
  useEffect(() => listenToKeys(), []);
  useKeys([
    ...pages.map(({ key, label, href }) => ({
      keys: `g ${key}`,
      label: frameKeysTexts.go({ page: label }).text,
      run: () => void router.navigate({ href }),
    })),
    {
      keys: '/',
      label: frameKeysTexts.search().text,
      run: () => {
        const field = document.querySelector<HTMLElement>('[data-search]');
        if (field === null) openGoTo();
        else field.focus();
      },
    },
    { keys: 'ctrl+k', label: frameKeysTexts.palette().text, run: openGoTo },
    { keys: '?', label: frameKeysTexts.help().text, run: openHelp },
  ]);
}
