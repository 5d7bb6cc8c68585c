import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseSpace } from '@attune/core/space';
import { csv } from '../csv.ts';
import { jsonl } from '../jsonl.ts';
import { importerFor } from '../registry.ts';
import { folderOf, historiesIn, pointsOf } from '../testing/folder.ts';

function file(name: string, text: string): string {
  return join(folderOf({ [name]: text }), name);
}

const json = (records: readonly unknown[]): string => records.map((record) => `${JSON.stringify(record)}\n`).join('');

/** `epochs` epochs counted from 0, as in searches that train for different lengths. */
function run(id: number, epochs: number, lr: number, broken = false): unknown {
  const learning_curve = Array.from({ length: broken ? 1 : epochs }, (_, epoch) => ({
    time: 60 * epoch,
    epoch,
    top_1: epoch / epochs,
    train_loss: 2 - epoch / epochs,
    test_loss: 0.5,
  }));
  return { iteration: id, nan_train_loss: broken, epochs, lr, width: 64, learning_curve };
}

describe('lines of JSON with a curve inside', () => {
  const path = file('runs.jsonl', json([run(1, 4, 0.1), run(2, 8, 0.2), run(3, 6, 30, true)]));

  it('are trials whose fields are told by name and content', async () => {
    const histories = await historiesIn(jsonl, path);
    expect(histories.map(({ label, state, maxSteps }) => [label, state.status, maxSteps])).toEqual([
      ['1', 'completed', 4],
      ['2', 'completed', 8],
      ['3', 'infeasible', 6],
    ]);
    const [first] = histories;
    if (first === undefined) throw new Error('no trial');
    expect(first.configuration).toEqual({ epochs: 4, lr: 0.1, width: 64 });
    expect(first.curves.map(({ metric }) => metric)).toEqual(['top_1', 'train/loss']);
    expect(pointsOf(first, 'top_1')).toEqual([
      [1, 0],
      [2, 0.25],
      [3, 0.5],
      [4, 0.75],
    ]);
    expect(first).toMatchObject({ source: `${path}:1`, group: 'runs.jsonl', stepUnit: 'epoch' });
    expect(first.assumed.map(({ text }) => text)).toEqual([
      'fields were read as: curve = learning_curve, step = epoch, trial = iteration, infeasible = nan_train_loss, length of training = epochs',
      'epochs are counted from 0 here and from 1 in this report',
    ]);
  });

  it('have the hyperparameters that are asked for, or those of a space', async () => {
    const [asked] = await historiesIn(jsonl, path, { hyperparameters: ['lr'] });
    expect(asked?.configuration).toEqual({ lr: 0.1 });
    const { space } = parseSpace({ lr: { range: [0.01, 1], scale: 'log' } });
    const [told] = await historiesIn(jsonl, path, { space });
    expect(told?.configuration).toEqual({ lr: 0.1 });
    const { space: stranger } = parseSpace({ decay: { range: [0.01, 1], scale: 'log' } });
    await expect(historiesIn(jsonl, path, { space: stranger })).rejects.toThrow(
      /runs\.jsonl:1 does not fit the space: .*decay/,
    );
  });

  it('may name another field as the length, or a number', async () => {
    const [named] = await historiesIn(jsonl, path, { maxSteps: 'width' });
    expect(named?.maxSteps).toBe(64);
    const [told] = await historiesIn(jsonl, path, { maxSteps: 10 });
    expect(told?.maxSteps).toBe(10);
  });

  it('may hold lists of pairs or of numbers by metric, and NaN as Python writes it', async () => {
    const pairs = file(
      'pairs.jsonl',
      '{"id": 7, "curves": {"valid_acc": [[10, 0.5], [20, NaN], [30, null]], "loss": [1, 2]}}\n',
    );
    const [history] = await historiesIn(jsonl, pairs);
    if (history === undefined) throw new Error('no trial');
    expect(pointsOf(history, 'valid/acc')).toEqual([
      [10, 0.5],
      [20, NaN],
      [30, NaN],
    ]);
    expect(pointsOf(history, 'loss')).toEqual([
      [0, 1],
      [1, 2],
    ]);
    expect(history.label).toBe('7');
  });

  it('may be packed, and may break off at the end', async () => {
    const packed = join(folderOf({}), 'runs.jsonl.gz');
    writeFileSync(packed, gzipSync(`${json([run(1, 3, 1), run(2, 3, 2)])}{"iteration": 3, "ep`));
    const histories = await historiesIn(jsonl, packed);
    expect(histories.map(({ mended }) => mended.truncated)).toEqual([0, 1]);
  });

  it('without any point are trials without measurements', async () => {
    const [, second] = await historiesIn(
      jsonl,
      file('e.jsonl', json([run(1, 3, 1), { iteration: 2, lr: 1, learning_curve: [] }])),
    );
    expect(second).toMatchObject({ curves: [], mended: { withoutMeasurements: 1 } });
  });
});

describe('a record a measurement', () => {
  const header = 'trial,lr,epoch,train_loss,val_loss,note\n';

  it('is one of several of its trial, in any order', async () => {
    const text = `${header}a,0.1,2,1.5,1.6,\nb,0.2,1,3,3.1,\na,0.1,1,2,2.1,fine\na,0.1,2,1.4,1.5,\nb,0.2,2,,nan,\n`;
    const [a, b] = await historiesIn(csv, file('long.csv', text));
    if (a === undefined || b === undefined) throw new Error('no trials');
    expect(a).toMatchObject({ label: 'a', configuration: { lr: 0.1 }, stepUnit: 'epoch' });
    expect(pointsOf(a, 'train/loss')).toEqual([
      [1, 2],
      [2, 1.4],
    ]);
    expect(a.mended).toMatchObject({ duplicates: 2, unordered: 2 });
    expect(pointsOf(b, 'train/loss')).toEqual([[1, 3]]);
    expect(pointsOf(b, 'valid/loss')).toEqual([
      [1, 3.1],
      [2, NaN],
    ]);
  });

  it('is one of the only trial where no field tells trials apart', async () => {
    const [only, ...others] = await historiesIn(
      jsonl,
      file('log.jsonl', json([1, 2, 3].map((step) => ({ step, loss: 1 / step })))),
    );
    expect(others).toEqual([]);
    expect(only?.curves).toEqual([{ metric: 'loss', steps: [1, 2, 3], values: [1, 1 / 2, 1 / 3] }]);
  });

  it('keeps a metric that never changes a metric, by its name', async () => {
    const text = `trial,lr,step,valid_acc\n1,0.1,1,0.5\n1,0.1,2,0.5\n2,0.2,1,0.5\n2,0.2,2,0.5\n`;
    const [first] = await historiesIn(csv, file('constant.csv', text));
    expect(first?.curves).toEqual([{ metric: 'valid/acc', steps: [1, 2], values: [0.5, 0.5] }]);
    expect(first?.configuration).toEqual({ lr: 0.1 });
  });

  it.each([
    [`${header}a,0.1,x,1,1,\na,0.1,2,1,1,\n`, /long\.csv:2: epoch is "x": it must be a number/],
    [`${header}a,0.1,1,1,1,\na,0.1,,1,1,\n`, /long\.csv:3: epoch is missing/],
    ['', /long\.csv holds no records/],
    [header, /long\.csv holds no records/],
  ])('that is unsound (%#) is refused with its line', async (text, message) => {
    await expect(historiesIn(csv, file('long.csv', text))).rejects.toThrow(message);
  });
});

describe('a record a trial without a curve in it', () => {
  it('has a curve where fields differ in the number at their end, but for top_1 and top_5', async () => {
    const text = 'lr;val_loss_10;val_loss_20;val_loss_30;top_1;top_5\n0.1;3;2;1;0.5;0.9\n';
    const [history] = await historiesIn(csv, file('wide.csv', text), {
      objective: { metric: 'top_1', direction: 'maximize' },
    });
    if (history === undefined) throw new Error('no trial');
    expect(pointsOf(history, 'valid/loss')).toEqual([
      [10, 3],
      [20, 2],
      [30, 1],
    ]);
    expect(pointsOf(history, 'top_1')).toEqual([[1, 0.5]]);
    expect(history.configuration).toEqual({ lr: 0.1 });
  });

  it('is refused where no field looks like a metric', async () => {
    await expect(historiesIn(csv, file('t.csv', 'a,b\n1,2\n'))).rejects.toThrow(
      /t\.csv:2: no field looks like a metric/,
    );
  });
});

describe('fields that are named', () => {
  it.each([
    [{ curve: 'learning_curv' }, /has no field learning_curv, which --curve names: did you mean learning_curve\?/],
    [{ trial: 'zzz' }, /has no field zzz, which --trial names: it has iteration, /],
    [{ maxSteps: 'epoch' }, /which --max-steps names: did you mean epochs\?/],
    [{ hyperparameters: ['lr', 'widht'] }, /which --hyperparameters names: did you mean width\?/],
  ])('must exist: %j', async (options, message) => {
    await expect(historiesIn(jsonl, file('r.jsonl', json([run(1, 3, 1)])), options)).rejects.toThrow(message);
  });
});

it('what is not JSON, or no mapping, is refused with its line', async () => {
  await expect(historiesIn(jsonl, file('a.jsonl', '{"a": 1}\n{"a": \n{"a": 2}\n'))).rejects.toThrow(
    /a\.jsonl:2: this line is not JSON/,
  );
  await expect(historiesIn(jsonl, file('b.jsonl', '[1, 2]\n'))).rejects.toThrow(/b\.jsonl:1: this line holds a list/);
  await expect(historiesIn(jsonl, folderOf({}))).rejects.toThrow(/is a folder: give the path of a file/);
});

it('formats are recognised by name and content', () => {
  const folder = folderOf({
    'a.jsonl': '',
    'b.csv': '',
    'c.txt': '{"a": 1}\n',
    'd.txt': 'prose',
    'logs/w/t/measurements.csv': '',
  });
  const name = (path: string): string | undefined => importerFor(join(folder, path))?.name;
  expect(['a.jsonl', 'b.csv', 'c.txt', 'd.txt', 'logs', 'nowhere'].map(name)).toEqual([
    'jsonl',
    'csv',
    'jsonl',
    undefined,
    'algoperf',
    undefined,
  ]);
});

it('a million points in one curve are read', async () => {
  const values = Array.from({ length: 1_000_000 }, (_, i) => `${i},${1 / (1 + i)}`);
  const [long] = await historiesIn(csv, file('million.csv', `step,loss\n${values.join('\n')}\n`));
  expect(long?.curves[0]?.values).toHaveLength(1_000_000);
});
