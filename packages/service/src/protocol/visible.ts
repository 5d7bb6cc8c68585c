/**
 * A line of a program's output as a terminal shows it. A carriage return begins the line anew, as progress bars do, and
 * control sequences colour it. Whoever reads measurements and whoever masks sealed ones must see the same text.
 */

/** One of the texts that were shown in a line, without what steers the terminal and without blanks around it. */
export interface VisiblePart {
  readonly text: string;
  /** Index in the line of each of the text's UTF-16 units. */
  readonly at: readonly number[];
}

/** What remains to be seen of a line: the text behind the last carriage return, one at the end apart. */
export function visible(line: string): string {
  const ended = line.endsWith('\r') ? line.slice(0, -1) : line;
  const text = ended.slice(ended.lastIndexOf('\r') + 1);
  return text.replaceAll(steering, '').trim();
}

/** Everything that was to be seen of a line, or of several: the texts between carriage returns and line ends, in order. */
export function visibleParts(lines: string): readonly VisiblePart[] {
  let from = 0;
  return lines.split(/[\r\n]/).map((piece) => {
    const part = partOf(piece, from);
    from += piece.length + 1;
    return part;
  });
}

/** Control sequences, operating-system commands and two-character escapes of ECMA-48; control characters but tabs. */
const steering = new RegExp(
  String.raw`(?:\u001B\[|\u009B)[0-?]*[ -/]*[@-~]|\u001B\][^\u0007\u001B]*(?:\u0007|\u001B\\)|\u001B[ -/]*[0-~]` +
    String.raw`|[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]`,
  'g',
);

function partOf(piece: string, from: number): VisiblePart {
  const at: number[] = [];
  let text = '';
  const keep = (start: number, end: number): void => {
    text += piece.slice(start, end);
    for (let i = start; i < end; i++) at.push(from + i);
  };
  let end = 0;
  for (const { 0: sequence, index } of piece.matchAll(steering)) {
    keep(end, index);
    end = index + sequence.length;
  }
  keep(end, piece.length);
  const start = text.length - text.trimStart().length;
  const shown = text.trim();
  return { text: shown, at: at.slice(start, start + shown.length) };
}
