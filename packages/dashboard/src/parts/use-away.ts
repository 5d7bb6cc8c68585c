/** Since when the server does not answer, where that lasts. */
import { useEffect, useState } from 'react';
import { knownUntil } from '../api/connection.ts';
import { useSignal } from '../api/signal.ts';

/** A restart is over before anybody needs to know, milliseconds. */
const patience = 2_000;

/** Milliseconds: until when what is shown is known; null while the server answers, or has been away for a moment. */
export function useAway(): number | null {
  const until = useSignal(knownUntil);
  const [told, setTold] = useState<number | null>(null);
  useEffect(() => {
    if (until === null) return undefined;
    const timer = setTimeout(() => setTold(until), Math.max(0, until + patience - Date.now()));
    return () => clearTimeout(timer);
  }, [until]);
  return told === until ? until : null;
}
