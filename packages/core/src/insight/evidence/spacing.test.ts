import { describe, expect, it } from 'vitest';
import { alignedWithOthers, spacingOf } from './spacing.ts';

const steps = (...gaps: readonly number[]): readonly number[] =>
  gaps.reduce<readonly number[]>((all, gap) => [...all, (all.at(-1) ?? 0) + gap], [0]);

describe('spacingOf', () => {
  it('leaves out the first and the last gap', () => {
    expect(spacingOf(steps(1, 10, 10, 10, 10, 3))).toEqual({ kind: 'even', gap: 10, least: 10, greatest: 10 });
  });

  it('tells plans from clocks', () => {
    expect(spacingOf(steps(1, 2, 4, 8, 16, 32))?.kind).toBe('smooth');
    expect(spacingOf(steps(1, 12, 9, 13, 8, 11, 4))?.kind).toBe('timed');
    expect(spacingOf(steps(1, 10, 11, 10, 9, 10, 4))?.kind).toBe('even');
  });

  it('is silent below seven evaluations', () => {
    expect(spacingOf(steps(1, 10, 10, 10, 10))).toBeNull();
  });
});

describe('alignedWithOthers', () => {
  it('compares with what trials that trained so far have in common', () => {
    const long = [10, 20, 30, 40, 50, 60];
    const short = [10, 20, 30];
    const own = [11, 22, 33, 44, 55, 66];
    expect(alignedWithOthers([long, long, short, short, short, own])).toEqual([true, true, true, true, true, false]);
    expect(alignedWithOthers([])).toEqual([]);
  });
});
