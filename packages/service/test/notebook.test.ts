/** The notebook of a real project: rounds, launches and notes over time, in the terminal and as files; and another objective. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operationSchemas } from '../src/operations/registry.ts';
import { quickProject, type QuickProject } from './quick-project.ts';

let project: QuickProject;

const hostile = '<script>alert(1)</script> =1+1 | *x* \u001b[31m [a](javascript:b)\nsecond line';

beforeAll(async () => {
  const round = (question: string) => `attune: 1\ngoal: maximize\nquestion: ${question}\nbudget: { trials: 4 }\n`;
  project = quickProject({
    '01-first.yaml': round('Where is lr best?'),
    '02-more.yaml': round('Is it better near the best?'),
  });
  await project.document('run', '1');
  await project.document('note', 'the rate matters most', '--round', '1');
  await project.document('note', hostile, '--trial', '5');
  await project.document('run', '1', '--trials', '+1');
  project.write('attune.yaml', project.read('attune.yaml').replace('baseline: { lr: 0.01 }', 'baseline: { lr: 0.1 }'));
  await project.document('run', '2');
  await project.document('note', 'nothing left to try');
});

afterAll(() => project.remove());

const ajv = addFormats.default(new Ajv({ strict: false, allErrors: true }));
for (const { name, schema } of operationSchemas()) ajv.addSchema(schema, name);

async function document(...words: string[]): Promise<Record<string, unknown>> {
  const parsed = (await project.document(...words)) as Record<string, unknown>;
  const validate = ajv.getSchema(String(parsed['schema']));
  expect(validate?.(parsed), JSON.stringify(validate?.errors, null, 1)).toBe(true);
  return parsed;
}

interface LogEntry {
  readonly kind: string;
  readonly round?: number;
  readonly launch?: number;
  readonly subject?: string;
  readonly event?: string;
  readonly text?: string;
  readonly changes?: unknown;
  readonly measured?: unknown;
  readonly verdict?: string;
  readonly findings?: readonly unknown[];
  readonly notes?: string;
}

const entries = async (...words: string[]) => (await document('log', ...words))['entries'] as readonly LogEntry[];

describe('attune log', () => {
  it('tells what happened in order of time', async () => {
    const told = (await entries()).map(
      ({ kind, round, launch, subject, event }) => `${kind} ${String(round ?? launch ?? event ?? subject)}`,
    );
    expect(told).toEqual([
      'launch 1',
      'round 1',
      'note round 1',
      'note trial 5',
      'event round.extended',
      'launch 2',
      'round 2',
      'note project',
    ]);
  });

  it('measures each launch over the seeds of its baseline, and says what changed', async () => {
    const launches = (await entries()).filter(({ kind }) => kind === 'launch');
    const values = await project.withStore(async (store) => {
      const studies = (await store.read('study', { round: [1] })).filter(({ plan }) => plan.purpose === 'baseline');
      const trials = await store.read('trial', { study: studies.map(({ id }) => id) });
      const summaries = await store.summaries({ trials: trials.map(({ id }) => id), metrics: ['valid/loss'] });
      return summaries.map(({ min }) => min?.value ?? NaN);
    });
    expect(values).toHaveLength(3);
    const mean = values.reduce((sum, value) => sum + value, 0) / 3;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 2);
    // scipy 1.17.1: scipy.stats.t.ppf(0.975, 2)
    const half = (4.302652729749462 * deviation) / Math.sqrt(3);
    const near = (value: number): unknown => expect.closeTo(value, 9);
    expect(launches).toMatchObject([
      { changes: [], measured: { seeds: 3, value: near(mean), interval: [near(mean - half), near(mean + half)] } },
      { changes: [{ hyperparameter: 'lr', before: 0.01, after: 0.1 }], measured: { seeds: 1, interval: null } },
    ]);
  });

  it('has the notes of a round’s file as they stand there now, and does without where the file is broken or gone', async () => {
    const path = 'rounds/02-more.yaml';
    const before = project.read(path);
    const notes = async () => {
      const rounds = (await entries()).filter(({ kind }) => kind === 'round');
      return rounds.map((entry) => entry.notes);
    };
    try {
      expect(await notes()).toEqual(['', '']);
      project.write(path, `${before}notes: "the split is *new*"\n`);
      expect(await notes()).toEqual(['', 'the split is *new*']);
      expect((await project.attune('log')).out).toContain('Notes in its file: the split is *new*');
      expect((await project.attune('export', 'notebook', '--format', 'md')).out).toContain('the split is \\*new\\*');
      expect((await project.attune('export', 'notebook', '--format', 'html')).out).toContain('the split is *new*');
      expect((await project.attune('export', 'ledger', '--format', 'csv')).out).toContain('the split is *new*');
      project.write(path, `${before}notes: [broken`);
      expect(await notes()).toEqual(['', '']);
      rmSync(join(project.directory, path));
      expect(await notes()).toEqual(['', '']);
    } finally {
      project.write(path, before);
    }
  });

  it('fits a screen, with control characters made harmless; all of it has every finding and its advice', async () => {
    const { out } = await project.attune('log');
    expect(out.split('\n').length).toBeLessThan(50);
    expect(out).toContain('Is it better near the best?');
    expect(out).toContain('Changed by hand in attune.yaml: there is no evidence that it is better.');
    expect(out).toContain('given 1 more trial');
    expect(out).toContain('<script>alert(1)</script>');
    expect(out).not.toContain('\u001b');
    const all = (await project.attune('log', '--all')).out;
    const rounds = (await entries('--all')).filter(({ kind }) => kind === 'round');
    expect(rounds.map(({ findings = [] }) => findings.length > 0)).toEqual([true, true]);
    expect(all.length).toBeGreaterThan(out.length);
  });

  it('says on a screen nothing twice of what the verdict of a round says', async () => {
    const [{ verdict = '', findings = [] } = {}] = (await entries()).filter(({ kind }) => kind === 'round');
    const said = findings.map((finding) => (finding as { headline: string }).headline);
    const repeated = said.filter((headline) => verdict.includes(headline));
    // Otherwise there is nothing to be seen here.
    expect(repeated.length).toBeGreaterThan(0);
    const words = (text: string) => text.replaceAll(/\s+/g, ' ');
    const told = words((await project.attune('log')).out);
    for (const headline of repeated) expect(told.split(words(headline)).length - 1).toBe(1);
  });

  it('leaves older rounds out until all are asked for', async () => {
    const long = quickProject(
      Object.fromEntries(
        [1, 2, 3, 4, 5].map((n) => [
          `0${n}-r.yaml`,
          'attune: 1\ngoal: maximize\nbaseline_seeds: 0\nbudget: { trials: 1 }\n',
        ]),
      ),
    );
    try {
      for (let n = 1; n <= 5; n++) await long.document('run', String(n));
      const some = (await long.document('log')) as { entries: readonly LogEntry[]; earlier: number };
      const numbers = some.entries.filter(({ kind }) => kind === 'round').map(({ round }) => round);
      expect({ numbers, earlier: some.earlier }).toEqual({ numbers: [2, 3, 4, 5], earlier: 2 });
      expect((await long.attune('log')).out).toContain('2 earlier entries: attune log --all');
      const all = (await long.document('log', '--all')) as { entries: readonly LogEntry[]; earlier: number };
      expect({ count: all.entries.length, earlier: all.earlier }).toEqual({ count: 6, earlier: 0 });
    } finally {
      long.remove();
    }
  });
});

describe('attune note', () => {
  it('is found again with its trial', async () => {
    expect((await project.attune('show', '5')).out).toContain('<script>alert(1)</script>');
    await project.attune('report', '1');
    const page = project.read('report.html');
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).not.toContain('<script>alert');
  });

  it.each([
    [['  '], 2, 'the note is empty'],
    [['x'.repeat(10_001)], 2, 'the note has 10001 characters'],
    [['x', '--trial', '999'], 3, 'there is no trial 999'],
    [['x', '--round', '9'], 3, 'round 9 has not run'],
    [['x', '--trial', '1', '--round', '1'], 2, 'give only one of --trial and --round'],
  ])('refuses %j', async (words, status, message) => {
    const before = (await entries()).length;
    const refused = await project.attune('note', ...words);
    expect(refused.status).toBe(status);
    expect(refused.error).toContain(message);
    expect((await entries()).length).toBe(before);
  });

  it('can come before the first run; about a trial that there is not, it leaves no store behind', async () => {
    const fresh = quickProject({});
    try {
      expect((await fresh.attune('note', 'x', '--trial', '1')).status).toBe(3);
      expect(existsSync(join(fresh.directory, '.attune'))).toBe(false);
      await fresh.document('note', 'the aim: a loss below 0.3');
      expect((await fresh.attune('log')).out).toContain('the aim: a loss below 0.3');
    } finally {
      fresh.remove();
    }
  });

  it('of two at once, both are kept', async () => {
    const before = (await entries()).length;
    await Promise.all(['one', 'two', 'three'].map((text) => project.document('note', text)));
    expect((await entries()).length).toBe(before + 3);
  });
});

describe('attune export', () => {
  it('writes the notebook as one page that escapes everything and loads nothing', async () => {
    const { rows } = await document('export', 'notebook', '-o', 'notebook.html');
    expect(rows).toBe((await entries('--all')).length);
    const page = project.read('notebook.html');
    expect(page.includes('&lt;script&gt;alert(1)&lt;/script&gt;')).toBe(true);
    expect(page.includes('<script>alert')).toBe(false);
    expect(page.includes('\u001b')).toBe(false);
    expect(page).toContain('default-src &#39;none&#39;');
    expect(page.replaceAll(/xmlns(?::\w+)?="[^"]*"/g, '')).not.toMatch(/https?:\/\//);
    expect(page).toContain('took valid/loss from');
    expect(page).toContain('New baseline: lr 0.01 → 0.1');
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(page).not.toContain('987654');
  });

  it('writes it as Markdown with its figures beside it, every mark escaped', async () => {
    const { figures } = (await document('export', 'notebook', '-o', 'book.md')) as { figures: readonly string[] };
    const text = project.read('book.md');
    const links = [...text.matchAll(/\]\((book-figures\/[^)]+\.svg)\)/g)].map(([, link]) => link ?? '');
    expect(links.map((link) => join(project.directory, link))).toEqual(figures);
    expect(links).toContain('book-figures/launches.svg');
    for (const file of figures) expect(readFileSync(file, 'utf8')).toMatch(/^<svg/);
    expect(text).toContain(
      String.raw`\<script\>alert(1)\</script\> =1+1 \| \*x\* �\[31m \[a\](javascript:b) second line`,
    );
    const printed = (await project.attune('export', 'notebook')).out;
    expect(printed).toContain('# quick: notebook');
    expect(printed).not.toContain('.svg');
  });

  it('writes the ledger: a row a study, with the best and how to have it again', async () => {
    const rows = JSON.parse((await project.attune('export', 'ledger', '--format', 'json')).out) as Record<
      string,
      unknown
    >[];
    expect(rows.map(({ study, round, planned, ended }) => [study, round, planned, ended])).toEqual([
      ['baseline', 1, 3, 3],
      ['search', 1, 5, 5],
      ['baseline', 2, 1, 1],
      ['search', 2, 4, 4],
    ]);
    const best = (await project.document('best', '--round', '1')) as Record<string, unknown>;
    expect(rows[1]).toMatchObject({
      best: best['objective'],
      best_trial: best['trial'],
      command: best['command'],
      notes: 'the rate matters most',
      file: 'rounds/01-first.yaml',
      commit: null,
      patch: null,
    });
    await document('export', 'ledger', '--round', '2', '-o', 'ledger.csv');
    expect(project.read('ledger.csv').split('\r\n')).toHaveLength(4);
  });

  it.each([
    [['notebook', '-o', 'book.pdf'], 5, 'use .md or .html'],
    [['notebook', '--format', 'csv'], 2, 'cannot export notebook as csv'],
    [['ledger', '-o', 'ledger.md'], 5, 'use .csv or .json'],
    [['notebook', '--round', '1'], 2, 'leave --round out'],
    [['patch', '--format', 'md'], 2, 'leave --format out'],
    [['patch', '--round', '1'], 3, 'in no git repository'],
    [['notebook', '-o', 'nowhere/book.md'], 6, 'nowhere'],
  ])('refuses %j', async (words, status, message) => {
    const refused = await project.attune('export', ...words);
    expect(refused.status).toBe(status);
    expect(refused.error).toContain(message);
    expect(existsSync(join(project.directory, 'nowhere'))).toBe(false);
  });
});

describe('attune report --objective', () => {
  interface Judged {
    readonly report: {
      readonly round: { readonly objective: unknown };
      readonly trials: readonly { readonly trial: number; readonly objective: number }[];
    };
    readonly objective: { readonly valid: boolean; readonly statement: readonly string[] } | null;
  }

  it('judges the same trials by another metric, and says that this is valid', async () => {
    const other = (await document('report', '1', '--objective', 'valid/error')) as unknown as Judged;
    expect(other.report.round.objective).toEqual({ metric: 'valid/error', direction: 'minimize' });
    expect(other.objective?.valid).toBe(true);
    const lowest = await project.withStore(async (store) => {
      const trials = (await store.read('trial', { round: [1] })).map(({ id }) => id);
      return (await store.summaries({ trials, metrics: ['valid/error'] }))
        .map(({ trial, min }) => ({ trial, objective: min?.value ?? NaN }))
        .toSorted((a, b) => a.objective - b.objective);
    });
    const judged = other.report.trials.map(({ trial, objective }) => ({ trial, objective }));
    expect(judged.toSorted((a, b) => a.objective - b.objective)).toEqual(lowest);
    expect(project.read('report-valid-error.html')).toContain('This is valid: the points of its studies (halton)');
    // What the round ran for keeps its page.
    expect(project.read('report.html')).not.toContain('This is valid');
    const { out } = await project.attune('report', '1', '--objective', 'valid/error:maximize');
    expect(out).toContain('The full report: ');
    expect(out).toMatch(/report-valid-error\.html/);
    expect(out).toMatch(/^Judged by valid\/error \(maximize\), while round 1 ran for valid\/loss \(minimize\)\./);
    expect(((await document('report', '1')) as unknown as Judged).objective).toBeNull();
  });

  it.each([
    ['valid/eror', 3, 'did you mean valid/error?'],
    ['train/speed', 3, 'they reported train/loss, valid/error, valid/loss'],
    ['test/loss', 2, 'stays sealed'],
    ['test/loss:maximize', 2, 'stays sealed'],
    [':minimize', 2, 'write a metric'],
  ])('refuses %s', async (metric, status, message) => {
    const refused = await project.attune('report', '1', '--objective', metric);
    expect(refused.status).toBe(status);
    expect(refused.error.replaceAll(/\s+/g, ' ')).toContain(message);
    expect(refused.out + refused.error).not.toContain('987654');
  });
});
