/** Tables of comma-separated values: a measurement a row, or a trial a row. */
import { defineTexts } from '@attune/core/texts';
import type { Importer } from './importer.ts';
import { tableHistories } from './table/histories.ts';
import { openCsvRecords } from './table/records.ts';

const texts = defineTexts('csv-table', {
  summary: 'a table with a header: a measurement a row with the trial it belongs to, or a trial a row',
});

export const csv: Importer = {
  name: 'csv',
  summary: texts.summary(),
  detect: (path) => /\.(csv|tsv)(\.gz)?$/i.test(path),
  open: (path, options) => tableHistories(path, openCsvRecords, options),
};
