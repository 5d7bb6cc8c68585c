/** `attune export`: everything as a table. */
import { dirname, relative } from 'node:path';
import { defineTexts } from '@attune/core/texts';
import { exportTable } from '../../operations/log/export.ts';
import { defineCommand } from '../command.ts';

const texts = defineTexts('cli-export', {
  summary: 'export trials, measurements, the ledger or the notebook',
  explanation:
    'One row a trial, with a column for each hyperparameter by its identity; or one row a measurement (trial, metric, ' +
    'step, value), as the curves count after resuming. Metrics of the test set are sealed and left out.',
  ledger:
    'The ledger has one row a study: its round file, your notes on the round, how many trials, the best and the command that ' +
    'trains it again, the commit, whether there were uncommitted changes (which `attune export patch` gives back) and the ' +
    'machine. The notebook is `attune log --all` as Markdown, with its figures in a folder beside it, or as one HTML file ' +
    'that holds them and loads nothing.',
  what: 'trials, measurements, ledger, notebook or patch; default: trials',
  format: 'csv or json, of a notebook md or html; default: by the ending of the file, else the first',
  round: 'only this round; of a patch, which: default the latest',
  output: 'the file; default: standard output',
  exampleTrials: 'for a spreadsheet',
  exampleMeasurements: 'every curve, for a notebook',
  exampleLedger: 'the ledger of studies, for a spreadsheet',
  exampleNotebook: 'the notebook with its figures, to be handed on',
  examplePatch: 'the uncommitted changes that round 2 ran with',
  wroteNotebook: 'wrote {rows} {rows|entry|entries} to {path}',
  wroteFigures: 'and {count} {count|figure|figures} into {folder}',
  wrotePatch: 'wrote the patch to {path}',
  wrote: 'wrote {rows} {rows|row|rows} to {path}',
});

const whats = ['trials', 'measurements', 'ledger', 'notebook', 'patch'];

export const exportCommand = defineCommand({
  name: 'export',
  operation: exportTable,
  summary: texts.summary(),
  explanation: [texts.explanation(), texts.ledger()],
  arguments: [{ property: 'what', type: 'text', required: false, describe: texts.what(), choices: whats }],
  options: [
    {
      flag: '--format',
      type: 'text',
      value: 'format',
      describe: texts.format(),
      choices: ['csv', 'json', 'md', 'html'],
    },
    { flag: '--round', type: 'integer', value: 'n', describe: texts.round(), complete: 'round' },
    { flag: '--output', short: '-o', type: 'text', value: 'file', describe: texts.output(), complete: 'file' },
  ],
  examples: [
    { command: 'attune export -o trials.csv', describe: texts.exampleTrials() },
    { command: 'attune export measurements -o curves.json', describe: texts.exampleMeasurements() },
    { command: 'attune export ledger -o ledger.csv', describe: texts.exampleLedger() },
    { command: 'attune export notebook -o notebook.html', describe: texts.exampleNotebook() },
    { command: 'attune export patch --round 2 | git apply', describe: texts.examplePatch() },
  ],
  more: 'docs/cli.md#export',
  print: ({ what, rows, output, text, figures }, terminal) => {
    if (output === null) {
      terminal.write(text ?? '');
      return;
    }
    const shownPath = (path: string): string => relative(process.cwd(), path) || path;
    const path = shownPath(output);
    const wrote =
      what === 'notebook'
        ? texts.wroteNotebook({ rows, path })
        : what === 'patch'
          ? texts.wrotePatch({ path })
          : texts.wrote({ rows, path });
    terminal.write(`${wrote.text}\n`);
    const [first] = figures;
    if (first === undefined) return;
    terminal.write(`${texts.wroteFigures({ count: figures.length, folder: shownPath(dirname(first)) }).text}\n`);
  },
});
