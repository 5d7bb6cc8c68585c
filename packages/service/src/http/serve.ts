/** Serves a project until it is told to stop: opens the store, listens, and closes both in order. */
import { AttuneError } from '@attune/core/errors';
import { defineTexts } from '@attune/core/texts';
import { driveWhatIsWanted, type DrivingLoop } from '../operations/driving-loop.ts';
import { gatherMeasurements } from '../operations/measurements-gathering.ts';
import type { Context } from '../operations/operation.ts';
import { warmLatest } from '../operations/warm-latest.ts';
import { openStore, openWorkspace } from '../operations/workspace.ts';
import { openAnalyst } from './analysis.ts';
import { buildServer } from './server.ts';

export const serveTexts = defineTexts('serve', {
  busy: 'port {port} of {host} is in use: leave --port out for the next free one, or name another',
  host: 'cannot listen on {host}: it is no address of this machine',
});

export interface Listening {
  /** As a browser is given it: `http://127.0.0.1:4400`. */
  readonly url: string;
  readonly port: number;
}

export interface ServeOptions {
  readonly host: string;
  /** Absent: the first free one from `defaultPort` on. */
  readonly port?: number;
  /** The dashboard's built pages. */
  readonly pages?: string;
  /** Called once it listens. */
  readonly ready: (listening: Listening) => void;
}

export const defaultPort = 4400;
/** Ports that are tried where none is asked for. */
const triedPorts = 50;

/**
 * Resolves when `context.signal` aborts and everything is closed; trials that it drives go on. Throws `unavailable` where it
 * cannot listen.
 */
export async function serve(context: Context, options: ServeOptions): Promise<void> {
  const workspace = openWorkspace(context);
  const store = await openStore(workspace);
  const analyst = openAnalyst(workspace, store, context);
  try {
    // Paths in requests are those of the project, wherever the server was started.
    const place = { directory: workspace.directory, projectPath: workspace.projectFile };
    const measurements = gatherMeasurements(store, context.clock);
    const served = { ...context, ...place, store, analyst, measurements };
    let loop: DrivingLoop | undefined;
    const server = await buildServer({
      context: served,
      driving: () => loop?.driving() === true,
      ...(options.pages === undefined ? {} : { pages: options.pages }),
    });
    try {
      const port = await listen(server, options);
      options.ready({ url: `http://${shown(options.host)}:${port}`, port });
      void warmLatest(served);
      loop = driveWhatIsWanted({ ...served, signal: new AbortController().signal, leave: context.signal }, store);
      await aborted(context.signal);
    } finally {
      await server.close();
      await loop?.ended;
    }
  } finally {
    await analyst.close();
    await store.close();
  }
}

type Server = Awaited<ReturnType<typeof buildServer>>;

async function listen(server: Server, { host, port }: ServeOptions): Promise<number> {
  const last = port ?? defaultPort + triedPorts - 1;
  for (let tried = port ?? defaultPort; ; tried++) {
    try {
      await server.listen({ host, port: tried });
      const address = server.server.address();
      return typeof address === 'object' && address !== null ? address.port : tried;
    } catch (cause) {
      const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
      if (code === 'EADDRINUSE' && tried < last) continue;
      if (code === 'EADDRINUSE')
        throw new AttuneError('unavailable', serveTexts.busy({ port: tried, host }), { cause });
      if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
        throw new AttuneError('unavailable', serveTexts.host({ host }), { cause });
      }
      throw cause;
    }
  }
}

/** An address of version 6 stands in brackets. */
function shown(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
