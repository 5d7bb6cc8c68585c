import { describe, expect, it } from 'vitest';
import { ApiError } from './api-error.ts';
import type { AttuneClient } from './client.ts';
import { trainTrials } from './loop.ts';

const broken = new Error('out of memory');

/** Gives trial 1 and then none; refuses its measurements, and its end, with this status. */
function refusing(status: number): AttuneClient {
  let given = false;
  const refusal = () =>
    Promise.reject(new ApiError(status, { schema: 'error/1', code: 'invalid', message: 'refused', issues: [] }));
  return {
    call(route: string) {
      if (route !== 'POST /ask') return refusal();
      const none = { round: 1, given: null, none: { ended: true } };
      const one = { round: 1, given: { trial: 1, attempt: 1, patienceSeconds: 600 }, none: null };
      const answer = given ? none : one;
      given = true;
      return Promise.resolve(answer);
    },
  } as unknown as AttuneClient;
}

describe('a training that breaks, and whose end the server refuses', () => {
  it('tells both: the refusal, with what broke as its cause', async () => {
    const training = trainTrials(refusing(422), { train: () => Promise.reject(broken) });
    await expect(training).rejects.toMatchObject({ status: 422, cause: broken });
  });

  it('tells both where the trial was lost, and the training had not heard of it', async () => {
    const training = trainTrials(refusing(409), { train: () => Promise.reject(broken) });
    await expect(training).rejects.toMatchObject({ status: 409, cause: broken });
  });

  it('goes on to the next where it broke off because the trial was lost', async () => {
    const training = trainTrials(refusing(409), {
      async train({ report, signal }) {
        report(1, { 'train/loss': 1 });
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        throw broken;
      },
    });
    expect(await training).toBe(0);
  });

  it('goes on to the next where it came to its end and another program had the trial', async () => {
    expect(await trainTrials(refusing(409), { train: () => Promise.resolve() })).toBe(0);
  });
});
