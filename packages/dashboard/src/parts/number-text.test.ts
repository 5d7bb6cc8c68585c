import { describe, expect, it } from 'vitest';
import { numberText, valueText } from './number-text.ts';

describe('numbers', () => {
  it.each([
    [0.045425131, '0.04543'],
    [128, '128'],
    [3e-5, '3e-5'],
    [0.000467123, '4.671e-4'],
    [Number.NaN, 'NaN'],
    [-Infinity, '-Infinity'],
  ])('%s is %s', (value, text) => {
    expect(numberText(value)).toBe(text);
  });

  it('tells values that are no numbers, and none', () => {
    expect(valueText('adam')).toBe('adam');
    expect(valueText(false)).toBe('false');
    expect(valueText(null)).toBe('–');
  });
});
