import { describe, expect, it } from 'vitest';
import { stream } from '../numeric/index.ts';
import { optimismOf } from './optimism.ts';
import type { RunResult } from './pair.ts';

const runs = (...values: number[]): readonly RunResult[] => values.map((value) => ({ kind: 'feasible', value }));
const minimize = { metric: 'valid/loss', direction: 'minimize' } as const;
const maximize = { metric: 'valid/accuracy', direction: 'maximize' } as const;

/** Mean 10, standard deviation √2.5, so that t(p; 4) √(2.5 × 1.2) = 1.7320508 t(p; 4). */
const fresh = runs(8, 9, 10, 11, 12);

describe('fresh seeds behind the result that selected a configuration', () => {
  // scipy 1.17.1: stats.t.ppf(0.95, 4) = 2.1318467863266495, times sqrt(3) = 3.6924669
  it.each([
    [10 - 3.6924, 'none'],
    [10 - 3.6925, 'luck'],
  ] as const)('%f is %s for a run that nobody chose', (value, kind) => {
    expect(optimismOf({ value, among: 20 }, fresh, minimize)?.kind).toBe(kind);
    expect(optimismOf({ value: 20 - value, among: 20 }, fresh, maximize)?.kind).toBe(kind);
  });

  // scipy 1.17.1: stats.t.ppf(0.95 ** (1 / 20), 4) = 5.560172650555191, times sqrt(3) = 9.6305015
  it.each([
    [10 - 9.6304, 'luck'],
    [10 - 9.6306, 'beyond'],
  ] as const)('%f is %s for the best of 20', (value, kind) => {
    const told = optimismOf({ value, among: 20 }, fresh, minimize);
    expect(told).toMatchObject({ kind, mean: 10, shortfall: 10 - value });
    expect(told?.warning?.text).toContain('fresh seeds reach 10 on average');
  });

  it('says nothing of fewer than three feasible runs, nor where fresh seeds are better', () => {
    const few: readonly RunResult[] = [...runs(8, 9), { kind: 'infeasible' }, { kind: 'lost' }, { kind: 'pending' }];
    expect(optimismOf({ value: 1, among: 20 }, few, minimize)).toBeNull();
    expect(optimismOf({ value: 30, among: 20 }, fresh, minimize)).toMatchObject({ kind: 'none', shortfall: -20 });
  });

  it('finds any difference too large where no seed changes anything', () => {
    const same = runs(0.1 + 0.2, 0.3, 0.3);
    expect(optimismOf({ value: 0.3, among: 20 }, same, minimize)?.kind).toBe('none');
    expect(optimismOf({ value: 0.2, among: 20 }, runs(0.3, 0.3, 0.3), minimize)?.kind).toBe('beyond');
  });

  it('calls the best of equal configurations inexplicable in at most 5 % of cases', () => {
    const random = stream(1, 'optimism');
    const normal = (): number => random.normal();
    const cases = 1000;
    let beyond = 0;
    for (let i = 0; i < cases; i++) {
      const value = Math.max(...Array.from({ length: 16 }, normal));
      const told = optimismOf({ value, among: 16 }, runs(...Array.from({ length: 5 }, normal)), maximize);
      if (told?.kind === 'beyond') beyond++;
    }
    // Three standard errors of 5 % of 1000 cases.
    expect(beyond / cases).toBeLessThan(0.05 + 3 * Math.sqrt((0.05 * 0.95) / cases));
  });
});
