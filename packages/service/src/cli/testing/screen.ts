/** What a terminal shows after a text was written to it: knows lines, wrapping, cursor up, and erasing. */
import { displayWidth } from '../width.ts';

/** The lines on the screen, empty ones at the end left out. */
export function screenOf(written: string, columns: number): readonly string[] {
  const lines: string[][] = [[]];
  let row = 0;
  let column = 0;
  const lineAt = (index: number): string[] => (lines[index] ??= []);
  for (const token of written.matchAll(/\u001b\[(\??)(\d*)([A-Za-z])|\n|\r|[^\u001b\n\r]/gu)) {
    const [text, mark, count, action] = token;
    if (text === '\n') {
      row += 1;
      column = 0;
      lineAt(row);
    } else if (text === '\r') column = 0;
    else if (action === undefined) {
      if (column + displayWidth(text) > columns) {
        row += 1;
        column = 0;
      }
      lineAt(row)[column] = text;
      column += displayWidth(text);
    } else if (mark === '') {
      if (action === 'A') row = Math.max(0, row - Number(count === '' ? 1 : count));
      else if (action === 'K') lineAt(row).length = Math.min(lineAt(row).length, column);
      else if (action === 'J') {
        lineAt(row).length = Math.min(lineAt(row).length, column);
        lines.length = row + 1;
      } else throw new Error(`the test screen does not know ${JSON.stringify(text)}`);
    }
  }
  const shown = lines.map((line) =>
    Array.from(line, (character) => character)
      .join('')
      .trimEnd(),
  );
  return shown.slice(0, shown.findLastIndex((line) => line !== '') + 1);
}
