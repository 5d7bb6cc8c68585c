/** The selection of the page that is shown, for the parts that follow it. */
import { createContext, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { dragging } from './dragging.ts';
import { newSelection, type Selection } from './selection.ts';

export const SelectionContext = createContext<Selection>(newSelection());

export function useSelection(): Selection {
  return useContext(SelectionContext);
}

/** Whether one trial is chosen: draws anew only when that changes. */
export function useSelected(trial: number): boolean {
  const { subscribe, get } = useSelection();
  return useSyncExternalStore(subscribe, () => get().has(trial));
}

/** All that are chosen; for charts of few trials, not for what thousands are chosen in. */
export function useChosen(): ReadonlySet<number> {
  const { subscribe, get } = useSelection();
  return useSyncExternalStore(subscribe, get);
}

/** How many are chosen. */
export function useChosenCount(): number {
  const { subscribe, get } = useSelection();
  return useSyncExternalStore(subscribe, () => get().size);
}

/** All that are chosen; for parts that list or count through them: while a person drags they keep what was before. */
export function useChosenAtRest(): ReadonlySet<number> {
  const selection = useSelection();
  const [chosen, setChosen] = useState(selection.get);
  useEffect(() => {
    const follow = () => {
      if (!dragging.get()) setChosen(selection.get());
    };
    const ends = [selection.subscribe(follow), dragging.subscribe(follow)];
    return () => {
      for (const end of ends) end();
    };
  }, [selection]);
  return chosen;
}
