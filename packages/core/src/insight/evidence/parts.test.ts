import { describe, expect, it } from 'vitest';
import type { Hyperparameter, Value } from '../../space/index.ts';
import { range } from '../../testing/planted.ts';
import { partsOf } from './parts.ts';

const named = (id: string): { readonly id: string; readonly name: string; readonly arg: string } => ({
  id,
  name: id,
  arg: id,
});
const uniform = Array.from({ length: 40 }, (_, i) => 10 ** (-4 + (4 * i) / 39));

function counts(
  hyperparameter: Hyperparameter,
  values: readonly (Value | undefined)[],
): readonly (string | number)[][] {
  const found = partsOf(hyperparameter, values);
  return (found?.parts ?? []).map(({ label, holds }) => [label, values.filter(holds).length]);
}

describe('partsOf', () => {
  it('takes each value of a list by itself, those without a trial left out', () => {
    const act: Hyperparameter = { kind: 'categorical', ...named('act'), values: ['relu', 'tanh', 'gelu'] };
    expect(counts(act, ['relu', 'gelu', 'relu'])).toEqual([
      ['act=relu', 2],
      ['act=gelu', 1],
    ]);
    const depth: Hyperparameter = { kind: 'integer', ...named('depth'), low: 2, high: 4, scale: 'linear' };
    expect(counts(depth, [4, 2, 3, 2, 4, 3, 2, 2, 3])).toEqual([
      ['depth=2', 4],
      ['depth=3', 3],
      ['depth=4', 2],
    ]);
  });

  it('cuts a range into parts of equally many trials, ten or more in each, at most five', () => {
    const lr = range('lr', 1e-4, 1, 'log');
    expect(counts(lr, uniform).map(([, count]) => count)).toEqual([10, 10, 10, 10]);
    expect(counts(lr, uniform)[0]?.[0]).toBe('lr=0.0001 to 0.000838');
    const many = Array.from({ length: 103 }, (_, i) => (i + 1) / 103);
    expect(counts(range('x', 0, 1), many).map(([, count]) => count)).toEqual([21, 20, 21, 20, 21]);
    expect(partsOf(lr, uniform)?.kind).toBe('ranges');
  });

  it('has no parts where the trials are too few, or all at one value', () => {
    expect(partsOf(range('x', 0, 1), uniform.slice(0, 19))).toBeNull();
    expect(partsOf(range('x', 0, 1), [])).toBeNull();
    expect(
      partsOf(
        range('x', 0, 1),
        Array.from({ length: 40 }, () => 0.5),
      ),
    ).toBeNull();
    expect(
      partsOf(
        range('x', 0, 1),
        Array.from({ length: 40 }, () => undefined),
      ),
    ).toBeNull();
  });

  it('keeps equal values together, and off beside the range for itself', () => {
    const dropout: Hyperparameter = { ...range('dropout', 0.1, 0.5), off: 0 };
    const values = [
      ...Array.from({ length: 12 }, () => 0),
      ...Array.from({ length: 24 }, (_, i) => 0.1 + (0.4 * i) / 23),
    ];
    expect(counts(dropout, values)).toEqual([
      ['dropout=0', 12],
      ['dropout=0.1 to 0.291', 12],
      ['dropout=0.309 to 0.5', 12],
    ]);
    const steps: Hyperparameter = { kind: 'integer', ...named('steps'), low: 1, high: 30, scale: 'linear' };
    const tied = Array.from({ length: 40 }, (_, i) => (i < 25 ? 1 : i));
    expect(counts(steps, tied).map(([, count]) => count)).toEqual([30, 10]);
  });
});
