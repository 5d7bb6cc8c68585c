/** Points of running trials for components: a latest value, a sparkline. Charts that draw by themselves follow `points`. */
import { useMemo, useSyncExternalStore } from 'react';
import type { LiveSeries } from './live-points.ts';
import { points } from './live.ts';

/** How often a component is drawn anew at most, milliseconds. */
const drawnEvery = 250;

/** What arrived since the page was opened, of each of the trials that has any; drawn anew at most four times a second. */
export function useLivePoints(trials: readonly number[], metric: string): ReadonlyMap<number, LiveSeries> {
  const key = trials.join(',');
  const followed = useMemo(() => follow(key === '' ? [] : key.split(',').map(Number), metric), [key, metric]);
  return useSyncExternalStore(followed.subscribe, followed.read);
}

interface Followed {
  readonly subscribe: (changed: () => void) => () => void;
  readonly read: () => ReadonlyMap<number, LiveSeries>;
}

function follow(trials: readonly number[], metric: string): Followed {
  let kept: ReadonlyMap<number, LiveSeries> | null = null;
  return {
    subscribe: (changed) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const tell = () => {
        timer = undefined;
        kept = null;
        changed();
      };
      const silence = points.subscribe(trials, () => (timer ??= setTimeout(tell, drawnEvery)));
      return () => {
        silence();
        clearTimeout(timer);
      };
    },
    read: () =>
      (kept ??= new Map(
        trials.flatMap((trial) => {
          const series = points.series(trial, metric);
          return series === undefined ? [] : [[trial, series] as const];
        }),
      )),
  };
}
