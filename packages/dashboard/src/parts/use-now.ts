/** The time, again and again: for what counts by itself between two answers of the server. */
import { useEffect, useState } from 'react';

/** Milliseconds; renewed every `every` milliseconds. */
export function useNow(every: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}
