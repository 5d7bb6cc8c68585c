/** Errors as users see them: what is wrong, where, and what to do; the same as a document under `--json`. */
import { AttuneError } from '@attune/core/errors';
import type { Issue } from '@attune/core/errors';
import { errorDocument } from '../operations/error-document.ts';
import { issueLine } from '../project/index.ts';
import type { Output } from './terminal.ts';
import { cliTexts } from './texts.ts';

/** Prints an error for a person: one line, and one for each issue; a defect says how to see the stack. */
export function printError(error: unknown, debug: boolean, output: Output): void {
  const { red, dim } = output.colours;
  const { message } = errorDocument(error);
  output.write(`${red(cliTexts.error({ message }).text)}\n`);
  if (error instanceof AttuneError) for (const issue of error.issues) output.write(`  ${lineOf(issue)}\n`);
  else if (!debug) output.write(`${dim(cliTexts.debugHint().text)}\n`);
  if (debug) output.write(`${dim(stackOf(error))}\n`);
}

/** With its place where the issue stands in a file; a flag's issue names the flag itself. */
function lineOf(issue: Issue): string {
  return issue.place === undefined ? issue.message.text : issueLine(issue);
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\ncaused by ${stackOf(error.cause)}`;
  return (error.stack ?? error.message) + cause;
}
