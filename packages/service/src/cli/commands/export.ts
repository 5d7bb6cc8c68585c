/** `attune export`: everything as a table. */
import { relative } from 'node:path';
import { defineTexts } from '@attune/core/texts';
import { exportTable } from '../../operations/export.ts';
import { defineCommand } from '../command.ts';

const texts = defineTexts('cli-export', {
  summary: 'export trials or measurements as CSV or JSON',
  explanation:
    'One row a trial, with a column for each hyperparameter by its identity; or one row a measurement (trial, metric, ' +
    'step, value), as the curves count after resuming. Metrics of the test set are sealed and left out.',
  what: 'trials or measurements; default: trials',
  format: 'csv or json; default: by the ending of the file, else csv',
  round: 'only this round',
  output: 'the file; default: standard output',
  exampleTrials: 'for a spreadsheet',
  exampleMeasurements: 'every curve, for a notebook',
  wrote: 'wrote {rows} {rows|row|rows} to {path}',
});

export const exportCommand = defineCommand({
  name: 'export',
  operation: exportTable,
  summary: texts.summary(),
  explanation: [texts.explanation()],
  arguments: [
    { property: 'what', type: 'text', required: false, describe: texts.what(), choices: ['trials', 'measurements'] },
  ],
  options: [
    { flag: '--format', type: 'text', value: 'format', describe: texts.format(), choices: ['csv', 'json'] },
    { flag: '--round', type: 'integer', value: 'n', describe: texts.round(), complete: 'round' },
    { flag: '--output', short: '-o', type: 'text', value: 'file', describe: texts.output(), complete: 'file' },
  ],
  examples: [
    { command: 'attune export -o trials.csv', describe: texts.exampleTrials() },
    { command: 'attune export measurements -o curves.json', describe: texts.exampleMeasurements() },
  ],
  more: 'docs/cli.md#export',
  print: ({ rows, output, text }, terminal) => {
    if (output === null) {
      terminal.write(text ?? '');
      return;
    }
    terminal.write(`${texts.wrote({ rows, path: relative(process.cwd(), output) || output }).text}\n`);
  },
});
