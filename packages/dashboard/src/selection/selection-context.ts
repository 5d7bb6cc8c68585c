/** The selection of the page that is shown, for the parts that follow it. */
import { createContext, useContext, useSyncExternalStore } from 'react';
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

/** All that are chosen; for parts that show their number or list, not for rows. */
export function useChosen(): ReadonlySet<number> {
  const { subscribe, get } = useSelection();
  return useSyncExternalStore(subscribe, get);
}
