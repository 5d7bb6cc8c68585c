/** docs/dashboard.md names every choice that an address holds, every key, and a filter that is understood. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compareSearch } from '../pages/compare/compare-search.ts';
import { curvesSearch } from '../pages/curves/curves-search.ts';
import { notebookSearch } from '../pages/notebook/notebook-search.ts';
import { roundSearch } from '../pages/round/round-search.ts';
import { trialSearch } from '../pages/trial/trial-search.ts';
import { readSearch, writeSearch } from './search-text.ts';

const text = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const docs = text('../../../../docs/dashboard.md');

const pages = {
  notebook: { read: notebookSearch, settings: false },
  round: { read: roundSearch, settings: false },
  curves: { read: curvesSearch, settings: true },
  trial: { read: trialSearch, settings: true },
  compare: { read: compareSearch, settings: true },
} as const;
type Page = keyof typeof pages;

/** Of each page the examples of its table, such as `from=100&to=500`. */
function examplesOf(page: Page): readonly string[] {
  const [, table = ''] = /^## Links$([^]*?)^## /m.exec(docs) ?? [];
  let named: readonly string[] = [];
  return [...table.matchAll(/^\| ([^|]*)\| ([^|]*)\|/gm)].flatMap(([, first = '', examples = '']) => {
    if (first.trim() !== '') named = first.split(',').map((word) => word.trim());
    if (!named.includes(page)) return [];
    let name = '';
    return [...examples.matchAll(/`([^`]+)`/g)].map(([, example = '']) => {
      if (!example.includes('=')) return `${name}=${example}`;
      name = example.slice(0, example.indexOf('='));
      return example;
    });
  });
}

/** As the page's own file reads them. */
function namesOf(page: Page): readonly string[] {
  const sources = [
    text(`../pages/${page}/${page}-search.ts`),
    ...(pages[page].settings ? [text('../curves/curve-settings.ts')] : []),
  ];
  return sources.flatMap((source) => [...source.matchAll(/Field\(raw, '(\w+)'/g)].map(([, name = '']) => name));
}

describe.each(Object.keys(pages) as Page[])('the address of the page %s', (page) => {
  it.each(examplesOf(page))('may hold %s', (example) => {
    const search = pages[page].read(readSearch(encodeURI(example).replaceAll('%25', '%')));
    expect(decodeURIComponent(writeSearch({ ...search }))).toBe(`?${example}`);
  });

  it('holds nothing else', () => {
    const told = examplesOf(page).flatMap((example) => example.split('&').map((one) => one.slice(0, one.indexOf('='))));
    expect([...new Set(told)].sort()).toEqual([...new Set(namesOf(page))].sort());
  });
});

it('the keys of the page are those that are bound', () => {
  const [, table = ''] = /^## Keys$([^]*?)^## /m.exec(docs) ?? [];
  const bound = [
    'app/frame-keys.ts',
    'pages/round/trial-table.tsx',
    'pages/round/selection-bar.tsx',
    'pages/trial/trial-head.tsx',
  ].flatMap((file) => [...text(`../${file}`).matchAll(/keys: '([^']+)'/g)].map(([, key = '']) => key));
  const shown: Readonly<Record<string, string>> = { 'ctrl+k': 'Ctrl+K', Escape: 'Esc' };
  for (const key of bound) expect(table).toContain(`\`${shown[key] ?? key}\``);
});
