import { expect, it } from 'vitest';
import { judgedStatus, reasonWords } from './judged-status.ts';

it('tells a trial that completed without a usable result as infeasible, and why', () => {
  expect(judgedStatus({ status: 'completed', outcome: 'feasible' })).toBe('completed');
  expect(judgedStatus({ status: 'completed', outcome: 'infeasible' })).toBe('infeasible');
  expect(judgedStatus({ status: 'failed', outcome: 'censored' })).toBe('failed');
  expect(reasonWords({ reason: 'no-better-than-chance' })).toBe('no better than chance');
  expect(reasonWords({ reason: null })).toBeNull();
});
