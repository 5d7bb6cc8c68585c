/**
 * The round's report, read anew while the trials have gone on without it. What it says and the figures that show it are of
 * one analysis: an earlier one stays until the figures in sight have followed.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Api } from '@attune/client';
import { read } from '../../api/queries.ts';
import { isBehind, readsAgain } from '../../parts/report-behind.ts';
import { figuresFollow, type Analysis } from './figure-read.ts';
import { useRoundOrder } from './round-order.ts';
import type { RoundOrder } from './round-reads.ts';

export type ReportDocument = Api['GET /rounds/{round}/report']['result'];

export interface ShownReport {
  /** Null until one was read. */
  readonly shown: { readonly document: ReportDocument; readonly analysis: Analysis } | null;
  /** Why what was asked for cannot be shown. */
  readonly error: Error | null;
  readonly retry: () => void;
  /** Whether trials have ended since. */
  readonly behind: boolean;
}

interface Answer {
  readonly order: RoundOrder;
  readonly document: ReportDocument;
}

/** `ended`: how many trials of the round have ended by now. */
export function useReport(ended: number): ShownReport {
  const cache = useQueryClient();
  const order = useRoundOrder();
  const { data, error, refetch } = useQuery({
    ...read('GET /rounds/{round}/report', order),
    refetchInterval: ({ state }) => readsAgain(state.data, ended),
  });
  const [paired, setPaired] = useState<Answer | null>(null);
  const latest = data === undefined ? null : { order, document: data };
  // Where only its date has changed, there is nothing to wait for.
  const shown = paired === null || (latest !== null && isSame(paired, latest)) ? latest : paired;
  if (paired === null && latest !== null) setPaired(latest);

  useEffect(() => {
    if (data === undefined || paired === null || isSame(paired, { order, document: data })) return undefined;
    let current = true;
    const next = { ...analysisOf({ order, document: data }), figures: data.report.figures.map(({ id }) => id) };
    void figuresFollow(cache, analysisOf(paired), next).then((ready) => {
      if (current && ready) setPaired({ order, document: data });
    });
    return () => {
      current = false;
    };
  }, [cache, order, data, paired]);

  return {
    shown: shown === null ? null : { document: shown.document, analysis: analysisOf(shown) },
    error: data === undefined ? error : null,
    retry: () => void refetch(),
    behind: shown !== null && isBehind(shown.document, ended),
  };
}

function analysisOf({ order, document: { version } }: Answer): Analysis {
  return { order, version };
}

function isSame(one: Answer, other: Answer): boolean {
  return one.order === other.order && one.document.version === other.document.version;
}
