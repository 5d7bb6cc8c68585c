/**
 * Which trials a person has chosen, once for the whole page: every figure and the table follow it. It stands outside of
 * React, because choosing thousands by dragging must not draw the page anew: each follower draws only its own change.
 */
export interface Selection {
  /** Never changed in place. */
  readonly get: () => ReadonlySet<number>;
  readonly set: (trials: Iterable<number>) => void;
  /** Adds what is absent; where all are present, takes them out. */
  readonly toggle: (trials: readonly number[]) => void;
  readonly add: (trials: readonly number[]) => void;
  /** Returns what ends it. */
  readonly subscribe: (listener: () => void) => () => void;
}

export function newSelection(): Selection {
  let chosen: ReadonlySet<number> = new Set();
  const listeners = new Set<() => void>();
  const set = (trials: Iterable<number>) => {
    const next = new Set(trials);
    if (next.size === chosen.size && isSubset(next, chosen)) return;
    chosen = next;
    for (const listener of listeners) listener();
  };
  return {
    get: () => chosen,
    set,
    toggle: (trials) => {
      const given = new Set(trials);
      set(isSubset(given, chosen) ? [...chosen].filter((trial) => !given.has(trial)) : [...chosen, ...given]);
    },
    add: (trials) => set([...chosen, ...trials]),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function isSubset(part: ReadonlySet<number>, whole: ReadonlySet<number>): boolean {
  for (const one of part) if (!whole.has(one)) return false;
  return true;
}
