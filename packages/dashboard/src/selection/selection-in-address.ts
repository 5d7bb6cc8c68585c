/** Keeps a selection in the address as `sel=1,5-9`, and follows the address when a person goes back or opens a link. */
import { useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { dragging } from './dragging.ts';
import { readRanges, writeRanges } from './ranges.ts';
import { newSelection, type Selection } from './selection.ts';

/** Changes that follow each other this soon are written as one, and a drag when it has ended; milliseconds. */
const settles = 300;

/** `text` is what the address holds now; `select` writes another into it, undefined for none. */
export function useSelectionInAddress(text: string | undefined, select: (text: string | undefined) => void): Selection {
  const [selection] = useState(() => {
    const begun = newSelection();
    begun.set(readRanges(text ?? ''));
    return begun;
  });
  const router = useRouter();

  // The address changed by other hands than ours.
  useEffect(() => {
    if (writeRanges(selection.get()) !== (text ?? '')) selection.set(readRanges(text ?? ''));
  }, [selection, text]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const write = () => {
      if (dragging.get()) return;
      const written = writeRanges(selection.get());
      const { sel } = router.state.location.search as { readonly sel?: unknown };
      if (written !== (sel ?? '')) select(written === '' ? undefined : written);
    };
    const writeSoon = () => {
      clearTimeout(timer);
      timer = setTimeout(write, settles);
    };
    const ends = [selection.subscribe(writeSoon), dragging.subscribe(writeSoon)];
    return () => {
      clearTimeout(timer);
      for (const end of ends) end();
    };
  }, [router, selection, select]);
  return selection;
}
