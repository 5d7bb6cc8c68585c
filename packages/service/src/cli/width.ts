/** Text measured in the columns of a terminal: padding, cutting and wrapping that hold with colours and wide letters. */
import { stripVTControlCharacters } from 'node:util';

/** Columns that a text takes on a screen, colours left out. */
export function displayWidth(text: string): number {
  // Nearly every cell of a long table; stripping colours first would cost most of the time that printing it takes.
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let width = 0;
  for (const character of stripVTControlCharacters(text)) width += columnsOf(character);
  return width;
}

/** Text from elsewhere (logs, file names), made safe to print on one line: no control characters, no line breaks. */
export function printable(text: string): string {
  return stripVTControlCharacters(text).replace(/\s+/gu, ' ').replace(/\p{C}/gu, '');
}

/** At most `width` columns, the last of them `…` where something was cut. Takes text without colours. */
export function cut(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let kept = '';
  let used = 0;
  for (const character of text) {
    const columns = columnsOf(character);
    if (used + columns > width - 1) break;
    kept += character;
    used += columns;
  }
  return width >= 1 ? `${kept}…` : '';
}

/** `text` with spaces on its other side, up to `width` columns. */
export function pad(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const space = ' '.repeat(Math.max(0, width - displayWidth(text)));
  return align === 'left' ? text + space : space + text;
}

/** Lines of at most `width` columns, broken at spaces; a longer word stands alone. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && displayWidth(line) + 1 + displayWidth(word) > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

function columnsOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (/\p{Mn}|\p{Me}|\p{Cf}/u.test(character)) return 0;
  return wide.some(([from, to]) => code >= from && code <= to) ? 2 : 1;
}

/** Blocks of East Asian wide and emoji characters (Unicode Standard Annex 11, classes W and F, by block). */
const wide: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f900, 0x1f9ff],
  [0x20000, 0x3fffd],
];
