/** `attune audit`: the analysis for trials that other programs ran. */
import { relative } from 'node:path';
import { defineTexts } from '@attune/core/texts';
import { audit } from '../../operations/audit.ts';
import { defineCommand } from '../command.ts';
import { auditTable, printCurves, printRound } from './audit-printed.ts';

const texts = defineTexts('cli-audit', {
  summary: 'analyse trials that other programs ran',
  explanation:
    'Reads the histories of trials that were run elsewhere and asks them the questions that a report answers. Needs no ' +
    'project, and writes nothing but the page that is asked for. What it had to assume in reading is said below each report.',
  path: 'a file or a folder; any folder above the trials will do',
  format: 'what it holds; default: auto, which looks',
  objective: 'what trials are judged by, as maximize:NAME or minimize:NAME; default: as the format or the names tell',
  space: 'a YAML file with hyperparameters: as in attune.yaml; default: the extremes of what was tried',
  curves: 'only what single curves show, trial by trial',
  only: 'only rounds whose name contains this',
  html: 'where to write the page of the one round',
  trial: 'the field that tells trials apart (jsonl, csv)',
  curve: 'the field that holds the curve of a trial (jsonl, csv)',
  step: 'the field that holds the step (jsonl, csv)',
  infeasible: 'the field that says that a trial was infeasible (jsonl, csv)',
  maxSteps: 'the length of training, or the field that holds it',
  group: 'the field that tells rounds apart (jsonl, csv)',
  hyperparameters: 'the fields that were tuned, separated by commas',
  exampleCurves: 'what every single curve shows, for a script',
  exampleRound: 'one round of AlgoPerf logs, as a page',
  exampleTable: 'a random search with its curves in one file',
  page: 'The full report: {path}',
});

export const auditCommand = defineCommand({
  name: 'audit',
  operation: audit,
  summary: texts.summary(),
  explanation: [texts.explanation()],
  arguments: [{ property: 'path', type: 'text', required: true, describe: texts.path(), complete: 'file' }],
  options: [
    {
      flag: '--format',
      type: 'text',
      value: 'format',
      describe: texts.format(),
      choices: ['auto', 'algoperf', 'jsonl', 'csv'],
    },
    { flag: '--objective', type: 'text', value: 'objective', describe: texts.objective() },
    { flag: '--space', type: 'text', value: 'file', describe: texts.space(), complete: 'file' },
    { flag: '--curves', type: 'switch', describe: texts.curves() },
    { flag: '--only', type: 'text', value: 'name', describe: texts.only() },
    { flag: '--html', type: 'text', value: 'file', describe: texts.html(), complete: 'file' },
    { flag: '--trial', type: 'text', value: 'field', describe: texts.trial() },
    { flag: '--curve', type: 'text', value: 'field', describe: texts.curve() },
    { flag: '--step', type: 'text', value: 'field', describe: texts.step() },
    { flag: '--infeasible', type: 'text', value: 'field', describe: texts.infeasible() },
    { flag: '--max-steps', type: 'text', value: 'n|field', describe: texts.maxSteps() },
    { flag: '--group', type: 'text', value: 'field', describe: texts.group() },
    { flag: '--hyperparameters', type: 'list', value: 'fields', describe: texts.hyperparameters() },
  ],
  examples: [
    { command: 'attune audit logs --format algoperf --curves --json', describe: texts.exampleCurves() },
    { command: 'attune audit logs --only baseline/wmt --html wmt.html', describe: texts.exampleRound() },
    {
      command: 'attune audit trials.jsonl --objective maximize:top_1 --space space.yaml',
      describe: texts.exampleTable(),
    },
  ],
  more: 'docs/cli.md#audit',
  print: ({ curves, rounds, html }, terminal) => {
    if (rounds.length === 0) printCurves(curves, terminal);
    if (rounds.length > 1) terminal.write(auditTable(rounds, terminal));
    for (const [index, round] of rounds.entries()) {
      if (rounds.length > 1 || index > 0) terminal.write('\n');
      printRound(round, terminal);
    }
    if (html !== null) {
      terminal.write(`\n${terminal.colours.dim(texts.page({ path: relative(process.cwd(), html) || html }).text)}\n`);
    }
  },
});
