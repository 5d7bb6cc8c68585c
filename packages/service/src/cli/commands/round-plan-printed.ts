/** Prints what is said of a design: advice with its reason and remedy, and notes. */
import { defineTexts } from '@attune/core/texts';
import type { DesignDocument } from '../../operations/design/plan-document.ts';
import type { Terminal } from '../terminal.ts';
import { wrap } from '../width.ts';

export const advicePrintedTexts = defineTexts('cli-advice', {
  warning: 'warning',
  advice: 'advice',
  note: 'note',
  why: 'why: {reason}',
  instead: 'instead: {remedy}',
  sound: 'Nothing speaks against this design.',
});

type Printed = DesignDocument['advice'][number];

/** Text is easiest to read below 100 columns. */
const widest = 100;

export function printAdvice(advice: readonly Printed[], terminal: Terminal): void {
  const { yellow, cyan, dim, green } = terminal.colours;
  if (advice.length === 0) {
    terminal.write(`${green(advicePrintedTexts.sound().text)}\n`);
    return;
  }
  for (const { severity, problem, reason, remedy, details } of advice) {
    const word = advicePrintedTexts[severity]().text;
    const colour = { warning: yellow, advice: cyan, note: dim }[severity];
    printItem(terminal, problem, `${word}: `, colour);
    printItem(terminal, advicePrintedTexts.why({ reason }).text, '  ', dim);
    printItem(terminal, advicePrintedTexts.instead({ remedy }).text, '  ');
    for (const detail of details) printItem(terminal, detail, '    - ', dim);
  }
}

/** Text behind a lead, wrapped below its beginning; a lead that is a word would leave too little room for that. */
export function printItem(
  terminal: Terminal,
  text: string,
  lead: string,
  colour: (text: string) => string = String,
): void {
  const [first = '', ...rest] = wrap(text, Math.max(20, Math.min(terminal.width, widest) - lead.length));
  const indent = ' '.repeat(/\w: $/.test(lead) ? 2 : lead.length);
  terminal.write(`${colour(`${lead}${first}`)}\n`);
  for (const line of rest) terminal.write(`${colour(`${indent}${line}`)}\n`);
}
