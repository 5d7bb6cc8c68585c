/** Where commands print: everything that they may know about the screen, so that tests can stand in for it. */
import picocolors from 'picocolors';
import type { Asker } from './asker.ts';

export type Colours = ReturnType<typeof picocolors.createColors>;

/** One stream. */
export interface Output {
  /** Columns; infinite where there is no screen, so that nothing is cut off in files and pipes. */
  readonly width: number;
  readonly isTTY: boolean;
  readonly colours: Colours;
  write(text: string): void;
}

/** Standard output, with standard error beside it. */
export interface Terminal extends Output {
  readonly error: Output;
  writeError(text: string): void;
  /** Loads what asks the user; absent where nobody can answer. */
  readonly asker?: () => Promise<Asker>;
}

/** A terminal over two outputs. */
export function terminalOf(out: Output, error: Output, asker?: Terminal['asker']): Terminal {
  return {
    get width() {
      return out.width;
    },
    isTTY: out.isTTY,
    colours: out.colours,
    write: (text) => out.write(text),
    error,
    writeError: (text) => error.write(text),
    ...(asker === undefined ? {} : { asker }),
  };
}

/** A stream of this process. Colours only on a screen, and neither under `NO_COLOR` nor on a `dumb` terminal. */
export function streamOutput(
  stream: { readonly isTTY?: boolean; readonly columns?: number; write(text: string): unknown },
  environment: Readonly<Record<string, string | undefined>>,
  colour: boolean,
): Output {
  const isTTY = stream.isTTY === true;
  const forced = environment['FORCE_COLOR'] !== undefined && !['', '0', 'false'].includes(environment['FORCE_COLOR']);
  const refused = !colour || (environment['NO_COLOR'] ?? '') !== '' || environment['TERM'] === 'dumb';
  return {
    get width() {
      return isTTY ? (stream.columns ?? 80) : Number.POSITIVE_INFINITY;
    },
    isTTY,
    colours: picocolors.createColors(!refused && (isTTY || forced)),
    write: (text) => {
      stream.write(text);
    },
  };
}
