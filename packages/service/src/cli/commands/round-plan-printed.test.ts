import { expect, it } from 'vitest';
import { testHost } from '../testing/host.ts';
import { printItem } from './round-plan-printed.ts';

it.each([
  ['1. ', '   '],
  ['   ! ', '     '],
  ['    - ', '      '],
  ['→ ', '  '],
  ['warning: ', '  '],
  ['', ''],
])('wraps a text behind %j below its beginning', (lead, indent) => {
  const { host, out } = testHost({ screen: 40 });
  printItem(host.terminal, 'a text that is longer than a line has room for', lead);
  const [first = '', ...rest] = out().trimEnd().split('\n');
  expect(first.startsWith(`${lead}a text`)).toBe(true);
  expect(rest.length).toBeGreaterThan(0);
  for (const line of rest) expect(/^ */.exec(line)?.[0]).toBe(indent);
});
