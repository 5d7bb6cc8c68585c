import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { allCommands } from '../../cli/commands/index.ts';
import { main } from '../../cli/main.ts';
import { testHost } from '../../cli/testing/host.ts';
import { healthyRows, measurementsText } from '../../importers/testing/algoperf-log.ts';
import { folderOf } from '../../importers/testing/folder.ts';
import { auditSchema, type AuditDocument } from './document.ts';

const commands = await allCommands();
const validate = addFormats.default(new Ajv({ strict: false, allErrors: true })).compile(auditSchema);

/** The document that the command prints, held against its schema. */
async function audited(directory: string, ...words: readonly string[]): Promise<AuditDocument> {
  const { host, out } = testHost({ directory });
  const status = await main(['audit', ...words, '--json'], host, commands);
  const document = JSON.parse(out()) as AuditDocument;
  expect(status, out().slice(0, 500)).toBe(0);
  expect(validate(document), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true);
  return document;
}

async function printed(directory: string, ...words: readonly string[]): Promise<{ status: number; text: string }> {
  const { host, out, error } = testHost({ directory, screen: 100 });
  const status = await main(['audit', ...words], host, commands);
  return { status, text: out() + error() };
}

const json = (records: readonly unknown[]): string => records.map((record) => `${JSON.stringify(record)}\n`).join('');

function remarksOf({ rounds }: AuditDocument): string {
  return rounds.flatMap(({ remarks }) => remarks.map(({ text }) => text)).join('\n');
}

/** Points with these results, each under four seeds. */
function benchmark(bests: readonly number[] = [0.2, 0.4, 0.6]): string {
  const trials = bests.map((_, index) => index + 1).flatMap((point) => [0, 1, 2, 3].map((seed) => ({ point, seed })));
  const files = trials.flatMap(({ point, seed }) => {
    const trial = `mine/study_${seed}/wmt_jax/trial_${point}`;
    const rows = healthyRows(1000, (bests[point - 1] ?? 0) + 0.001 * seed);
    const text = measurementsText(rows).replaceAll('/accuracy', '/bleu');
    const hparams = { learning_rate: 0.001 * point, beta2: 0.9 + 0.02 * point, dropout_rate: 0.1 };
    return [
      [`${trial}/measurements.csv`, text],
      [`${trial}/hparams.json`, JSON.stringify(hparams)],
    ] as const;
  });
  return folderOf(Object.fromEntries(files));
}

describe('an audit of AlgoPerf logs', () => {
  it('tells the points apart, with the spread over their seeds, and nothing of single hyperparameters', async () => {
    const document = await audited(benchmark(), '.', '--format', 'algoperf');
    const [round] = document.rounds;
    expect(document.rounds).toHaveLength(1);
    expect(round?.name).toBe('mine/wmt_jax');
    expect(round?.points?.map(({ name, trials, usable }) => [name, trials, usable])).toEqual([
      ['trial_1', 4, 4],
      ['trial_2', 4, 4],
      ['trial_3', 4, 4],
    ]);
    const [least, median, greatest] = [0.6, 0.6015, 0.603].map(
      (best) => 0.001 + (best - 0.001) * (1 - Math.exp(-1000 / 300)),
    );
    const last = round?.points?.[2];
    expect(last?.least).toBeCloseTo(least ?? NaN, 9);
    expect(last?.median).toBeCloseTo(median ?? NaN, 9);
    expect(last?.greatest).toBeCloseTo(greatest ?? NaN, 9);
    expect(remarksOf(document)).toContain('the trials are 3 points, 2 hyperparameters varied together');
    expect(remarksOf(document)).toContain(
      'the same in all trials, so that nothing is said of other values: dropout_rate = 0.1',
    );
    expect(Object.keys(round?.report.round.roles ?? {})).toEqual(['point']);
  });

  it('tells hyperparameters apart where a space is told, or only one is asked for', async () => {
    const root = benchmark();
    const space = folderOf({
      'space.yaml': 'hyperparameters:\n  learning_rate: { range: [1e-4, 1e-2], scale: log }\n',
    });
    const told = await audited(root, '.', '--space', join(space, 'space.yaml'));
    expect(told.rounds[0]?.points).toBeNull();
    expect(told.rounds[0]?.report.round.roles).toEqual({ learning_rate: 'nuisance' });
    expect(remarksOf(told)).toContain('9 trials repeat a configuration');
    const asked = await audited(root, '.', '--hyperparameters', 'beta2,dropout_rate');
    expect(asked.rounds[0]?.report.round.roles).toEqual({ beta2: 'nuisance', dropout_rate: 'fixed' });
  });

  it('calls no point infeasible for being worse than others that agree', async () => {
    const { rounds } = await audited(benchmark([0.5, 0.5002, 0.5004, 0.5006, 0.3]), '.');
    expect(rounds[0]?.points).toHaveLength(5);
    expect(rounds[0]?.report.status.counts).toMatchObject({ feasible: 20, infeasible: 0 });
  });

  it('has single curves only, where they are asked for, with their places', async () => {
    const root = benchmark();
    const { curves, rounds } = await audited(root, '.', '--curves');
    expect(rounds).toEqual([]);
    expect(curves.map(({ source }) => source)).toContain(join(root, 'mine/study_2/wmt_jax/trial_3'));
    expect(curves).toHaveLength(12);
  });

  it('prints a table of several rounds first, and writes a page of one', async () => {
    const text = measurementsText(healthyRows(500));
    const root = folderOf({
      'a/s/imagenet_vit_jax/trial_1/measurements.csv': text,
      'b/s/imagenet_vit_jax/trial_1/measurements.csv': text,
    });
    const all = await printed(root, '.');
    expect(all.text).toMatch(/^round +trials +feasible +judged by +best/);
    expect(all.text).toContain('the hyperparameters of 1 trial were not recorded');
    const page = join(root, 'a.html');
    expect((await printed(root, '.', '--html', page)).text).toMatch(
      /choose one with --only, such as --only a\/s\/imagenet/,
    );
    const one = folderOf({ 'trial_1/measurements.csv': text });
    expect(await printed(one, '.', '--objective', 'maximize:validation/accuracy', '--html', page)).toMatchObject({
      status: 0,
    });
    expect(readFileSync(page, 'utf8')).toContain('How the trials were read');
  });
});

/** Trials of a search over the rate whose curves are what `curve` says. */
function search(
  count: number,
  curve: (index: number) => unknown,
  more: (index: number) => object = () => ({}),
): string {
  const records = Array.from({ length: count }, (_, index) => ({
    trial: index,
    lr: 10 ** (-4 + (3 * index) / count),
    ...more(index),
    curve: curve(index),
  }));
  return folderOf({ 'runs.jsonl': json(records) });
}

const falling = (index: number, steps = 20) =>
  Array.from({ length: steps }, (_, step) => ({ step: step + 1, valid_loss: 1 / (1 + step) + 0.01 * index }));

describe('unusual trials', () => {
  it('one trial is told as one', async () => {
    const { rounds } = await audited(search(1, falling), 'runs.jsonl');
    expect(rounds[0]?.report.status.counts).toMatchObject({ feasible: 1, infeasible: 0 });
    expect(rounds[0]?.report.findings.filter(({ severity }) => severity !== 'note')).toEqual([]);
  });

  it('that are all infeasible have no best', async () => {
    const directory = search(
      12,
      () => [],
      () => ({ diverged: true }),
    );
    const document = await audited(directory, 'runs.jsonl', '--objective', 'minimize:valid_loss').catch(() => null);
    expect(document).toBeNull();
    const nan = search(12, () => [1, 2, 3, 4].map((step) => ({ step, valid_loss: null, train_loss: null })));
    const { rounds } = await audited(nan, 'runs.jsonl');
    expect(rounds[0]?.report.verdict.text).toMatch(/No usable result/);
    expect(rounds[0]?.report.status.counts).toMatchObject({ feasible: 0, infeasible: 12 });
  });

  it('with a metric that never changes lead to no advice', async () => {
    const constant = search(12, () => falling(0).map(({ step }) => ({ step, valid_loss: 0.5 })));
    const { rounds } = await audited(constant, 'runs.jsonl');
    expect(rounds[0]?.report.status.counts.feasible).toBe(12);
    expect(rounds[0]?.report.findings.filter(({ code }) => code === 'boundary')).toEqual([]);
  });

  it('with steps again and out of order are put right, and it is said', async () => {
    const { rounds } = await audited(
      search(6, (index) => [...falling(index), ...falling(index).toReversed()]),
      'runs.jsonl',
    );
    const text = (rounds[0]?.remarks ?? []).map((remark) => remark.text).join('\n');
    expect(text).toContain('steps of 6 curves did not ascend: they were sorted');
    expect(text).toContain('120 points were reported again for the same step: the last report counts');
  });

  it('of different lengths are told as percent where their lengths are known, else it is said', async () => {
    const lengths = search(
      8,
      (index) => falling(index, 10 * (index + 1)),
      (index) => ({ epochs: 10 * (index + 1) }),
    );
    const known = await audited(lengths, 'runs.jsonl');
    expect(known.rounds[0]?.report.round).toMatchObject({ maxSteps: 100, stepUnit: 'percent' });
    expect(remarksOf(known)).toContain('trials were to train for 10 to 80 steps');
    const unknown = await audited(
      search(8, (index) => falling(index, 10 * (index + 1))),
      'runs.jsonl',
    );
    expect(unknown.rounds[0]?.report.round).toMatchObject({ maxSteps: 80, stepUnit: 'step' });
    expect(remarksOf(unknown)).toContain('the last step of any trial, 80, stands for it, and 7 of 8 trials end before');
  });

  it('with texts among their numbers have NaN there, and it is said', async () => {
    const document = await audited(
      search(3, (index) => [...falling(index), { step: 30, valid_loss: 'oops' }]),
      'runs.jsonl',
    );
    expect(remarksOf(document)).toContain('3 cells hold no number where one belongs: read as NaN');
  });

  it('outside a space that is told are counted', async () => {
    const directory = search(10, falling);
    const space = folderOf({ 'space.yaml': 'hyperparameters:\n  lr: { range: [1e-3, 1], scale: log }\n' });
    const document = await audited(directory, 'runs.jsonl', '--space', join(space, 'space.yaml'));
    expect(remarksOf(document)).toContain('4 trials lie outside the space: lr');
    expect(remarksOf(document)).not.toContain('what was searched is not known');
  });
});

describe('the verdict', () => {
  it('says which point is best beyond the noise between seeds, with the main lesson', async () => {
    const { rounds } = await audited(benchmark(), '.');
    expect(rounds[0]?.report.verdict.text).toMatch(/^trial_3 is the best of 3 points: median validation\/bleu 0\.5/);
    const equal = await audited(benchmark([0.6, 0.6002, 0.6001]), '.');
    expect(equal.rounds[0]?.report.verdict.text).toMatch(
      /^Undecided which of 3 points is best: trial_2 leads .*trial_3/,
    );
  });

  it('takes repeats under a seed column for the noise between seeds, and lists configurations once', async () => {
    const values = [0.8, 0.81, 0.79, 0.7, 0.72, 0.71, 0.6, 0.61, 0.62];
    const rows = values.map((value, index) => `${10 ** -(1 + Math.floor(index / 3))},${index % 3},${value}\n`);
    const directory = folderOf({ 'seeds.csv': `lr,seed,val_acc\n${rows.join('')}` });
    const document = await audited(directory, 'seeds.csv');
    // Each configuration's values are 0.01 apart: the pooled standard deviation is 0.01.
    expect(remarksOf(document)).toContain('a standard deviation of 0.01 in valid/acc (6 degrees of freedom');
    expect(remarksOf(document)).toContain('the trials hold results alone, no curves');
    expect(remarksOf(document)).not.toContain('how long training was to be');
    expect(document.rounds[0]?.report.verdict.text).toMatch(/^lr = 0\.1 is the best of 3 points/);
    expect(document.rounds[0]?.report.findings.map(({ code }) => code)).not.toContain('density');
    const { text } = await printed(directory, 'seeds.csv');
    expect(text).toMatch(/★ 2 +0\.81 +best of 3 runs lr=0\.1\n *★ 5 +0\.72 +best of 3 runs lr=0\.01\n/);
    expect(text).not.toContain('step 1');
  });

  it('of a search without repeats is its best configuration', async () => {
    const { rounds } = await audited(search(12, falling), 'runs.jsonl');
    expect(rounds[0]?.report.verdict.text).toMatch(/^The best valid\/loss is 0\.05 \(trial 1: lr = 1e-4\)/);
  });
});

describe('single curves', () => {
  it('are told apart where there is no data and where nothing was found; what a field says is among them', async () => {
    const directory = search(
      3,
      (index) => (index === 0 ? falling(0) : index === 1 ? [] : falling(0, 5)),
      (index) => ({ nan_train_loss: index === 2 }),
    );
    const { curves, unmeasured } = await audited(directory, 'runs.jsonl', '--curves');
    expect(unmeasured).toEqual([join(directory, 'runs.jsonl:2')]);
    expect(curves[2]?.diagnoses).toMatchObject([{ code: 'diverged', step: 5 }]);
    const { text } = await printed(directory, 'runs.jsonl', '--curves');
    expect(text).toMatch(/runs\.jsonl:2 +no data\n/);
    expect(text).toMatch(/runs\.jsonl:3 +diverged from step 5/);
  });
});

describe('what a report answers', () => {
  it('an audit does: why a question is silent, a figure, and trials that stay feasible', async () => {
    const directory = search(12, (index) => falling(index === 11 ? 4000 : index));
    const { whyNot, rounds } = await audited(directory, 'runs.jsonl', '--why-not', 'density');
    expect(whyNot?.code).toBe('density');
    expect(rounds[0]?.report.status.counts.infeasible).toBe(1);
    const kept = await audited(directory, 'runs.jsonl', '--keep-feasible', '12');
    expect(kept.rounds[0]?.report.status.counts.infeasible).toBe(0);
    const figure = join(directory, 'one.json');
    expect(await audited(directory, 'runs.jsonl', '--figure', figure)).toMatchObject({ figure, html: null });
    expect(existsSync(figure)).toBe(true);
    const unknown = await printed(directory, 'runs.jsonl', '--figure', figure, '--id', 'nothing');
    expect(unknown.text).toContain('there is no figure nothing');
  });
});

describe('a path that cannot be audited', () => {
  const root = folderOf({
    'empty.jsonl': '',
    'prose.txt': 'prose',
    'a.csv': 'trial,step,val_loss\n1,1,2\n1,2,1\n',
    'space.yaml': 'lr: 1\n',
  });
  it.each([
    [['nowhere'], 3, /there is no .*nowhere: check the path/],
    [['.'], 2, /no trial is recognised below /],
    [['.', '--format', 'csv'], 2, /is a folder: give the path of a file/],
    [['.', '--format', 'algoperf'], 3, /there is no trial below /],
    [['empty.jsonl'], 2, /holds no records/],
    [['prose.txt'], 2, /the format of .* is not recognised/],
    [['prose.txt', '--format', 'jsonl'], 2, /prose\.txt:1: this line is not JSON/],
    [['a.csv', '--format', 'jsonl'], 2, /a\.csv:1: this line is not JSON/],
    [['a.csv', '--objective', 'maximize:nothing'], 2, /no trial of a\.csv has a metric nothing: it has valid\/loss/],
    [['a.csv', '--only', 'b'], 3, /no round is called b: there are a\.csv/],
    [['a.csv', '--space', 'space.yaml'], 2, /space\.yaml holds no hyperparameters/],
  ])('%j: status %i', async (words, status, message) => {
    const result = await printed(root, ...words);
    expect(result.text.replaceAll(/\s+/g, ' ')).toMatch(message);
    expect(result.status).toBe(status);
  });
});

const corpus = resolve(
  process.env['ATTUNE_CORPUS'] ?? new URL('../../../../../../shared/corpus', import.meta.url).pathname,
);
const reason = existsSync(corpus) ? '' : ` (skipped: there is no ${corpus}; ATTUNE_CORPUS names the folder)`;

describe.skipIf(reason !== '')(`real trials${reason}`, () => {
  it('of AlgoPerf make twelve rounds of five points', async () => {
    const { rounds } = await audited(join(corpus, 'algoperf'), 'logs');
    expect(rounds).toHaveLength(12);
    for (const { points, report } of rounds) {
      expect(points?.map(({ trials }) => trials)).toEqual([5, 5, 5, 5, 5]);
      expect(report.trials).toHaveLength(25);
    }
  });

  it('of a random search with diverging runs are told by their fields', async () => {
    const words = ['convnext-tiny_tuning.results.jsonl', '--objective', 'maximize:top_1'];
    const { rounds } = await audited(join(corpus, 'opda'), ...words);
    expect(rounds[0]?.report.status.counts).toMatchObject({ feasible: 288, infeasible: 224 });
    expect(rounds[0]?.report.round.stepUnit).toBe('percent');
  });
});
