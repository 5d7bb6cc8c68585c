/** `attune next`: what to run next, and why. */
import type { Static } from 'typebox';
import { defineTexts } from '@attune/core/texts';
import { next } from '../../operations/next/next.ts';
import { perform } from '../../operations/operation-input.ts';
import { defineCommand } from '../command.ts';
import type { Terminal } from '../terminal.ts';
import { printItem } from './round-plan-printed.ts';

const texts = defineTexts('cli-next', {
  summary: 'propose the next rounds from all that was learned, and write one',
  explanation:
    'Reads the findings of all rounds and proposes one to three next rounds, best first, each with the finding behind every ' +
    'line of it: what makes results doubtful comes first, then ranges whose edges the best trials crowd, then narrowing to ' +
    'where the best lies. It never asks again what a round answered, and says when further search has stopped paying.',
  writing:
    'In a terminal it asks which proposal to write into rounds/, as a file to be edited and run; elsewhere --write says it. ' +
    'A file that exists is never overwritten.',
  write: 'write the proposal of this number without asking; 1 is the best',
  searched: 'trials of a search; default: as many as the last one was planned with',
  example: 'see what it proposes, and choose',
  exampleWrite: 'write the best proposal and run it',
  exampleJson: 'the text of the best proposal',
  ask: 'Which one to write?',
  asRound: '{number}: {headline}',
  nothing: 'none of them',
  place: '{number}. ',
  trials: '{trials} {trials|trial|trials} of {steps} {unit}s, as {file}',
  withBaseline:
    '{trials} {trials|trial|trials} of {steps} {unit}s and {baseline} {baseline|run|runs} of the baseline, as {file}',
  before: 'first: {step}',
  none: 'no round is worth proposing now',
  written: 'wrote {file}',
  then: 'attune round plan shows what it will cost, attune run runs it',
  beforeRun: 'before it runs: {step}',
  choose: 'attune next --write 1 writes the first of them',
});

export const nextCommand = defineCommand({
  name: 'next',
  operation: next,
  summary: texts.summary(),
  explanation: [texts.explanation(), texts.writing()],
  arguments: [],
  options: [
    { flag: '--write', type: 'integer', value: 'n', describe: texts.write() },
    { flag: '--trials', type: 'integer', value: 'n', describe: texts.searched() },
  ],
  examples: [
    { command: 'attune next', describe: texts.example() },
    { command: 'attune next --write 1 && attune run', describe: texts.exampleWrite() },
    { command: "attune next --json | jq -r '.proposals[0].text'", describe: texts.exampleJson() },
  ],
  more: 'docs/cli.md#next',
  input: async (given, context, terminal) => {
    if (given['write'] !== undefined || terminal.asker === undefined) return given;
    const result = await perform(next, context, given);
    if (result.proposals.length === 0) return given;
    printProposals(result, terminal);
    const asker = await terminal.asker();
    const answer = await asker.select(texts.ask().text, [
      ...result.proposals.map(({ headline }, i) => ({
        value: String(i + 1),
        label: texts.asRound({ number: i + 1, headline }).text,
      })),
      { value: '', label: texts.nothing().text },
    ]);
    return answer === '' ? given : { ...given, write: Number(answer) };
  },
  print: (result, terminal) => {
    const { bold, green, dim, yellow } = terminal.colours;
    const out = (line: string): void => terminal.write(`${line}\n`);
    if (result.written === null) {
      if (terminal.asker === undefined || result.proposals.length === 0) printProposals(result, terminal);
      if (result.proposals.length > 0) out(dim(texts.choose().text));
      return;
    }
    out(green(texts.written({ file: result.written }).text));
    const chosen = result.proposals.find(({ file }) => result.written?.endsWith(file) === true);
    for (const step of chosen?.before ?? []) printItem(terminal, texts.beforeRun({ step }).text, '! ', yellow);
    out(bold(texts.then().text));
  },
});

function printProposals(result: Static<typeof next.result>, terminal: Terminal): void {
  const { bold, dim, yellow } = terminal.colours;
  const out = (line: string): void => terminal.write(`${line}\n`);
  for (const note of result.notes) printItem(terminal, note, '! ', yellow);
  if (result.saturated !== null) printItem(terminal, result.saturated.message, '→ ', bold);
  for (const words of result.apart) printItem(terminal, words, '→ ');
  if (result.proposals.length === 0) out(texts.none().text);
  result.proposals.forEach(({ headline, trials, baselineTrials, maxSteps, file, before, reasons }, i) => {
    out('');
    printItem(terminal, headline, texts.place({ number: i + 1 }).text, bold);
    for (const step of before) printItem(terminal, texts.before({ step }).text, '   ! ', yellow);
    for (const reason of reasons) printItem(terminal, reason, '   - ');
    const size = { trials, steps: maxSteps, unit: result.stepUnit, file };
    const told = baselineTrials === 0 ? texts.trials(size) : texts.withBaseline({ ...size, baseline: baselineTrials });
    printItem(terminal, told.text, '   ', dim);
  });
  if (result.withheld.length > 0) out('');
  for (const words of result.withheld) printItem(terminal, words, '· ', dim);
  out('');
}
