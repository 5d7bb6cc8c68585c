/**
 * Changes the trials of a round file's budget and nothing else, so that comments and spacing stay and the larger budget is
 * a difference of one number in the user's version control.
 */
import { parse, parseDocument, isScalar } from 'yaml';
import { isDeepStrictEqual } from 'node:util';
import { AttuneError } from '@attune/core/errors';
import { defineTexts } from '@attune/core/texts';
import { writeAtomically } from '../files/index.ts';
import { isRecord, readDocument } from './document.ts';

export const rewriteBudgetTexts = defineTexts('rewrite-budget', {
  cannot:
    'the budget of {file} is written in a way that cannot be changed safely: write budget: {example} there yourself, and run the round again',
});

/** Writes another budget into the round file at `path`. Throws `unsupported` where it holds no plain number of trials. */
export function rewriteBudget(path: string, trials: number, standing?: string): void {
  const { text, file } = readDocument(path, standing);
  const changed = withBudget(text, trials, file);
  if (changed !== text) writeAtomically(path, changed);
}

/** The text of a round file with another budget. */
export function withBudget(text: string, trials: number, file = 'the round file'): string {
  const options = { version: '1.2', schema: 'core' } as const;
  const node = parseDocument(text, options).getIn(['budget', 'trials'], true);
  const refusal = new AttuneError('unsupported', rewriteBudgetTexts.cannot({ file, example: `{ trials: ${trials} }` }));
  // An anchor would change other places too.
  if (!isScalar(node) || !node.range || node.anchor !== undefined || typeof node.value !== 'number') throw refusal;
  const [start, end] = node.range;
  const changed = `${text.slice(0, start)}${trials}${text.slice(end)}`;
  const before: unknown = parse(text, options);
  if (!isRecord(before) || !isRecord(before['budget'])) throw refusal;
  const wanted = { ...before, budget: { ...before['budget'], trials } };
  if (!isDeepStrictEqual(parse(changed, options), wanted)) throw refusal;
  return changed;
}
