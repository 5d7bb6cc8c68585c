/** The end of an attempt's log: what it said last, its error, and the line by which crashes are told apart. */
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
    return withoutLauncher(start === 0 ? text : text.slice(text.search(/[\r\n]/) + 1));
  } finally {
    await file.close();
  }
}

/** What the shell says of the command alone: its own name and line mean nothing to a user. */
export function withoutLauncher(text: string): string {
  return text.replaceAll(/^.*\/(?:launch\.sh: (?:line )?\d+: (?:exec: |\.: )?|setup\.sh: (?:line )?\d+: exec: )/gm, '');
}

/** Both streams as one log: stderr last, unless stdout alone names an error; so the error is followed by its own stream. */
export function joinTails(stdout: string, stderr: string): string {
  const tails = namesError(stdout) && !namesError(stderr) ? [stderr, stdout] : [stdout, stderr];
  return tails.join('\n');
}

/** The line that names the error: the last `SomeError: …`, else the last line that says anything. */
export function lastWords(log: string): string {
  return (lastError(log).split('\n', 1)[0] ?? '').slice(0, 500);
}

/** The error itself: the line that names it, and what follows. Empty where the log is. */
export function lastError(log: string): string {
  const lines = linesOf(log);
  const at = errorLine(lines);
  const named = lines[at]?.trim();
  if (named === undefined) return lines.at(-1)?.trim() ?? '';
  return [named === 'AssertionError' ? withAssertion(lines, at) : named, ...lines.slice(at + 1)].join('\n');
}

/** All lines that say anything, without what `torchrun` puts before each line of a traceback. */
function linesOf(log: string): readonly string[] {
  return log
    .split('\n')
    .map((line) => line.replace(/^\[rank\d+\]: ?/, '').trimEnd())
    .filter((line) => line !== '');
}

/** Not indented: that is what tells an error from the source that a traceback quotes. */
const errorName =
  /^(?:[\w.]*(?:Error|Exception|Interrupt|Exit)(?=:|$|\(\w+\)| \[)|(?:error|ERROR|Error|fatal|FATAL|Fatal)\b|terminate called\b|\s*what\(\):)/;

/** Errors by which a launcher only reports that the program under it has failed. */
const launcherReport = /^[\w.]*(?:ChildFailedError|CalledProcessError|ProcessExitedException|ProcessRaisedException)\b/;

function namesError(log: string): boolean {
  return linesOf(log).some((line) => errorName.test(line));
}

/** Index of the line that names the error, -1 where none does. */
function errorLine(lines: readonly string[]): number {
  const cause = lines.findLastIndex((line) => errorName.test(line) && !launcherReport.test(line));
  return cause === -1 ? lines.findLastIndex((line) => errorName.test(line)) : cause;
}

/** An assertion without words is told by its statement, which the traceback quotes just before. */
function withAssertion(lines: readonly string[], at: number): string {
  const statement = lines
    .slice(0, at)
    .findLast((line) => !/^[\s~^]+$/.test(line))
    ?.trim();
  return statement?.startsWith('assert') === true ? `AssertionError: ${statement}` : 'AssertionError';
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
