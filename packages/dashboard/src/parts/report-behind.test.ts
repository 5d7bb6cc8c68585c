import { expect, it } from 'vitest';
import { isBehind, readsAgain } from './report-behind.ts';

const report = (analysing: boolean, ended: number) => ({ analysing, report: { status: { ended } } });

it('takes a report for old only where trials have ended since and a newer one is being made', () => {
  expect(isBehind(report(true, 0), 6)).toBe(true);
  expect(isBehind(report(true, 6), 6)).toBe(false);
  expect(isBehind(report(false, 0), 6)).toBe(false);
  expect(readsAgain(report(true, 0), 6)).toBe(2_000);
  expect(readsAgain(report(true, 6), 6)).toBe(false);
  expect(readsAgain(undefined, 6)).toBe(false);
});
