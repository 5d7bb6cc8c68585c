import { expect, it } from 'vitest';
import { cellNumber, table, type Column } from './table.ts';
import { recordedOutput } from './testing/host.ts';

interface Row {
  readonly trial: number;
  readonly state: string;
  readonly loss: number | null;
  readonly note: string;
}

const rows: readonly Row[] = [
  { trial: 1, state: 'completed', loss: 0.123456, note: '' },
  { trial: 12, state: 'infeasible', loss: null, note: 'train/loss is NaN\nfrom step 120' },
  { trial: 103, state: 'completed', loss: 0.00001234, note: 'résumé' },
];

const columns: readonly Column<Row>[] = [
  { header: 'trial', cell: (row) => row.trial },
  { header: 'state', cell: (row) => row.state, drop: 1 },
  { header: 'valid/loss', cell: (row) => row.loss },
  { header: 'note', cell: (row) => row.note, least: 10 },
];

it('aligns numbers to the right and text to the left', () => {
  expect(table(columns, rows, recordedOutput())).toBe(
    [
      'trial  state       valid/loss  note',
      '    1  completed       0.1235',
      '   12  infeasible              train/loss is NaN from step 120',
      '  103  completed     1.234e-5  résumé',
      '',
    ].join('\n'),
  );
});

it('leaves out what may be left out, then cuts, on a narrow screen', () => {
  expect(table(columns, rows, recordedOutput(40))).toBe(
    [
      'trial  valid/loss  note',
      '    1      0.1235',
      '   12              train/loss is NaN fr…',
      '  103    1.234e-5  résumé',
      '',
    ].join('\n'),
  );
});

it('keeps the columns that must stay, even where they do not fit', () => {
  expect(table(columns, rows.slice(0, 1), recordedOutput(10))).toBe('trial  valid/loss  note\n    1      0.1235\n');
});

it('of nothing is a header', () => {
  expect(table(columns, [], recordedOutput())).toBe('trial  state  valid/loss  note\n');
});

it.each([
  [0.1 + 0.2, '0.3'],
  [123456, '123456'],
  [1234.5678, '1235'],
  [1e-4, '1e-4'],
  [-0.00012345, '-1.234e-4'],
  [1e12, '1e12'],
  [1.5e6 + 0.5, '1.5e6'],
  [Number.NaN, 'NaN'],
  [-Infinity, '-Infinity'],
])('writes %d as %s', (value, text) => {
  expect(cellNumber(value)).toBe(text);
});
