/** What the server found wrong with a text, by the line that it stands at. */
import { ApiError } from '@attune/client';

export interface LineIssue {
  readonly message: string;
  /** From 1; null where it is about the whole. */
  readonly line: number | null;
  readonly column: number | null;
}

/** One for each issue, in the order of lines; for a refusal without issues its message. */
export function lineIssues(error: unknown): readonly LineIssue[] {
  if (!(error instanceof Error)) return [];
  const issues = error instanceof ApiError ? error.body.issues : [];
  if (issues.length === 0) return [{ message: error.message, line: null, column: null }];
  return issues
    .map(({ message, place }) => ({ message, line: place?.line ?? null, column: place?.column ?? null }))
    .toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
}

/** Where in the text a line begins and ends; the end of the text for a line that it does not have. */
export function lineRange(text: string, line: number): { readonly start: number; readonly end: number } {
  const lines = text.split('\n');
  const before = lines.slice(0, line - 1);
  const start = Math.min(
    text.length,
    before.reduce((sum, { length }) => sum + length + 1, 0),
  );
  return { start, end: start + (lines[line - 1]?.length ?? 0) };
}
