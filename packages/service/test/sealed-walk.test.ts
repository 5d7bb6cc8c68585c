/**
 * The test set stays sealed in everything that any operation returns, prints or writes (method L5): a project with all there can
 * be (a search, a comparison, a launch, notes) is walked through, command by command. An operation that is added must be
 * added here too.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operations } from '../src/operations/registry.ts';
import { quickProject, type QuickProject } from './quick-project.ts';

/** Every test value holds these digits, and nothing else does (`quick-project.ts`). */
const secret = '987654';

/** What has no results of this project to show, or is the place where test metrics are shown. */
const excused: Readonly<Record<string, string>> = {
  init: 'comes before any results',
  'script-help': 'reads the script’s own help',
  audit: 'reads results recorded elsewhere',
  unseal: 'shows them, with a reason',
  'token-new': 'reads no result',
  'token-list': 'reads no result',
  'token-revoke': 'reads no result',
};

let project: QuickProject;
/** The operation that each command runs, for the last test. */
const walked = new Set<string>();

/** All that a command says to a person and to a program, and the status of the former. */
async function said(...words: readonly string[]): Promise<{ readonly status: number; readonly text: string }> {
  const person = await project.attune(...words);
  const program = await project.attune(...words, '--json');
  return { status: person.status, text: [person.out, person.error, program.out, program.error].join('\n') };
}

beforeAll(async () => {
  project = quickProject({ '01-first.yaml': 'attune: 1\ngoal: maximize\nbudget: { trials: 9 }\n' });
  for (const words of [
    ['run'],
    ['note', 'the rate matters', '--round', '1'],
    ['compare', 'lr=0.1', '--seeds-max', '3'],
    ['launch'],
  ]) {
    const { status, text } = await said(...words);
    walked.add(words[0] ?? '');
    expect(status, text).toBe(0);
    expect(text).not.toContain(secret);
  }
});

afterAll(() => project.remove());

it('the test loss is in the store, and in no summary or curve that nobody asked for with a reason', async () => {
  await project.withStore(async (store) => {
    const unsealed = { reason: 'test', actor: 'test' };
    expect(JSON.stringify(await store.curves({ trials: [1], unsealed }))).toContain(secret);
    const trials = (await store.read('trial')).map(({ id }) => id);
    expect(JSON.stringify(await store.curves({ trials }))).not.toContain(secret);
    expect(JSON.stringify(await store.summaries({ trials }))).not.toContain(secret);
    expect(JSON.stringify([await store.read('launch'), await store.events(0, 10_000)])).not.toContain(secret);
  });
});

const commands: readonly (readonly [operation: string, ...words: string[]])[] = [
  ['check', 'check'],
  ['run', 'run', '1', '--dry-run'],
  ['status', 'status'],
  ['trials', 'trials'],
  ['trials', 'trials', '--round', '2'],
  ['show', 'show', '1'],
  ['show', 'show', '1', '--log', '100'],
  ['report', 'report', '1'],
  ['report', 'report', '2'],
  ['report', 'report', '1', '--why-not', 'overfitting'],
  ['report', 'report', '1', '--objective', 'test/loss'],
  ['report', 'report', '1', '--objective', 'valid/error:minimize'],
  ['next', 'next'],
  ['log', 'log', '--all'],
  ['best', 'best'],
  ['compare', 'compare', 'lr=0.3', '--dry-run'],
  ['launch', 'launch', 'lr=0.4'],
  ['round-plan', 'round', 'plan', '1'],
  ['round-new', 'round', 'new', '--question', 'Which rate?', '--trials', '4'],
  ['stop', 'stop', '1'],
  ['note', 'note', 'nothing more'],
  ['export', 'export', 'trials'],
  ['export', 'export', 'measurements'],
  ['export', 'export', 'measurements', '--format', 'json'],
  ['export', 'export', 'ledger'],
  ['export', 'export', 'patch'],
  ['export', 'export', 'notebook', '-o', 'notebook.md'],
  ['export', 'export', 'notebook', '-o', 'notebook.html'],
];

/** Commands that are to be refused, and with what words. */
const refused: readonly (readonly [beginning: string, refusal: string])[] = [
  ['report 1 --objective test/loss', 'sealed'],
  ['launch lr=0.4', 'nothing shows that lr=0.4 is better'],
  ['export patch', 'was in no git repository'],
];

describe('the test loss is not repeated', () => {
  it.each(commands.map(([operation, ...words]) => [operation, words.join(' '), words] as const))(
    'by %s: attune %s',
    async (operation, _, words) => {
      walked.add(operation);
      const { status, text } = await said(...words);
      const [, refusal] = refused.find(([beginning]) => words.join(' ').startsWith(beginning)) ?? [];
      expect(status === 0, text).toBe(refusal === undefined);
      expect(text).toContain(refusal ?? '');
      expect(text).not.toContain(secret);
    },
  );

  it('by a figure, as a drawing or as its data', async () => {
    for (const round of ['1', '2']) {
      const { report } = (await project.document('report', round)) as { report: { figures: { id: string }[] } };
      expect(report.figures.length).toBeGreaterThan(0);
      for (const { id } of report.figures) {
        await project.document('report', round, '--figure', 'figure.json', '--id', id);
        expect(project.read('figure.json'), id).not.toContain(secret);
      }
    }
  });

  it('by any file beside the project file that Attune wrote', () => {
    const files = readdirSync(project.directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      // The store holds them, and so does what the program wrote itself.
      .filter((path) => !path.includes('/.attune/') && !path.endsWith('train.sh'));
    expect(files.length).toBeGreaterThan(4);
    expect(existsSync(join(project.directory, 'report.html'))).toBe(true);
    for (const path of files) expect(readFileSync(path, 'utf8'), path).not.toContain(secret);
  });

  it('by an operation that this walk leaves out', () => {
    const names = operations.map(({ name }) => name);
    expect(names.filter((name) => !walked.has(name) && excused[name] === undefined)).toEqual([]);
    expect(Object.keys(excused).filter((name) => !names.includes(name))).toEqual([]);
  });
});
