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
      'fields were read as: curve = learning_curve, step = epoch, infeasible = nan_train_loss, length of training = epochs, trial = iteration, hyperparameters = epochs + lr + width',
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
      /runs\.jsonl:1 has no decay, which the space holds: it has iteration, /,
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

const texts = (history: { readonly assumed: readonly { readonly text: string }[] } | undefined): readonly string[] =>
  (history?.assumed ?? []).map(({ text }) => text);

describe('every field', () => {
  it('is a hyperparameter where it is one value for a trial, whatever split its name begins with; or said to be unused', async () => {
    const record = {
      train_batch_size: 8,
      val_fraction: 0.1,
      loss_weight: 2,
      best_val_loss: 0.2,
      test_acc: 1,
      elapsed: 3,
    };
    const curve = [{ step: 1, val_loss: 1 }];
    const [first] = await historiesIn(jsonl, file('r.jsonl', json([{ ...record, curve }])));
    expect(first?.configuration).toEqual({ train_batch_size: 8, val_fraction: 0.1, loss_weight: 2 });
    expect(texts(first)).toContain('these fields were not used: best_val_loss, test_acc, elapsed');
  });

  it('of a table of results is a metric by its name alone', async () => {
    const path = file('w.csv', 'lr,train_batch_size,val_map,note\n0.1,8,0.5,fine\n0.2,16,0.6,fine\n');
    const [first] = await historiesIn(csv, path);
    expect(first?.configuration).toEqual({ lr: 0.1, train_batch_size: 8, note: 'fine' });
    expect(first?.curves).toEqual([{ metric: 'valid/map', steps: [1], values: [0.5] }]);
  });

  it('that changes within some trial is a hyperparameter of none', async () => {
    const path = file('l.csv', 'trial,step,lr,reward\n1,1,0.1,0\n1,2,0.1,0\n2,1,0.2,1\n2,2,0.2,2\n');
    const [first] = await historiesIn(csv, path);
    expect(first?.configuration).toEqual({ lr: 0.1 });
    expect(first?.curves).toEqual([{ metric: 'reward', steps: [1, 2], values: [0, 0] }]);
  });
});

describe('trials of one number', () => {
  const rows = (fields: readonly string[]): string =>
    fields.flatMap((field) => [1, 2, 3].map((step) => `${field},${step},${1 / step}\n`)).join('');

  it('are told apart by a study or a seed beside it', async () => {
    const path = file('s.csv', `study,trial,seed,step,val_loss\n${rows(['0,1,5', '0,2,5', '1,1,6', '1,2,6'])}`);
    const histories = await historiesIn(csv, path);
    expect(histories.map(({ label, seed }) => [label, seed])).toEqual([
      ['0/5/1', 5],
      ['0/5/2', 5],
      ['1/6/1', 6],
      ['1/6/2', 6],
    ]);
    expect(texts(histories[0])[0]).toContain('trial = study + seed + trial');
  });

  it('keep it as their name where it suffices', async () => {
    const path = file('s.csv', `study,trial,step,val_loss\n${rows(['0,1', '0,2'])}`);
    expect((await historiesIn(csv, path)).map(({ label }) => label)).toEqual(['1', '2']);
  });

  it('are refused where they would be merged, and told apart by the fields that are named', async () => {
    const path = file('m.csv', `trial,lr,step,val_loss\n${rows(['1,0.1', '1,0.2', '2,0.3'])}`);
    await expect(historiesIn(csv, path)).rejects.toThrow(
      /m\.csv: 6 of 18 points are of a trial and step that other rows report too.*such as --trial trial,lr;/,
    );
    const histories = await historiesIn(csv, path, { trial: 'trial,lr' });
    expect(histories.map(({ configuration }) => configuration)).toEqual([{ lr: 0.1 }, { lr: 0.2 }, { lr: 0.3 }]);
  });
});

describe('a last line without a line break', () => {
  const text = (last: number): string =>
    `trial,step,val_loss\n${[1, 2, 3].map((step) => `1,${step},0.5\n`).join('')}2,1,0.5\n2,${last},0.1`;

  it('is left out where its trial ends before the others, and counted', async () => {
    const [, cut] = await historiesIn(csv, file('c.csv', text(2)));
    if (cut === undefined) throw new Error('no trial');
    expect(pointsOf(cut, 'valid/loss')).toEqual([[1, 0.5]]);
    expect(cut.mended.doubtful).toBe(1);
    const [, whole] = await historiesIn(csv, file('w.csv', text(3)));
    if (whole === undefined) throw new Error('no trial');
    expect(pointsOf(whole, 'valid/loss')).toHaveLength(2);
    expect(whole.mended.doubtful).toBe(0);
  });
});

describe('lists side by side', () => {
  it('are curves where they are called so or as long as those, with their own steps; a short one is a setting', async () => {
    const record = {
      betas: [0.9, 0.99],
      step: [10, 20, 30],
      train_loss: [3, 2, 1],
      val_loss: [4, 3, 2],
      spread: [7, 8, 9],
    };
    const [only] = await historiesIn(jsonl, file('s.jsonl', json([record])));
    expect(only?.curves).toEqual([
      { metric: 'train/loss', steps: [10, 20, 30], values: [3, 2, 1] },
      { metric: 'valid/loss', steps: [10, 20, 30], values: [4, 3, 2] },
      { metric: 'spread', steps: [10, 20, 30], values: [7, 8, 9] },
    ]);
    expect(only?.configuration).toEqual({ betas: '[0.9,0.99]' });
  });
});

describe('one JSON list', () => {
  it('is read, hyperparameters in a mapping and a split a field, the test set left out', async () => {
    const entry = (lr: number) => ({
      hp: { lr },
      train: { loss: [3, 2] },
      valid: { loss: [4, 3] },
      test: { loss: [1, 1] },
    });
    const path = file('tasks.json', JSON.stringify([entry(0.1), entry(0.2)], null, 1));
    expect(importerFor(path)?.name).toBe('jsonl');
    const [first, second] = await historiesIn(jsonl, path);
    expect(first?.curves.map(({ metric }) => metric)).toEqual(['train/loss', 'valid/loss']);
    expect(second).toMatchObject({ source: `${path}#2`, configuration: { lr: 0.2 } });
  });

  it('that is none is refused', async () => {
    await expect(historiesIn(jsonl, file('b.json', '[{"a": 1},\n{"a": 2'))).rejects.toThrow(
      /b\.json begins as one JSON list, and is none/,
    );
  });
});

it('a mistaken name is told with what there is', async () => {
  const path = file('r.jsonl', json([run(1, 3, 1)]));
  await expect(historiesIn(jsonl, path, { step: 'epocs' })).rejects.toThrow(/--step names: did you mean epochs\?/);
  await expect(historiesIn(jsonl, path, { step: 'nosuch' })).rejects.toThrow(/--step names: it has iteration, .*top_1/);
  const { space } = parseSpace({ lrr: { range: [0.01, 1], scale: 'log' } });
  await expect(historiesIn(jsonl, path, { space })).rejects.toThrow(/has no lrr, .* did you mean lr\?/);
  await expect(historiesIn(csv, file('t.csv', 'a,b\n1,2\n'))).rejects.toThrow(/the fields are a, b$/);
});
