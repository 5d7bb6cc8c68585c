/** Serves a project until it is told to stop: opens the store, listens, and closes both in order. */
import { AttuneError } from '@attune/core/errors';
import { defineTexts } from '@attune/core/texts';
import { driveWhatIsWanted, type DrivingLoop } from '../operations/run/driving-loop.ts';
import { gatherMeasurements } from '../operations/own-loop/measurements-gathering.ts';
import type { Context } from '../operations/operation.ts';
import { inUse } from '../operations/tokens/tokens.ts';
import { warmLatest } from '../operations/analysis/warm-latest.ts';
import { openStore, openWorkspace } from '../operations/workspace.ts';
import { projectReader } from '../project/index.ts';
import type { Store } from '../store/index.ts';
import { openAnalyst } from './analysis.ts';
import type { Access } from './security/gate.ts';
import { isLoopbackHost } from './security/loopback.ts';
import { buildServer } from './server.ts';

export const serveTexts = defineTexts('serve', {
  busy: 'port {port} of {host} is in use: leave --port out for the next free one, or name another',
  tokenless:
    'whoever reaches {host} could start programs on this machine: make a token first, as in attune token new --name ada --scope admin, and give it to those who may',
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
  /** Asks this machine's user for a token too: where others use the machine, or a proxy stands in front. */
  readonly tokens?: boolean;
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
    const access = await accessOf(store, context, options);
    // Paths in requests are those of the project, wherever the server was started.
    const place = { directory: workspace.directory, projectPath: workspace.projectFile };
    const measurements = gatherMeasurements(store, context.clock);
    let url = '';
    const served = {
      ...{ ...context, ...place, store, analyst, measurements },
      readProject: projectReader(),
      server: () => url,
    };
    let loop: DrivingLoop | undefined;
    const server = await buildServer({
      context: served,
      access,
      driving: () => loop?.driving() === true,
      ...(options.pages === undefined ? {} : { pages: options.pages }),
    });
    try {
      const port = await listen(server, options);
      url = `http://${shown(reachable(options.host))}:${port}`;
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

/** Throws `conflict` where a token is needed to ask and there is none. */
async function accessOf(store: Store, { clock }: Context, { host, tokens }: ServeOptions): Promise<Access> {
  if (isLoopbackHost(host) && tokens !== true) return 'local';
  const now = clock.now();
  if ((await store.read('token')).some((row) => inUse(row, now))) return 'tokens';
  throw new AttuneError('conflict', serveTexts.tokenless({ host }));
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

/** A server that listens on every address is reached by its own machine's trials on the nearest. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  return host === '::' ? '::1' : host;
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
