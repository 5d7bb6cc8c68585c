/** Mistakes in a file that is read before anything runs: the whole answer is a count, and a line for each issue. */
import type { Edit, Mistake } from './mistake.ts';
import type { SampleFile } from './sample.ts';

/** `change`: what becomes what, in turn. `lines`: the issues as printed, each with its place. */
export function mistakeIn(
  file: SampleFile,
): (did: string, change: readonly (readonly [of: string, to: string])[], ...lines: string[]) => Mistake {
  return (did, change, ...lines) => ({
    did,
    edits: change.map(([of, to]): Edit => ({ file, of, to })),
    command: ['check', '--files-only'],
    status: 2,
    answer: { kind: 'refused', text: refusalOf(file, lines) },
  });
}

/** The whole answer for a file with these issues. */
export function refusalOf(file: string, lines: readonly string[]): string {
  const count = lines.length === 1 ? '1 mistake' : `${lines.length} mistakes`;
  return [`error: ${file} has ${count}`, ...lines.map((line) => `  ${line}`)].join('\n');
}
