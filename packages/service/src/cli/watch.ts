/** Shows a text again and again as it changes: in place on a screen, one after the other elsewhere. */
import { stripVTControlCharacters } from 'node:util';
import type { Clock } from '../operations/operation.ts';
import { liveBlock } from './live-block.ts';
import type { Output } from './terminal.ts';
import { cut, displayWidth } from './width.ts';

const pauseMilliseconds = 1000;

/** Until `signal` aborts, or until `render` says that there is nothing more to wait for. The last text stays. */
export async function watch(
  render: () => Promise<{ readonly text: string; readonly done: boolean }>,
  output: Output,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  const block = output.isTTY ? liveBlock(output) : undefined;
  let last = '';
  while (!signal.aborted) {
    const { text, done } = await render();
    if (block !== undefined) block.draw(linesOf(text).map((line) => fitted(line, output.width)));
    else if (text !== last) output.write(last === '' ? text : `\n${text}`);
    last = text;
    if (done) return;
    await clock.sleep(pauseMilliseconds, signal);
  }
}

/** A line that is too wide loses its colours with its end. */
function fitted(line: string, width: number): string {
  const plain = stripVTControlCharacters(line);
  return displayWidth(plain) <= width ? line : cut(plain, width);
}

function linesOf(text: string): readonly string[] {
  return text.replace(/\n$/, '').split('\n');
}
