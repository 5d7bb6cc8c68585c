/** `attune init`: flags and questions → a project file and a first round. */
import { optimizerNames } from '@attune/core/space';
import { shown } from '@attune/core/texts';
import { perform } from '../../operations/operation-input.ts';
import { init } from '../../operations/init/init.ts';
import { scriptHelp } from '../../operations/script-help/run.ts';
import { defineCommand, type Given } from '../command.ts';
import { table } from '../table.ts';
import { wrap } from '../width.ts';
import { parseAssignments, parseHyperparameter } from './init-hyperparameter.ts';
import { askForProject } from './init-questions.ts';
import { initCommandTexts as texts } from './init-texts.ts';

export const initCommand = defineCommand({
  name: 'init',
  operation: init,
  summary: texts.summary(),
  explanation: [texts.explanation(), texts.asking(), texts.offers()],
  arguments: [],
  options: [
    { flag: '--command', type: 'text', value: 'line', describe: texts.command({ macro: '${args}' }) },
    { flag: '--metric', type: 'text', value: 'name', describe: texts.metric() },
    { flag: '--direction', type: 'text', value: 'way', describe: texts.direction(), choices: ['minimize', 'maximize'] },
    { flag: '--max-steps', type: 'integer', value: 'n', describe: texts.maxSteps() },
    { flag: '--step-unit', type: 'text', value: 'unit', describe: texts.stepUnit() },
    { flag: '--from', type: 'text', value: 'where', describe: texts.from(), choices: ['file', 'stdout'] },
    { flag: '--pattern', type: 'text', value: 'regex', describe: texts.pattern() },
    { flag: '--rename', type: 'repeated', value: 'a=b', describe: texts.rename() },
    { flag: '--valid-examples', type: 'integer', value: 'n', describe: texts.validExamples() },
    {
      flag: '--optimizer',
      property: 'optimizers',
      type: 'list',
      value: 'names',
      describe: texts.optimizer(),
      choices: optimizerNames,
    },
    { flag: '--form', type: 'text', value: 'form', describe: texts.form(), choices: ['few', 'general'] },
    {
      flag: '--hyperparameter',
      property: 'hyperparameters',
      short: '-H',
      type: 'repeated',
      value: 'spec',
      describe: texts.hyperparameter(),
    },
    { flag: '--baseline', type: 'repeated', value: 'a=b', describe: texts.baseline() },
    { flag: '--trials', type: 'integer', value: 'n', describe: texts.trials() },
    { flag: '--run-help', type: 'switch', describe: texts.runHelp() },
    { flag: '--yes', short: '-y', type: 'switch', describe: texts.yes() },
    { flag: '--force', type: 'switch', describe: texts.force() },
  ],
  examples: [
    { command: 'attune init', describe: texts.exampleAsk() },
    {
      command:
        "attune init --command 'python train.py' --run-help --metric valid/accuracy --max-steps 30 --step-unit epoch \\\n" +
        "      --hyperparameter lr=1e-4..1:log@0.1 --hyperparameter 'dropout=0|0.05..0.5@0'",
      describe: texts.exampleFlags(),
    },
    {
      command:
        "attune init --command 'node train.ts ${args}' --metric valid/loss --max-steps 1000 --optimizer adam,momentum --yes",
      describe: texts.exampleOptimizer(),
    },
  ],
  more: 'docs/cli.md#init',
  input: async (given, context, terminal) => {
    const answers = read(given);
    if (terminal.asker !== undefined && given['yes'] !== true) {
      return askForProject(await terminal.asker(), answers, given['runHelp'] === true, context);
    }
    if (given['runHelp'] !== true || typeof answers['command'] !== 'string') return answers;
    const { style, flags } = await perform(scriptHelp, context, { command: answers['command'] });
    return { ...answers, scriptHelp: { style, flags } };
  },
  print: (result, terminal) => {
    const { bold, dim, cyan, green } = terminal.colours;
    const out = (line: string): void => terminal.write(`${line}\n`);
    for (const { path, action } of result.files) out(`${green(texts[action]().text)} ${path}`);
    const rows = [
      ...result.ranges.map(({ range, ...one }) => ({ ...one, what: texts.range().text, value: range, note: '' })),
      ...result.offers.map((offer) => ({ ...offer, what: texts.start().text, value: shown(offer.value) })),
    ];
    if (rows.length > 0) {
      out(`\n${bold(texts.taken().text)}`);
      terminal.write(
        table(
          [
            { header: texts.columnName().text, cell: (row) => row.hyperparameter },
            { header: '', cell: (row) => row.what },
            { header: texts.columnValue().text, cell: (row) => row.value },
            { header: texts.columnSource().text, cell: (row) => row.source, least: 20 },
            { header: texts.columnNote().text, cell: (row) => row.note, least: 20, drop: 1 },
          ],
          rows,
          terminal,
        ),
      );
    }
    if (result.notes.length > 0) out('');
    const listed = (text: string): void => {
      const [first = '', ...rest] = wrap(text, Math.min(terminal.width, 100) - 2);
      for (const line of [`${dim('-')} ${first}`, ...rest.map((more) => `  ${more}`)]) out(line);
    };
    for (const note of result.notes) listed(note);
    out(`\n${bold(texts.inPlace().text)}`);
    for (const one of result.inPlace) listed(one);
    out(`\n${bold(texts.next().text)}`);
    for (const { command, why } of result.next) out(`  ${cyan(command.padEnd(14))}${why}`);
  },
});

/** The flags as the operation's input; `--run-help` is the command's own. */
function read(given: Given): Given {
  return {
    ...Object.fromEntries(Object.entries(given).filter(([property]) => property !== 'runHelp')),
    ...mapped(given, 'hyperparameters', (list) => list.map(parseHyperparameter)),
    ...mapped(given, 'baseline', (list) => parseAssignments(list, '--baseline')),
    ...mapped(given, 'rename', (list) => mapValues(parseAssignments(list, '--rename'), String)),
  };
}

function mapped(given: Given, property: string, read: (list: readonly string[]) => unknown): Given {
  const list = given[property];
  return Array.isArray(list) ? { [property]: read(list.map(String)) } : {};
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, change: (value: T) => U): Readonly<Record<string, U>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
