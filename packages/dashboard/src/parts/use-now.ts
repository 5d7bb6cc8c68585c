/** The time, again and again: for what counts by itself between two answers of the server. */
import { useEffect, useState } from 'react';
import { knownUntil } from '../api/connection.ts';
import { useSignal } from '../api/signal.ts';

/** Milliseconds; renewed every `every` milliseconds. */
export function useNow(every: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}

/** The same for what only the server knows to go on: stands still while it does not answer. */
export function useKnownNow(every: number): number {
  const now = useNow(every);
  return useSignal(knownUntil) ?? now;
}
