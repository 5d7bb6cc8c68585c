/**
 * What the analyst's process answers to each order, with one store kept open for all of them. A store whose connection
 * broke is closed before another is opened: each that is forgotten would hold its connections for ever.
 */
import { setTimeout as pass } from 'node:timers/promises';
import { AttuneError } from '@attune/core/errors';
import type { Store } from '../../store/index.ts';
import type { AnalysisAnswer, AnalysisMessage, AnalysisPlace } from './analyst-worker.ts';
import { diagnosisKeeper } from './diagnosis-keeper.ts';
import { analysisParts } from './parts.ts';

export type AnswerOrder = (message: AnalysisMessage) => Promise<AnalysisAnswer>;

/** How long a store may take to close. */
const patienceMilliseconds = 5000;

/** Takes one order after the other, never two at once. `now`: milliseconds, UTC. */
export function answerOrders(open: (place: AnalysisPlace) => Promise<Store>, now: () => number): AnswerOrder {
  const diagnosed = diagnosisKeeper();
  let store: Store | null = null;

  return async ({ place, order }) => {
    try {
      store ??= await open(place);
      return { kind: 'made', parts: await analysisParts(store, order, now(), diagnosed) };
    } catch (error) {
      const refused = error instanceof AttuneError;
      if (!refused || error.code === 'unavailable') {
        await closed(store);
        store = null;
      }
      if (refused) return { kind: 'refused', code: error.code, detail: error.detail };
      return { kind: 'broken', problem: error instanceof Error ? error.message : String(error) };
    }
  };
}

/** Never throws; where the network is silent, nobody waits until that is noticed. */
async function closed(store: Store | null): Promise<void> {
  const patience = new AbortController();
  const given = pass(patienceMilliseconds, undefined, { signal: patience.signal });
  await Promise.race([store?.close(), given]).catch(() => undefined);
  patience.abort();
  await given.catch(() => undefined);
}
