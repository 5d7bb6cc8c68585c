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

export function attemptClient({ base, token, directory }: AttemptAddress): Pick<AttuneClient, 'call'> {
  async function address(): Promise<string> {
    if (directory === undefined) return base;
    // Not at the top: this package is loaded in browsers too.
    const { readFile } = await import('node:fs/promises');
    const text = await readFile(`${directory}/${serverFile}`, 'utf8').catch(() => '');
    return /^https?:/.test(text) ? text.trim() : base;
  }

  return {
    async call(route, input, options) {
      for (;;) {
        const asked = await address();
        try {
          return await attuneClient({ base: asked, token }).call(route, input, options);
        } catch (error) {
          // Where it was, something else may answer by now.
          const foreign = error instanceof ApiError && (error.status === 401 || error.status === 404);
          if (!foreign || (await address()) === asked) throw error;
        }
      }
    },
  };
}
