/** The end of an attempt's log: what it said last, and the line by which crashes are told apart. */
import { open } from 'node:fs/promises';

/** Bytes of a log that are looked at. */
const tailBytes = 32 * 1024;

/** The last part of a file as text; empty where there is none. */
export async function readTail(path: string): Promise<string> {
  const file = await open(path, 'r').catch(() => undefined);
  if (file === undefined) return '';
  try {
    const { size } = await file.stat();
    const start = Math.max(0, size - tailBytes);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - start), 0, size - start, start);
    const text = buffer.toString('utf8', 0, bytesRead);
    return withoutLauncher(start === 0 ? text : text.slice(text.indexOf('\n') + 1));
  } finally {
    await file.close();
  }
}

/** What the shell says of the command alone: its own name and line mean nothing to a user. */
function withoutLauncher(text: string): string {
  return text.replaceAll(/^\S*\/launch\.sh: (?:line )?\d+: (?:\.: )?/gm, '');
}

/** The line that names an error: the last `SomeError: …`, else the last line that says anything. */
export function lastWords(log: string): string {
  const lines = log
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const named = lines.findLast((line) => /^([\w.]+(Error|Exception|Interrupt|Exit)\b|error\b|fatal\b)/i.test(line));
  return (named ?? lines.at(-1) ?? '').slice(0, 500);
}

/** Equal for two crashes of one cause: addresses, numbers and quoted paths differ from run to run. */
export function crashKey(message: string): string {
  return message
    .replaceAll(/0x[0-9a-f]+/gi, '#')
    .replaceAll(/(\/[\w.-]+)+/g, 'PATH')
    .replaceAll(/\d+(\.\d+)?/g, '#');
}

/** The traceback or the last lines, for the user's eyes: at most `lines`. */
export function lastLines(log: string, lines: number): string {
  return log.trimEnd().split('\n').slice(-lines).join('\n');
}
