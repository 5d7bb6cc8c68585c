/** Scrolls to what the address names after `#` once it is there: the browser itself looks for it before anything was read. */
import { useLocation } from '@tanstack/react-router';
import { useEffect } from 'react';

/** `present`: whether what may be named has been drawn. */
export function useAnchor(present: boolean): void {
  const anchor = useLocation({ select: ({ hash }) => hash });
  useEffect(() => {
    if (present && anchor !== '') document.getElementById(anchor)?.scrollIntoView();
  }, [present, anchor]);
}
