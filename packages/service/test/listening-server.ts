/** A server upon a real project, in this process, at an address of its own; and waiting until it has done what it was asked. */
import { attuneClient, type AttuneClient } from '../../client/src/index.ts';
import { systemClock } from '../src/engine/index.ts';
import { serve } from '../src/http/index.ts';
import { until } from '../src/testing/until.ts';

export interface ListeningServer extends AttuneClient {
  readonly url: string;
  /** As Ctrl-C does. */
  end(): Promise<void>;
}

export async function listeningServer(directory: string): Promise<ListeningServer> {
  const stop = new AbortController();
  const listening = Promise.withResolvers<string>();
  const context = {
    directory,
    clock: systemClock,
    environment: process.env,
    actor: 'http:test',
    progress: () => undefined,
    signal: stop.signal,
  };
  const ended = serve(context, { host: '127.0.0.1', port: 0, ready: ({ url }) => listening.resolve(url) });
  ended.catch((error: unknown) => listening.reject(error));
  const url = await listening.promise;
  return {
    ...attuneClient({ base: url }),
    url,
    end() {
      stop.abort();
      return ended;
    },
  };
}

/** Until nothing is asked for any more and nobody drives. */
export function idle(client: AttuneClient): Promise<true> {
  return until(async () => {
    const { jobs, engine } = await client.call('GET /jobs', {});
    return jobs.length === 0 && engine === null ? true : undefined;
  });
}
