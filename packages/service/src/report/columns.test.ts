import { describe, expect, it } from 'vitest';
import { numberText, valueText, varyingColumns } from './columns.ts';

describe('varyingColumns', () => {
  it('shows what differs, in the order given, and names the branch of what is conditional', () => {
    const columns = varyingColumns(
      [
        { 'optimizer=adam/lr': 0.1, optimizer: 'adam', width: 64 },
        { 'optimizer=sgd/lr': 0.1, optimizer: 'sgd', width: 64 },
      ],
      ['absent', 'optimizer'],
    );
    expect(columns).toEqual([
      { id: 'optimizer', name: 'optimizer', branch: '' },
      { id: 'optimizer=adam/lr', name: 'lr', branch: 'optimizer=adam' },
      { id: 'optimizer=sgd/lr', name: 'lr', branch: 'optimizer=sgd' },
    ]);
    expect(varyingColumns([], ['a'])).toEqual([]);
  });
});

describe('numberText', () => {
  it.each([
    [0.123456, '0.1235'],
    [0, '0'],
    [128, '128'],
    [999999, '999999'],
    [1e6, '1000000'],
    [-0.00004669, '-4.669e-5'],
    [12345.678, '12350'],
    [0.99996, '0.99996'],
    [0.9999968, '0.9999968'],
    [Number.NaN, 'NaN'],
    [-Infinity, '-Infinity'],
  ])('%d → %s', (value, text) => {
    expect(numberText(value)).toBe(text);
  });
});

describe('valueText', () => {
  it('shows numbers shortly and other values as they are', () => {
    expect(valueText(0.99999683)).toBe('0.9999968');
    expect([0.98765, 64, 'adam', true, null].map(valueText)).toEqual(['0.988', '64', 'adam', 'true', 'null']);
  });
});
