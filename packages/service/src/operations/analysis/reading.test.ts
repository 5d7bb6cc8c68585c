import { AttuneError } from '@attune/core/errors';
import { beforeEach, expect, it } from 'vitest';
import { quickProject } from '../../../test/quick-project.ts';
import { openMemoryStore, type Store } from '../../store/index.ts';
import { populate } from '../../testing/store-rows.ts';
import { systemClock, type Context } from '../operation.ts';
import type { AnalysisOrder } from './analyst.ts';
import { curves } from '../views/curves.ts';
import { trialLog } from '../views/trial-log.ts';
import { analysisOf } from './reading.ts';

const never = (): never => {
  throw new Error('not asked here');
};

let store: Store;
/** What the analyst was asked for. */
let asked: AnalysisOrder[];
let context: Context;

beforeEach(async () => {
  store = openMemoryStore();
  await populate(store);
  asked = [];
  context = {
    directory: '/',
    clock: systemClock,
    environment: {},
    actor: 'test',
    progress: () => undefined,
    signal: new AbortController().signal,
    analyst: {
      ...{ version: never, trials: never, verdict: never, kept: never, close: never },
      inTurn: () => Promise.reject(new AttuneError('unavailable', { key: 'test', values: {}, text: 'crowded' })),
      analysis(order) {
        asked.push(order);
        return Promise.resolve({
          analysis: { report: '{}', trials: '[]', figures: [], verdict: 'good', version: '1' },
          analysing: false,
        });
      },
    },
  };
});

it.each([
  ['a round that there is not', { round: 7 }, 'not-found'],
  ['a metric that no trial reported', { round: 1, objective: 'valid/nothing' }, 'not-found'],
  ['no metric', { round: 1, objective: ' ' }, 'invalid'],
  ['a metric of the test set', { round: 1, objective: 'test/accuracy' }, 'invalid'],
])('an analysis of %s is refused before the analyst is asked', async (_, order, code) => {
  await expect(analysisOf(context, store, order)).rejects.toMatchObject({ code });
  expect(asked).toEqual([]);
});

it('an analysis of a round that there is comes from the analyst', async () => {
  const order = { round: 1, keepFeasible: [1] };
  expect(await analysisOf(context, store, order)).toMatchObject({ analysis: { verdict: 'good' }, change: null });
  expect(asked).toEqual([order]);
});

it('curves and logs are read in turn', async () => {
  await expect(curves.run(context, { trials: [1], metrics: ['loss'] })).rejects.toThrow('crowded');
  const project = quickProject({});
  const log = trialLog.run({ ...context, directory: project.directory }, { trial: 1, stream: 'stdout' });
  await expect(log).rejects.toThrow('crowded');
  project.remove();
});
