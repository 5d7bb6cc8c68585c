/** A served project of which a round of slow trials runs until it is ended. */
import { setTimeout as pause } from 'node:timers/promises';
import { attuneClient, type AttuneClient } from '@attune/client';
import { servedProject, type ServedProject } from './served-project.ts';
import { finish, makeSlow, shortRound } from './slow-training.ts';

export interface RunningRound {
  readonly served: ServedProject;
  readonly client: AttuneClient;
  /** Lets its trials end, then the server, and removes the project. */
  end(): Promise<void>;
}

/** Resolves once a trial runs. */
export async function runningRound(trials: number): Promise<RunningRound> {
  const served = await servedProject({ '01-rate.yaml': shortRound(trials) });
  makeSlow(served.project);
  const client = attuneClient({ base: served.url });
  const running = async () => (await client.call('GET /status', {})).running.length;
  await client.call('POST /rounds', { file: 'rounds/01-rate.yaml' });
  while ((await running()) === 0) await pause(100);
  return {
    served,
    client,
    async end() {
      await client.call('POST /rounds/{round}/pause', { round: 1 });
      finish(served.project);
      while ((await running()) > 0) await pause(100);
      await served.close();
    },
  };
}
