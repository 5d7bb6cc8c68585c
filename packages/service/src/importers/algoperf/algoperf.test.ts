import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { healthyRows, measurementsText } from '../testing/algoperf-log.ts';
import { folderOf, historiesIn, pointsOf } from '../testing/folder.ts';
import { algoperf } from './algoperf.ts';

const hparams = '{"learning_rate": 0.002, "beta2": 0.99, "use_nesterov": true, "nested": {"a/b": 1, "list": [1, 2]}}';

/** One trial under the usual folders; its path. */
function logs(files: Readonly<Record<string, string>>, trial = 'mine/study_0/imagenet_resnet_jax/trial_1'): string {
  return folderOf(Object.fromEntries(Object.entries(files).map(([name, text]) => [join(trial, name), text])));
}

async function only(root: string) {
  const [history, ...others] = await historiesIn(algoperf, root);
  expect(others).toEqual([]);
  if (history === undefined) throw new Error('no trial');
  return history;
}

describe('a trial of AlgoPerf', () => {
  it('is read with its place, hyperparameters, workload and curves, the test set left out', async () => {
    const root = logs({ 'hparams.json': hparams, 'measurements.csv': measurementsText(healthyRows(1000)) });
    const history = await only(root);
    expect(history).toMatchObject({
      source: join(root, 'mine/study_0/imagenet_resnet_jax/trial_1'),
      group: 'mine/imagenet_resnet_jax',
      label: 'study_0/trial_1',
      configuration: { learning_rate: 0.002, beta2: 0.99, use_nesterov: true, 'nested.a.b': 1, 'nested.list': '[1,2]' },
      objective: { metric: 'validation/accuracy', direction: 'maximize' },
      maxSteps: 186_666,
      chance: 0.001,
      examples: { valid: 5000 },
      state: { status: 'completed' },
      endedAtTarget: false,
    });
    expect(history.curves.map(({ metric }) => metric).toSorted()).toEqual(
      ['grad_norm', 'loss', 'train/accuracy', 'train/loss', 'validation/accuracy', 'validation/loss'].toSorted(),
    );
    expect(pointsOf(history, 'loss').map(([step]) => step)).toEqual(Array.from({ length: 10 }, (_, i) => 50 + 100 * i));
    expect(pointsOf(history, 'validation/accuracy')).toHaveLength(11);
  });

  it('has NaN where a loss is empty beside other metrics, but none where the row is of another kind', async () => {
    const rows = [
      { step: 1, evaluated: { accuracy: 0.1, loss: 2 } },
      { step: 50, minibatch: { loss: null, gradNorm: null } },
      { step: 60, minibatch: { loss: 1.5, gradNorm: null } },
      { step: 100, evaluated: { accuracy: 0.001, loss: null } },
    ];
    const history = await only(logs({ 'measurements.csv': measurementsText(rows) }));
    expect(pointsOf(history, 'loss')).toEqual([
      [50, NaN],
      [60, 1.5],
    ]);
    expect(pointsOf(history, 'grad_norm')).toEqual([[50, NaN]]);
    expect(pointsOf(history, 'validation/loss')).toEqual([
      [1, 2],
      [100, NaN],
    ]);
    expect(pointsOf(history, 'validation/accuracy')).toEqual([
      [1, 0.1],
      [100, 0.001],
    ]);
    expect(history.mended.emptyLosses).toBe(3);
    expect(history.state).toEqual({ status: 'infeasible', reason: 'diverged' });
  });

  it('that ends at the first evaluation past its target is told apart', async () => {
    const rows = [0.5, 0.7, 0.78].map((accuracy, i) => ({ step: 100 * i, evaluated: { accuracy, loss: 1 } }));
    expect((await only(logs({ 'measurements.csv': measurementsText(rows) }))).endedAtTarget).toBe(true);
    const on = [...rows, { step: 400, evaluated: { accuracy: 0.79, loss: 1 } }];
    expect((await only(logs({ 'measurements.csv': measurementsText(on) }))).endedAtTarget).toBe(false);
  });

  it.each([
    ['without hparams.json', { 'measurements.csv': measurementsText(healthyRows(200)) }, { withoutHyperparameters: 1 }],
    ['with CRLF', { 'hparams.json': hparams, 'measurements.csv': measurementsText(healthyRows(200), '\r\n') }, {}],
    [
      'whose last line breaks off',
      { 'hparams.json': hparams, 'measurements.csv': `${measurementsText(healthyRows(200))}250,,0.5` },
      { truncated: 1 },
    ],
    [
      'with steps reported again and out of order',
      {
        'hparams.json': hparams,
        'measurements.csv': measurementsText([...healthyRows(200), ...healthyRows(200).toReversed()]),
      },
      { duplicates: 16, unordered: 6 },
    ],
    ['with an empty file', { 'hparams.json': hparams, 'measurements.csv': '' }, { withoutMeasurements: 1 }],
  ])('%s is read, and what was put right is counted', async (_, files, mended) => {
    const history = await only(logs(files));
    const counted = Object.fromEntries(Object.entries(history.mended).filter(([, count]) => count > 0));
    expect(counted).toEqual(mended);
    const evaluations = pointsOf(history, 'validation/accuracy').map(([step]) => step);
    expect(evaluations).toEqual('withoutMeasurements' in mended ? [] : [0, 100, 200]);
  });

  it('with quoted cells, more columns and remarks in them is read', async () => {
    const text = 'note,"global_step",extra,"validation/loss"\n"a, ""b""\nc",1,5,"2.5"\n,2,6,x\n';
    const history = await only(logs({ 'measurements.csv': text }));
    expect(pointsOf(history, 'validation/loss')).toEqual([
      [1, 2.5],
      [2, NaN],
    ]);
    expect(pointsOf(history, 'extra')).toEqual([
      [1, 5],
      [2, 6],
    ]);
    expect(pointsOf(history, 'note')).toEqual([]);
    expect(history.mended.notNumbers).toBe(1);
  });

  it('is read from its evaluations where there is nothing else', async () => {
    const rows = healthyRows(200).filter(({ evaluated }) => evaluated !== undefined);
    const history = await only(logs({ 'eval_measurements.csv': measurementsText(rows) }));
    expect(pointsOf(history, 'validation/accuracy')).toHaveLength(3);
  });

  it.each([
    ['fastmri_pytorch', 'validation/ssim', 'maximize', 36_189],
    ['wmt_post_ln_jax', 'validation/bleu', 'maximize', 133_333],
    ['librispeech_deepspeech_tanh_jax', 'validation/wer', 'minimize', 48_000],
    ['criteo1tb', 'validation/loss', 'minimize', 10_666],
  ])('of %s is judged by %s', async (folder, metric, direction, maxSteps) => {
    const files = { 'measurements.csv': 'global_step,validation/loss\n1,2\n' };
    const history = await only(logs(files, `mine/study_0/${folder}/trial_1`));
    expect(history).toMatchObject({ objective: { metric, direction }, maxSteps });
  });

  it('of an unknown workload knows no objective', async () => {
    const files = { 'measurements.csv': 'global_step,validation/loss\n1,2\n' };
    expect(await only(logs(files, 'mine/mnist/run'))).toMatchObject({
      group: 'mine/mnist',
      label: 'run',
      objective: null,
      maxSteps: null,
    });
  });
});

describe('AlgoPerf logs', () => {
  const text = measurementsText(healthyRows(100));
  const root = folderOf(
    Object.fromEntries(
      [
        'a/study_0/wmt_jax/trial_2',
        'a/study_0/wmt_jax/trial_10',
        'a/study_1/ogbg_jax/trial_1',
        'b/study_0/wmt_jax/trial_1',
      ].map((trial) => [`logs/${trial}/measurements.csv`, text]),
    ),
  );

  it.each([
    ['', ['trial_2', 'trial_10', 'trial_1', 'trial_1']],
    ['logs/a/study_0', ['trial_2', 'trial_10']],
    ['logs/b/study_0/wmt_jax/trial_1', ['trial_1']],
    ['logs/b/study_0/wmt_jax/trial_1/measurements.csv', ['trial_1']],
  ])('are found below "%s", in natural order', async (below, trials) => {
    const path = join(root, below);
    expect(algoperf.detect(path)).toBe(true);
    const histories = await historiesIn(algoperf, path);
    expect(histories.map(({ source }) => source.split('/').at(-1))).toEqual(trials);
    for (const { source } of histories) expect(source.startsWith(join(root, 'logs'))).toBe(true);
  });

  it('of two submissions of one name are two rounds', async () => {
    const twins = folderOf({
      'external/mine/study_0/wmt_jax/trial_1/measurements.csv': text,
      'self/mine/study_0/wmt_jax/trial_1/measurements.csv': text,
      'self/mine/study_0/ogbg_jax/trial_1/measurements.csv': text,
    });
    const histories = await historiesIn(algoperf, twins);
    expect(histories.map(({ group }) => group)).toEqual([
      'external/mine/wmt_jax',
      'mine/ogbg_jax',
      'self/mine/wmt_jax',
    ]);
  });

  it.each([
    [{ 'x.txt': '' }, '', 'not-found', /there is no trial below /],
    [{}, 'nowhere', 'not-found', /^there is no .*nowhere: check the path$/],
    [
      { 'w/t/measurements.csv': 'step,loss\n1,2\n' },
      '',
      'invalid',
      /measurements\.csv:1: there is no column global_step/,
    ],
    [
      { 'w/t/measurements.csv': 'global_step,loss\n1,2\n1,2,3\n' },
      '',
      'invalid',
      /measurements\.csv:3: 3 cells where the header has 2/,
    ],
    [
      { 'w/t/measurements.csv': 'global_step,loss\n1,2\n,2\n' },
      '',
      'invalid',
      /measurements\.csv:3: global_step is empty/,
    ],
    [{ 'w/t/measurements.csv': 'global_step,loss\nx,2\n' }, '', 'invalid', /measurements\.csv:2: global_step is "x"/],
    [{ 'w/t/measurements.csv': 'global_step,a,a\n' }, '', 'invalid', /measurements\.csv:1: the header names a twice/],
    [
      { 'w/t/measurements.csv': 'global_step,loss\n1,"2\n3,4\n' },
      '',
      'invalid',
      /measurements\.csv:2: the quote that begins here/,
    ],
    [{ 'w/t/measurements.csv': text, 'w/t/hparams.json': '[1]' }, '', 'invalid', /hparams\.json: not a mapping/],
    [{ 'w/t/measurements.csv': text, 'w/t/hparams.json': '{"a": ' }, '', 'invalid', /hparams\.json: .*JSON/],
  ])('that are unsound (%#) are refused with the place', async (files, below, code, message) => {
    const path = join(folderOf(files), below);
    await expect(historiesIn(algoperf, path)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message) as unknown,
    });
  });
});

const corpus = resolve(
  process.env['ATTUNE_CORPUS'] ?? new URL('../../../../../../shared/corpus', import.meta.url).pathname,
  'algoperf',
);
const reason = existsSync(corpus) ? '' : ` (skipped: there is no ${corpus}; ATTUNE_CORPUS names the folder)`;

describe.skipIf(reason !== '')(`real logs${reason}`, () => {
  it('agree with what was counted of them by another program', async () => {
    const lines = readFileSync(join(corpus, 'trials.jsonl'), 'utf8').trim().split('\n');
    const expected = lines.map((line) => {
      const trial = JSON.parse(line) as Readonly<Record<string, unknown>>;
      const {
        source_path: path,
        n_evals,
        n_step_rows,
        nan_eval_rows,
        nan_step_rows,
        last_eval_step,
        step_hint,
      } = trial;
      return [
        String(path).split('/').slice(-4).join('/'),
        [n_evals, n_step_rows, nan_eval_rows, nan_step_rows, last_eval_step, step_hint],
      ] as const;
    });
    const histories = await historiesIn(algoperf, join(corpus, 'logs'));
    const found = histories.map((history) => {
      const nans = (metric: string): number =>
        pointsOf(history, metric).filter(([, value]) => Number.isNaN(value)).length;
      const evaluations = pointsOf(history, history.objective?.metric ?? '');
      return [
        history.source.split('/').slice(-4).join('/'),
        [
          evaluations.length,
          pointsOf(history, 'loss').length,
          nans('validation/loss'),
          nans('loss'),
          evaluations.at(-1)?.[0],
          history.maxSteps,
        ],
      ] as const;
    });
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
  });
});
