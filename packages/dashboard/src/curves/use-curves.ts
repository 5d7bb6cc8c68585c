/**
 * Curves of many trials, read a few trials at a time: when one trial changes, only its own few are read again. Lines of
 * curves that did not change stay the same objects.
 */
import { useQueries, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useEffect, useEffectEvent } from 'react';
import type { Api, ApiError } from '@attune/client';
import { points as arrived } from '../api/live.ts';
import { read } from '../api/queries.ts';
import { lineOf, type CurveLine } from './curve-line.ts';
import type { XAxis } from './curve-settings.ts';
import { outgrown } from './outgrown.ts';

export interface CurvesAsked {
  readonly trials: readonly number[];
  /** Those among them that stand in front: read more closely. */
  readonly front: readonly number[];
  /** Those among them that go on: read again now and then. */
  readonly running: readonly number[];
  readonly metrics: readonly string[];
  readonly by: XAxis;
  /** Steps that are shown; null: all. */
  readonly within: { readonly from: number; readonly to: number } | null;
}

export interface CurvesRead {
  readonly lines: readonly CurveLine[];
  /** Trials that have no place on the axis: nothing tells their time or examples. */
  readonly unplaced: readonly number[];
  readonly loading: boolean;
  readonly error: ApiError | null;
}

/**
 * How often the curves of running trials are read again, milliseconds: by step, points arrive by themselves, and what goes
 * along is renewed (limits, the best step); on other axes this is how they go on.
 */
const renewedEvery = { step: 30_000, time: 3_000, examples: 3_000 } as const satisfies Record<XAxis, number>;
/** By step, curves that outgrew the limits are read again sooner. */
const outgrownEvery = 3_000;

/** Trials of one read: their numbers decide, so that the groups stay when trials are added. */
const group = 20;
/** Points of all curves of the front together, and of those behind. */
const allPoints = { front: 40_000, behind: 40_000 } as const;
const [fewest, most, zoomedMost] = [64, 1_024, 2_048];

export function useCurves({ trials, front, running, metrics, by, within }: CurvesAsked): CurvesRead {
  const behind = trials.filter((trial) => !front.includes(trial));
  const zoomed = within !== null;
  const inFront = pointsEach(allPoints.front / (front.length * metrics.length), zoomed);
  const inBehind = pointsEach(allPoints.behind / (behind.length * metrics.length), zoomed);
  const groups =
    metrics.length === 0
      ? []
      : [
          ...groupsOf(front, 1).map((own) => ({ own, points: inFront })),
          ...groupsOf(behind, group).map((own) => ({ own, points: inBehind })),
        ];
  const queries = groups.map(({ own, points }) => ({
    own,
    query: read('GET /curves', {
      trials: [...own],
      metrics: [...metrics],
      points,
      x: by,
      ...(within === null || by !== 'step' ? {} : within),
    }),
  }));
  const found = useQueries({
    queries: queries.map(({ own, query }) => ({
      ...query,
      refetchInterval: own.some((trial) => running.includes(trial)) ? renewedEvery[by] : false,
      // A changed group or zoom shows what was there until the new has come.
      placeholderData: (before: Curves | undefined) => before,
    })),
    combine,
  });

  const client = useQueryClient();
  const renewOutgrown = useEffectEvent(() => {
    const left = outgrown(found.lines, { trials: running, front, metrics, arrived: arrived.series });
    for (const { own, query } of queries) {
      if (!left.some((trial) => own.includes(trial))) continue;
      // A read that takes long must come to its end.
      void client.invalidateQueries({ queryKey: query.queryKey }, { cancelRefetch: false });
    }
  });
  const follows = by === 'step' && !zoomed && running.length > 0;
  useEffect(() => {
    if (!follows) return;
    const timer = setInterval(renewOutgrown, outgrownEvery);
    return () => clearInterval(timer);
  }, [follows]);
  return found;
}

type Curves = Api['GET /curves']['result'];

function combine(results: readonly UseQueryResult<Curves, ApiError>[]): CurvesRead {
  return {
    lines: results.flatMap(({ data }) => (data?.curves ?? []).map(lineOf)),
    unplaced: results.flatMap(({ data }) => data?.unplaced ?? []),
    loading: results.some(({ isPending }) => isPending),
    error: results.find(({ error }) => error !== null)?.error ?? null,
  };
}

function groupsOf(trials: readonly number[], size: number): readonly (readonly number[])[] {
  const sorted = trials.toSorted((a, b) => a - b);
  return [...Map.groupBy(sorted, (trial) => Math.floor(trial / size)).values()];
}

/** In a few sizes only, so that one more trial does not read all others again. */
function pointsEach(share: number, zoomed: boolean): number {
  const wanted = Math.min(zoomed ? zoomedMost : most, Math.max(fewest, (zoomed ? 4 : 1) * share));
  return 2 ** Math.floor(Math.log2(wanted));
}
