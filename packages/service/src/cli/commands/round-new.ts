/** `attune round new`: flags and questions → the next round file. */
import { shown } from '@attune/core/texts';
import { roundNew } from '../../operations/design/new.ts';
import { defineCommand } from '../command.ts';
import { printAdvice, printItem } from './round-plan-printed.ts';
import { askForRound } from './round-new-questions.ts';
import { roundNewCommandTexts as texts } from './round-new-texts.ts';

export const roundNewCommand = defineCommand({
  name: 'round new',
  operation: roundNew,
  summary: texts.summary(),
  explanation: [texts.explanation(), texts.asking()],
  arguments: [],
  options: [
    {
      flag: '--goal',
      type: 'text',
      value: 'goal',
      describe: texts.goal(),
      choices: ['compare', 'understand', 'maximize'],
    },
    { flag: '--question', type: 'text', value: 'words', describe: texts.question() },
    { flag: '--scientific', type: 'repeated', value: 'spec', describe: texts.scientific() },
    { flag: '--fix', type: 'repeated', value: 'spec', describe: texts.fix() },
    { flag: '--nuisance', type: 'list', value: 'names', describe: texts.nuisance() },
    { flag: '--range', type: 'repeated', value: 'spec', describe: texts.range() },
    { flag: '--trials', type: 'integer', value: 'n', describe: texts.trials() },
    { flag: '--max-steps', type: 'integer', value: 'n', describe: texts.maxSteps() },
    { flag: '--search', type: 'text', value: 'kind', describe: texts.search() },
    { flag: '--baseline-seeds', type: 'integer', value: 'n', describe: texts.baselineSeeds() },
    { flag: '--name', type: 'text', value: 'name', describe: texts.name() },
    { flag: '--yes', short: '-y', type: 'switch', describe: texts.yes() },
  ],
  examples: [
    { command: 'attune round new', describe: texts.exampleAsk() },
    {
      command:
        "attune round new --question 'Adam or Nesterov?' --scientific optimizer=adam,nesterov \\\n" +
        '      --fix hidden_units=64 --fix dropout --trials 32',
      describe: texts.exampleFlags(),
    },
    {
      command: 'attune round new --goal maximize --nuisance lr,momentum,dropout --range lr=1e-3..1e-1 --trials 40',
      describe: texts.exampleMaximize(),
    },
  ],
  more: 'docs/cli.md#round-new',
  input: async (given, context, terminal) => {
    const { yes, ...rest } = given;
    const said = Object.keys(rest).length;
    if (terminal.asker === undefined || yes === true || saysEnough(rest)) return rest;
    return askForRound(await terminal.asker(), said === 0 ? {} : rest, context);
  },
  print: (result, terminal) => {
    const { bold, dim, cyan, green, yellow } = terminal.colours;
    const out = (line: string): void => terminal.write(`${line}\n`);
    out(green(texts.written({ file: result.file }).text));
    out(`\n${result.text.trimEnd()}\n`);
    const trials = result.studies
      .filter(({ name }) => name !== 'baseline')
      .reduce((sum, study) => sum + study.trials, 0);
    if (result.fixed.length > 0) printItem(terminal, texts.fixed({ trials }).text, '');
    for (const { hyperparameter: name, value, reason } of result.fixed) {
      printItem(terminal, texts.fixedAt({ name, value: shown(value), reason }).text, '  - ', dim);
    }
    if (result.fixed.length > 0) out('');
    for (const note of result.notes) printItem(terminal, note, '! ', yellow);
    printAdvice(result.advice, terminal);
    const next = [
      { command: `attune round plan ${result.round}`, why: texts.nextPlan().text },
      { command: `attune run ${result.round}`, why: texts.nextRun().text },
    ];
    out(`\n${bold(texts.next().text)}`);
    for (const { command, why } of next) out(`  ${cyan(command.padEnd(22))}${why}`);
  },
});

/** Flags that say the whole of a round need no questions, in a terminal either. */
function saysEnough(given: Readonly<Record<string, unknown>>): boolean {
  const asks = given['scientific'] !== undefined && given['question'] !== undefined;
  return given['goal'] === 'maximize' || asks;
}
