import { beforeEach, describe, expect, it } from 'vitest';
import { AttuneError } from '@attune/core/errors';
import { openMemoryStore, type Store } from '../../store/index.ts';
import { populate } from '../../testing/store-rows.ts';
import { answerOrders, type AnswerOrder } from './analysis-answer.ts';

const place = { address: '', folder: '' };
/** What happened to stores, in order. */
let happened: string[];
/** Whether stores fail as one whose server is away does. */
let away: boolean;
let answer: AnswerOrder;

beforeEach(() => {
  happened = [];
  away = false;
  answer = answerOrders(
    async () => {
      const memory = openMemoryStore();
      await populate(memory);
      happened.push('opened');
      const store: Store = {
        ...memory,
        async read(kind, selection) {
          if (away) throw new AttuneError('unavailable', { key: 'test', values: {}, text: 'away' });
          return memory.read(kind, selection);
        },
        async close() {
          happened.push('closed');
          return memory.close();
        },
      };
      return store;
    },
    () => 0,
  );
});

describe('answers to orders', () => {
  it('are given from one store, however many are refused', async () => {
    for (let time = 0; time < 20; time++) {
      expect(await answer({ place, order: { round: 7 } })).toMatchObject({ kind: 'refused', code: 'not-found' });
      const order = { round: 1, objective: 'valid/nothing' };
      expect(await answer({ place, order })).toMatchObject({ kind: 'refused', code: 'not-found' });
    }
    expect(happened).toEqual(['opened']);
  });

  it('are given from another store where the first cannot be reached, which is closed before', async () => {
    await answer({ place, order: { round: 7 } });
    away = true;
    expect(await answer({ place, order: { round: 7 } })).toMatchObject({ kind: 'refused', code: 'unavailable' });
    expect(happened).toEqual(['opened', 'closed']);
    away = false;
    expect(await answer({ place, order: { round: 7 } })).toMatchObject({ kind: 'refused', code: 'not-found' });
    expect(happened).toEqual(['opened', 'closed', 'opened']);
  });
});
