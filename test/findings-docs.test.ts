/** docs/findings.md explains every question that a round is asked, with the thresholds that hold and how to check its rates. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defaultOptions, questions } from '@attune/core/insight';
import { describe, expect, it, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const page = readFileSync(join(root, 'docs/findings.md'), 'utf8');

/** Text under each heading of the second level, by heading. */
const sections = new Map(
  page
    .split(/^## /m)
    .slice(1)
    .map((section) => [section.slice(0, section.indexOf('\n')), section] as const),
);

/** `npm run NAME` (`node FILE`) */
const commands = [...page.matchAll(/`npm run (bench:[a-z]+)` \(`node (bench\/[a-z/-]+\.ts)`/g)].map(
  ([, name = '', file = '']) => ({ name, file }),
);

describe.each([...questions.map(({ code }) => code), 'Outcome rules'])('the section %s', (title) => {
  const section = sections.get(title) ?? '';

  it.each(['Question', 'Definition', 'Thresholds', 'Silent about', 'Action', 'Error rates', 'Limits'])(
    'has its %s',
    (part) => {
      expect(section).toContain(`**${part}`);
    },
  );

  it('names the command that measures its rates', () => {
    const [, named] = /\*\*Error rates\*\* \(`npm run (bench:[a-z]+)`/.exec(section) ?? [];
    expect(commands.map(({ name }) => name)).toContain(named);
  });

  it('gives rates with bounds', () => {
    expect(section).toMatch(/\d % \[[\d.]+, [\d.]+\]/);
  });
});

test('each command is a program', () => {
  expect(commands.map(({ name }) => name)).toEqual(['bench:findings', 'bench:boundary']);
  for (const { file } of commands) expect(existsSync(join(root, file)), file).toBe(true);
});

test('the options stand there with their defaults', () => {
  const { outlier, keepFeasible, ...numbers } = defaultOptions;
  const expected = { ...numbers, 'outlier.cutoff': outlier.cutoff, 'outlier.fewest': outlier.fewest };
  const rows = [...(sections.get('Options') ?? '').matchAll(/^\| `([\w.]+)` +\| (\S+)/gm)];
  const { keepFeasible: kept, ...told } = Object.fromEntries(rows.map(([, name = '', value = '']) => [name, value]));
  expect(told).toEqual(Object.fromEntries(Object.entries(expected).map(([name, value]) => [name, String(value)])));
  expect([kept, keepFeasible]).toEqual(['none', []]);
});

test('the page’s own links lead to headings', () => {
  const anchors = [...sections.keys()].map((title) => `#${title.toLowerCase().replaceAll(' ', '-')}`);
  const links = [...page.matchAll(/\]\((#[^)]+)\)/g)].map(([, target = '']) => target);
  expect(links.length).toBeGreaterThan(0);
  for (const link of links) expect(anchors).toContain(link);
});
