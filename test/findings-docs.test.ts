/** docs/findings explains every question that a round is asked, with the thresholds that hold and how to check its rates. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defaultOptions, questions } from '@attune/core/insight';
import { describe, expect, it, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const index = read('docs/findings.md');
const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> };

/** `npm run NAME` (`node FILE`) */
const commands = new Map(
  [...index.matchAll(/`npm run (bench:[a-z]+)` \(`node (bench\/[a-z/-]+\.ts)`/g)].map(
    ([, name = '', file = '']) => [name, file] as const,
  ),
);

describe.each([...questions.map(({ code }) => code), 'outcome-rules'])('docs/findings/%s.md', (code) => {
  const file = `docs/findings/${code}.md`;
  const page = existsSync(join(root, file)) ? read(file) : '';

  it('is listed in the index', () => {
    expect(index).toContain(`](findings/${code}.md)`);
  });

  it.each(['Question', 'Definition', 'Thresholds', 'Silent about', 'Action', 'Error rates', 'Limits'])(
    'has its %s',
    (part) => {
      expect(page).toContain(`**${part}`);
    },
  );

  it('names the command that measures its rates', () => {
    const [, named = ''] = /\*\*Error rates\*\* \(`npm run (bench:[a-z]+)`/.exec(page) ?? [];
    expect([...commands.keys()]).toContain(named);
  });

  it('gives rates with bounds', () => {
    expect(page).toMatch(/\d % \[[\d.]+, [\d.]+\]/);
  });
});

test('each command is a program that package.json names', () => {
  expect(commands.size).toBeGreaterThan(0);
  for (const [name, file] of commands) {
    expect(existsSync(join(root, file)), file).toBe(true);
    expect(scripts[name], name).toContain(file);
  }
});

test('the options stand there with their defaults', () => {
  const { outlier, keepFeasible, ...numbers } = defaultOptions;
  const expected = { ...numbers, 'outlier.cutoff': outlier.cutoff, 'outlier.fewest': outlier.fewest };
  const [, options = ''] = /^## Options\n(.*?)(?=^## |$(?![^]))/ms.exec(index) ?? [];
  const rows = [...options.matchAll(/^\| `([\w.]+)` +\| (\S+)/gm)];
  const { keepFeasible: kept, ...told } = Object.fromEntries(rows.map(([, name = '', value = '']) => [name, value]));
  expect(told).toEqual(Object.fromEntries(Object.entries(expected).map(([name, value]) => [name, String(value)])));
  expect([kept, keepFeasible]).toEqual(['none', []]);
});

test('links between the pages lead to files and headings', () => {
  const files = [
    'docs/findings.md',
    ...readdirSync(join(root, 'docs/findings')).map((file) => `docs/findings/${file}`),
  ];
  const links = files.flatMap((file) =>
    [...read(file).matchAll(/\]\(([^):]+)\)/g)].map(([, target = '']) => ({ file, target })),
  );
  expect(links.length).toBeGreaterThan(questions.length);
  for (const { file, target } of links) {
    const [path = '', anchor] = target.split('#');
    const full = path === '' ? file : join(dirname(file), path);
    expect(existsSync(join(root, full)), `${file}: ${target}`).toBe(true);
    if (anchor === undefined) continue;
    const anchors = [...read(full).matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
      title.toLowerCase().replaceAll(' ', '-'),
    );
    expect(anchors, `${file}: ${target}`).toContain(anchor);
  }
});
