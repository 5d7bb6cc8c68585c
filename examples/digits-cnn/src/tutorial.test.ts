/** docs/tutorial.md: its commands exist, its design commands write the rounds that it says, its links lead somewhere. */
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseYaml, readDocument } from '@attune/service/project';
import { expect, test, vi } from 'vitest';

/** Dozens of processes, one after another. */
vi.setConfig({ testTimeout: 600_000 });

const root = fileURLToPath(new URL('../../..', import.meta.url));
const docs = join(root, 'docs');
const page = readFileSync(join(docs, 'tutorial.md'), 'utf8');

/** What follows `attune` in the page's shell blocks, continued lines joined. */
const commands = [...page.matchAll(/^```sh\n([^]*?)^```$/gm)].flatMap(([, block = '']) =>
  [...block.replaceAll('\\\n', ' ').matchAll(/^attune (.*)$/gm)].map(([, words = '']) => wordsOf(words)),
);

test('the commands exist, with their options', async () => {
  expect(commands.length).toBeGreaterThan(12);
  const empty = mkdtempSync(join(tmpdir(), 'attune-tutorial-'));
  try {
    for (const words of new Map(commands.map((command) => [command.join(' '), command])).values()) {
      // In a folder without a project whatever can be parsed is refused for that alone.
      expect((await attune(words, empty)).error, words.join(' ')).toMatch(/^error: no attune\.yaml in /);
    }
  } finally {
    rmSync(empty, { recursive: true });
  }
});

test('the rounds can be designed as it says, one after another', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'attune-tutorial-'));
  try {
    cpSync(join(root, 'examples/digits-cnn/attune.yaml'), join(folder, 'attune.yaml'));
    const designs = commands.filter(([first, second]) => first === 'round' && second === 'new');
    for (const words of designs) expect(await attune(words, folder)).toMatchObject({ status: 0, error: '' });
    const names = designs.map((words) => words[words.indexOf('--name') + 1]);
    expect(names).toEqual(['convolution', 'mlp-rate', 'dropout', 'optimizer']);
    const written = readdirSync(join(folder, 'rounds')).sort();
    expect(written).toEqual(names.map((name, index) => `0${index + 1}-${name ?? ''}.yaml`));
    const questions = written.map((file) => String(readDocument(join(folder, 'rounds', file)).value['question']));
    // The three questions that the page opens with, and the one that the first report raises.
    const [, opening = ''] = /^> (.*)$/m.exec(page) ?? [];
    expect(questions.filter((question) => opening.includes(question))).toHaveLength(3);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the space that it shows is that of the project', () => {
  const [, shown = ''] = /^```yaml\n([^]*?)^```$/m.exec(page) ?? [];
  const whole = readDocument(join(root, 'examples/digits-cnn/attune.yaml')).value;
  expect(whole).toMatchObject(parseYaml(shown, 'the page').value);
});

test('its links and pictures are there', () => {
  const targets = [...page.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, target = '']) => target);
  expect(targets.filter((target) => target.endsWith('.svg')).length).toBeGreaterThan(3);
  expect(targets.filter((target) => !existsSync(join(docs, target)))).toEqual([]);
});

test('every picture is used, and has a description', () => {
  const pictures = readdirSync(join(docs, 'images')).filter((name) => name.startsWith('tutorial-'));
  for (const name of pictures) expect(page).toMatch(new RegExp(`!\\[[^\\]]{20,}\\]\\(images/${name}\\)`));
});

/** The words of a command line, in which quotes are single and plain. */
function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}

function attune(words: readonly string[], cwd: string): Promise<{ readonly status: number; readonly error: string }> {
  const bin = join(root, 'packages/service/bin/attune.js');
  return new Promise((resolve) => {
    execFile(process.execPath, [bin, ...words], { cwd }, (error, _, stderr) =>
      resolve({ status: error === null ? 0 : 1, error: stderr }),
    );
  });
}
