/** What a terminal shows after a text was written to it: knows lines, wrapping, cursor up, and erasing. */
import { displayWidth } from '../width.ts';

/** The lines on the screen, empty ones at the end left out. */
export function screenOf(written: string, columns: number): readonly string[] {
  const lines: string[][] = [[]];
  let row = 0;
  let column = 0;
  const lineAt = (index: number): string[] => (lines[index] ??= []);
  const put = (character: string): void => {
    if (character === '\n' || column + displayWidth(character) > columns) {
      row += 1;
      column = 0;
      lineAt(row);
    }
    if (character === '\r') column = 0;
    else if (character !== '\n') {
      lineAt(row)[column] = character;
      column += displayWidth(character);
    }
  };
  const obey = (mark: string, count: string, action: string): void => {
    // Private modes, such as synchronised updates, change nothing that is shown.
    if (mark === '?') return;
    if (action === 'A') row = Math.max(0, row - Number(count === '' ? 1 : count));
    else if (action !== 'K' && action !== 'J') throw new Error(`the test screen does not know ${action}`);
    else {
      lineAt(row).length = Math.min(lineAt(row).length, column);
      if (action === 'J') lines.length = row + 1;
    }
  };
  const [plain = '', ...controlled] = written.split('\u001b');
  for (const character of plain) put(character);
  for (const part of controlled) {
    const [code, mark = '', count = '', action = ''] = /^\[(\??)(\d*)([A-Za-z])/.exec(part) ?? [''];
    obey(mark, count, action);
    for (const character of part.slice(code.length)) put(character);
  }
  const shown = lines.map((line) =>
    Array.from(line, (character) => character)
      .join('')
      .trimEnd(),
  );
  return shown.slice(0, shown.findLastIndex((line) => line !== '') + 1);
}
