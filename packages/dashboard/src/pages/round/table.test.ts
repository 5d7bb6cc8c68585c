import { describe, expect, it } from 'vitest';
import { filterExample } from './filter-example.ts';
import { nextOrder, orderedRows, readOrder, writeOrder } from './row-order.ts';
import { columnsOf, type TrialTable } from './table-columns.ts';
import { tableCsv } from './table-csv.ts';
import { trialFilter } from './trial-filter.ts';

const table: TrialTable = {
  schema: 'table/1',
  round: 1,
  version: '1',
  objective: { metric: 'valid/loss', direction: 'minimize' },
  trial: [1, 2, 3, 4],
  study: [0, 1, 1, 1],
  studies: ['baseline', 'optimizer=adam'],
  baseline: [true, false, false, false],
  status: [3, 3, 4, 1],
  statuses: ['waiting', 'running', 'paused', 'completed', 'infeasible', 'failed', 'stopped'],
  outcome: [0, 0, 1, 4],
  outcomes: ['feasible', 'infeasible', 'censored', 'failed', 'pending'],
  reason: [null, null, 'diverged', null],
  objectiveValue: [0.3, 0.1, 0.2, null],
  bestStep: [100, 90, 10, null],
  rank: [null, 1, null, null],
  seed: [11, 12, 13, 14],
  attempts: [1, 1, 2, 1],
  startedAt: [0, 0, 0, 0],
  seconds: [60, 61, 62, null],
  hyperparameters: [
    { name: 'optimizer=adam/lr', label: 'adam/lr', scale: 'log', values: [0.01, 0.1, 1, 0.05] },
    { name: 'optimizer=sgd/lr', label: 'sgd/lr', scale: 'log', values: [null, null, null, null] },
    { name: 'augment', label: 'augment', scale: null, values: ['none', 'crop', 'crop', 'none'] },
  ],
  note: ['', 'short, "warm" up', '', '=cmd()'],
};
const columns = columnsOf(table, { configuration: { augment: 'none', 'optimizer=adam/lr': 0.01 }, value: 0.3 });

function shown(text: string): readonly number[] | string {
  const filter = trialFilter(text, columns);
  return filter.kind === 'mistake' ? filter.message.text : [0, 1, 2, 3].filter(filter.holds).map((row) => row + 1);
}

describe('the filter of trials', () => {
  it('compares numbers, and never holds for what is absent', () => {
    expect(shown('adam/lr<0.1')).toEqual([1, 4]);
    expect(shown('optimizer=adam/lr>=0.1')).toEqual([2, 3]);
    expect(shown('objective<=0.2 outcome:feasible')).toEqual([2]);
    expect(shown('valid/loss<1')).toEqual([1, 2, 3]);
    expect(shown('sgd/lr<9')).toEqual([]);
  });

  it('knows words, lists, ranges, parts and their opposites', () => {
    expect(shown('status:completed,infeasible')).toEqual([1, 2, 3]);
    expect(shown('trial:2-3')).toEqual([2, 3]);
    expect(shown('augment=Crop')).toEqual([2, 3]);
    expect(shown('-augment=crop')).toEqual([1, 4]);
    expect(shown('augment!=crop')).toEqual([1, 4]);
    expect(shown('note~"WARM"')).toEqual([2]);
    expect(shown('diverged')).toEqual([3]);
    expect(shown('')).toEqual([1, 2, 3, 4]);
  });

  it('takes the bare name of several branches as any of them', () => {
    expect(shown('lr<0.1')).toEqual([1, 4]);
    expect(shown('-lr<0.1')).toEqual([2, 3]);
    expect(shown('lr!=0.1')).toEqual([1, 3, 4]);
  });

  it('finds what has not ended as it is shown and as it is stored', () => {
    expect(columns.find(({ id }) => id === 'outcome')?.text(3)).toBe('running');
    expect(shown('outcome:running')).toEqual([4]);
    expect(shown('outcome:pending')).toEqual([4]);
  });

  it('gives an example of its own columns, which holds for a trial', () => {
    const example = filterExample(columns, [0, 1, 2, 3]);
    expect(example).toBe('lr<0.1 outcome:feasible -augment=crop');
    expect(shown(example)).toEqual([1]);
    // Of a table without such trials it leaves the condition out.
    const rest = filterExample(columns, [2, 3]);
    expect(rest).toBe('lr<1 -augment=crop');
    expect(shown(rest)).toContain(4);
  });

  it('says what it does not understand', () => {
    expect(shown('augmnt=crop')).toBe('there is no column augmnt: did you mean augment?');
    expect(shown('trial<x')).toBe('trial is compared with x, which is no number');
    expect(shown('outcome:feasable')).toBe('outcome is never feasable: did you mean feasible?');
    expect(shown('augment=flip')).toBe('augment is never flip; there are none, crop');
    expect(shown('augment=')).toEqual([]);
    expect(shown('outcome:failed')).toEqual([]);
    expect(shown('note~"x')).toBe('a quotation mark is not closed');
  });
});

describe('the order of trials', () => {
  it('puts what has no value last, whichever way', () => {
    expect(orderedRows([0, 1, 2, 3], columns, readOrder('objective'))).toEqual([1, 2, 0, 3]);
    expect(orderedRows([0, 1, 2, 3], columns, readOrder('-objective'))).toEqual([0, 2, 1, 3]);
    expect(orderedRows([3, 2, 0, 1], columns, readOrder(undefined))).toEqual([1, 0, 2, 3]);
    expect(orderedRows([0, 1, 2, 3], columns, readOrder('-augment'))).toEqual([0, 3, 1, 2]);
  });

  it('turns round at the second press, and is written only where it is not the usual one', () => {
    expect(nextOrder({ column: 'rank', descending: false }, 'rank')).toEqual({ column: 'rank', descending: true });
    expect(nextOrder({ column: 'rank', descending: true }, 'lr')).toEqual({ column: 'lr', descending: false });
    expect(writeOrder(readOrder('-lr'))).toBe('-lr');
    expect(writeOrder(readOrder(undefined))).toBeUndefined();
  });
});

describe('the columns of trials', () => {
  it('tell what differs from the baseline', () => {
    const column = columns.find(({ id }) => id === 'augment');
    expect([0, 1].map((row) => column?.usual?.(row))).toEqual([true, false]);
    expect(columns.find(({ id }) => id === 'difference')?.text(1)).toBe('-0.2');
  });

  it('go into a file that a spreadsheet reads as text', () => {
    const chosen = columns.filter(({ id }) => ['trial', 'optimizer=adam/lr', 'note'].includes(id));
    expect(tableCsv([1, 3], chosen)).toBe(
      'trial,optimizer=adam/lr,note\r\n2,0.1,"short, ""warm"" up"\r\n4,0.05,\'=cmd()\r\n',
    );
  });
});
