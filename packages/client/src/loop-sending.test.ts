import { describe, expect, it } from 'vitest';
import type { Api } from '@attune/service/http';
import { ApiError } from './api-error.ts';
import type { AttuneClient } from './client.ts';
import { openSending } from './loop-sending.ts';

type Batch = Api['POST /measurements']['input']['batches'][number];

/** Takes what is sent, once it can be reached. */
function outage(): { readonly client: AttuneClient; readonly taken: Batch[]; over: boolean } {
  const taken: Batch[] = [];
  const state = {
    taken,
    over: false,
    client: {
      call: (_: string, { batches }: { readonly batches: readonly Batch[] }) => {
        if (!state.over) return Promise.reject(new TypeError('fetch failed'));
        taken.push(...batches);
        return Promise.resolve({ taken: batches.map(() => ({ stop: false })) });
      },
    } as unknown as AttuneClient,
  };
  return state;
}

describe('what an attempt measures', () => {
  it('is sent in several batches after a long outage, in order and whole', async () => {
    const server = outage();
    const sending = openSending(server.client, { trial: 1, attempt: 1, patienceSeconds: 600 });
    for (let step = 0; step < 30_000; step++) sending.report(step, { 'train/loss': step, 'valid/loss': NaN });
    sending.checkpoint(29_999, 'last');
    server.over = true;
    await sending.finish();
    expect(server.taken.map(({ batch }) => batch)).toEqual([0, 1, 2, 3]);
    for (const batch of server.taken) expect(JSON.stringify(batch).length).toBeLessThan(1 << 20);
    const steps = (metric: string) =>
      server.taken.flatMap(({ series }) => series.filter((one) => one.metric === metric).flatMap((one) => one.steps));
    const all = Array.from({ length: 30_000 }, (_, step) => step);
    expect(steps('train/loss')).toEqual(all);
    expect(steps('valid/loss')).toEqual(all);
    expect(server.taken.at(-1)?.checkpoints).toEqual([{ step: 29_999, path: 'last' }]);
  });

  it('is kept no longer once the server has refused it', async () => {
    const sending = openSending(refusing, { trial: 1, attempt: 1, patienceSeconds: 600 });
    sending.report(1, { 'train/loss': 1 });
    await new Promise((resolve) => sending.signal.addEventListener('abort', resolve));
    let read = 0;
    const values = {
      get 'train/loss'() {
        read++;
        return 1;
      },
    };
    for (let step = 2; step < 100; step++) sending.report(step, values);
    expect(read).toBe(0);
    await expect(sending.finish()).rejects.toMatchObject({ status: 401 });
  });
});

const refused = new ApiError(401, { schema: 'error/1', code: 'unauthorised', message: 'who are you?', issues: [] });
const refusing = { call: () => Promise.reject(refused) } as unknown as AttuneClient;
