/** An analyst over a store: analyses come from a worker one by one, the newest of each kind are kept while there is room. */
import { AttuneError } from '@attune/core/errors';
import { defineTexts } from '@attune/core/texts';
import type { Analysis, AnalysisOrder, Analyst, AnalystParts } from './analyst.ts';
import { keptDocuments } from './kept-documents.ts';
import { readGate } from './read-gate.ts';
import { roundVersions } from './round-versions.ts';
import { trialMemory } from './trial-memory.ts';

export const analystTexts = defineTexts('analyst', {
  closed: 'the server is ending: ask again when it is back',
  crowded: 'too many analyses are asked for at once: ask again in a minute',
});

/** Between two analyses of a round whose trials run: at least this long, and so many times as long as one takes. */
const pauseMilliseconds = 5000;
const pauseShare = 3;
/** The same between two for a verdict alone, which nobody waits for. */
const idleShare = 20;
/** How long an analysis that failed is not tried again on the same data. */
const failedMilliseconds = 60_000;
/** Characters of analyses that are kept; the newest stays whatever its size. */
const keptCharacters = 64e6;
/** The least that one is counted as, since one that failed takes room as well. */
const leastCharacters = 1000;
/** Ways to look at rounds that are kept beside how those were run, of which there is one a round. */
const mostOtherWays = 64;
/** Large reads under way, of some tens of megabytes each, and those that may wait. */
const largeReads = { atOnce: 4, most: 64 };

interface Verdict {
  readonly version: string;
  readonly text: string;
  readonly endedAt: number;
  readonly took: number;
}

interface Kept {
  readonly order: AnalysisOrder;
  newest?: { readonly analysis: Analysis; readonly endedAt: number; readonly took: number };
  failed?: { readonly error: Error; readonly version: string; readonly at: number };
  making?: Promise<void>;
}

export function startAnalyst({ store, worker, now }: AnalystParts): Analyst {
  const versions = roundVersions(store);
  const documents = keptDocuments();
  const trials = trialMemory(store);
  const large = readGate(largeReads);
  /** Least recently asked first. */
  const kept = new Map<string, Kept>();
  const verdicts = new Map<number, Verdict>();
  let closed = false;

  /** Begins an analysis of the round as it is now; whatever comes of it is found in `entry`. */
  function make(entry: Kept, version: string, idle = false): Promise<void> {
    if (entry.making !== undefined) {
      if (!idle) worker.hasten(entry.order);
      return entry.making;
    }
    const began = now();
    entry.making = worker
      .analyse(entry.order, idle)
      .then(
        (parts) => {
          const endedAt = now();
          const took = endedAt - began;
          // Changes during the analysis may or may not be in it: by its version it is of before them.
          entry.newest = { analysis: { ...parts, version }, endedAt, took };
          delete entry.failed;
          if (isPlain(entry.order)) verdicts.set(entry.order.round, { version, text: parts.verdict, endedAt, took });
        },
        (error: unknown) => {
          entry.failed = { error: error instanceof Error ? error : new Error(String(error)), version, at: now() };
        },
      )
      .finally(() => {
        delete entry.making;
        evict();
      });
    return entry.making;
  }

  function failedLately({ failed }: Kept): boolean {
    return failed !== undefined && now() - failed.at < failedMilliseconds;
  }

  function rested({ endedAt, took }: Pick<Verdict, 'endedAt' | 'took'>, share: number): boolean {
    return now() - endedAt >= Math.max(pauseMilliseconds, share * took);
  }

  /** The entry becomes the latest asked. */
  function entryOf(order: AnalysisOrder): Kept {
    const name = nameOf(order);
    const entry = kept.get(name) ?? { order };
    kept.delete(name);
    kept.set(name, entry);
    return entry;
  }

  function evict(): void {
    let room = keptCharacters;
    let others = 0;
    for (const [index, [name, entry]] of [...kept].toReversed().entries()) {
      room -= sizeOf(entry);
      const plain = isPlain(entry.order);
      if (!plain) others++;
      const beyond = room < 0 || (!plain && others > mostOtherWays);
      if (beyond && index > 0 && entry.making === undefined) kept.delete(name);
    }
  }

  /** Of an analysis that was not begun, so that nothing is kept of it. */
  function crowded(): AttuneError {
    evict();
    return new AttuneError('unavailable', analystTexts.crowded());
  }

  return {
    version: (round) => versions.of(round),
    async analysis(order) {
      if (closed) throw new AttuneError('unavailable', analystTexts.closed());
      const entry = entryOf(order);
      const version = await versions.of(order.round);
      if (entry.newest?.analysis.version === version) return { analysis: entry.newest.analysis, analysing: false };
      const failed = entry.failed?.version === version && failedLately(entry);
      if (entry.newest === undefined) {
        if (!failed) {
          if (entry.making === undefined && worker.full()) throw crowded();
          await make(entry, version);
        }
        return firstOf(entry);
      }
      const { analysis, endedAt, took } = entry.newest;
      if (!failed && rested({ endedAt, took }, pauseShare) && !worker.full()) void make(entry, version);
      return { analysis, analysing: !failed };
    },
    verdict(round, version) {
      const known = verdicts.get(round);
      const entry: Kept = kept.get(nameOf({ round })) ?? { order: { round } };
      const due = known === undefined || (known.version !== version && rested(known, idleShare));
      if (!closed && due && entry.making === undefined && !failedLately(entry)) {
        void make(entryOf({ round }), version, true);
      }
      return known?.text ?? null;
    },
    trials,
    kept: documents.get,
    inTurn: (read, signal) => large.pass(read, signal),
    async close() {
      closed = true;
      await worker.close();
      await Promise.all([...kept.values()].flatMap(({ making }) => making ?? []));
    },
  };
}

function firstOf({ newest, failed }: Kept): { readonly analysis: Analysis; readonly analysing: boolean } {
  if (newest !== undefined) return { analysis: newest.analysis, analysing: false };
  throw failed?.error ?? new AttuneError('unavailable', analystTexts.closed());
}

function nameOf({ round, objective = '', keepFeasible = [] }: AnalysisOrder): string {
  return JSON.stringify([round, objective, [...new Set(keepFeasible)].toSorted((a, b) => a - b)]);
}

/** Whether the round is judged as it was run. */
function isPlain({ objective, keepFeasible = [] }: AnalysisOrder): boolean {
  return objective === undefined && keepFeasible.length === 0;
}

function sizeOf({ newest }: Kept): number {
  if (newest === undefined) return leastCharacters;
  const { report, trials, figures } = newest.analysis;
  return leastCharacters + report.length + trials.length + figures.reduce((sum, { spec }) => sum + spec.length, 0);
}
