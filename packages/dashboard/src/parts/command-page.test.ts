import { expect, it } from 'vitest';
import { commandPage } from './command-page.ts';

it.each([
  ['attune compare 63 47', null, { to: '/compare', trials: [63, 47] }],
  ['attune compare 63 baseline', 1, { to: '/compare', trials: [63, 1] }],
  ['attune compare 26', 1, { to: '/compare', trials: [26, 1] }],
  ['attune compare 26', null, null],
  ['attune report 3', null, { to: '/rounds/$round', round: 3 }],
  ['attune launch', 1, null],
  ['attune run 3 --trials +16', 1, null],
] as const)('%s, where trial %s ran the baseline, leads to %j', (command, baseline, page) => {
  expect(commandPage(command, baseline)).toEqual(page);
});
