/** Calls the server that started a training process, wherever it is now: it says so in a file of the attempt's directory. */
import { ApiError } from './api-error.ts';
import { attuneClient, type AttuneClient } from './client.ts';

export interface AttemptAddress {
  /** Where the server was when the process started. */
  readonly base: string;
  readonly token: string;
  /** The attempt's; where there is none, the server is looked for where it was. */
  readonly directory: string | undefined;
}

const serverFile = 'server';
/** How something answers that knows nothing of this attempt, or of Attune: the port may be another's by now. */
const foreign: ReadonlySet<number> = new Set([401, 403, 404, 405, 501]);
/** For so long it is taken for that: whoever follows the server has to find its processes before it can tell them. */
const awayMilliseconds = 10 * 60_000;

/**
 * What something else refuses in the server's place is no `ApiError` until it has done so for minutes: call again, as where
 * nothing answers.
 */
export function attemptClient({ base, token, directory }: AttemptAddress): Pick<AttuneClient, 'call'> {
  async function address(): Promise<string> {
    if (directory === undefined) return base;
    // Not at the top: this package is loaded in browsers too.
    const { readFile } = await import('node:fs/promises');
    const text = await readFile(`${directory}/${serverFile}`, 'utf8').catch(() => '');
    return /^https?:/.test(text) ? text.trim() : base;
  }

  let foreignSince: number | null = null;

  return {
    async call(route, input, options) {
      for (;;) {
        const asked = await address();
        try {
          const result = await attuneClient({ base: asked, token }).call(route, input, options);
          foreignSince = null;
          return result;
        } catch (error) {
          // Nothing answers at all.
          if (!(error instanceof ApiError)) foreignSince = null;
          if (directory === undefined || !(error instanceof ApiError && foreign.has(error.status))) throw error;
          if ((await address()) !== asked) continue;
          foreignSince ??= performance.now();
          if (performance.now() - foreignSince > awayMilliseconds) throw error;
          throw new Error(`what answers at ${asked} does not know this attempt: ${error.message}`, { cause: error });
        }
      }
    },
  };
}
