import { describe, expect, it } from 'vitest';
import { defineTexts, shown, translate } from './texts.ts';

const texts = defineTexts('demo', {
  plain: 'nothing to fill in, and { braces: stay }',
  named: '{name} is {value}',
  counted: '{count} {count|trial|trials}',
});

describe('defineTexts', () => {
  it('makes messages that know their key and values', () => {
    expect(texts.named({ name: 'lr', value: 0.1 })).toEqual({
      key: 'demo.named',
      values: { name: 'lr', value: 0.1 },
      text: 'lr is 0.1',
    });
    expect(texts.plain().text).toBe('nothing to fill in, and { braces: stay }');
    expect(texts.table['demo.counted']).toBe('{count} {count|trial|trials}');
  });

  it('asks for the values that the template names', () => {
    // @ts-expect-error: `value` is missing.
    expect(texts.named({ name: 'lr' }).text).toBe('lr is {value}');
    // @ts-expect-error: a text with values needs them.
    expect(texts.named().key).toBe('demo.named');
  });

  it('keeps only the values that the template names: what else a record holds may be no value of a text', () => {
    const record = { name: 'lr', value: 0.1, runs: { candidate: 1, baseline: 2 } };
    expect(texts.named(record as { name: string; value: number }).values).toEqual({ name: 'lr', value: 0.1 });
    const lengths = defineTexts('length', { of: '{count} {unit}s' });
    expect(lengths.of({ count: 5, unit: 'epoch' }).values).toEqual({ count: 5, unit: 'epoch' });
  });

  it('chooses the word by the count', () => {
    expect(texts.counted({ count: 1 }).text).toBe('1 trial');
    expect(texts.counted({ count: 2 }).text).toBe('2 trials');
  });

  it.each([
    ['step', '5 steps'],
    ['percent', '5 percent'],
    ['examples', '5 examples'],
  ])('knows the plural of %s', (unit, text) => {
    const lengths = defineTexts('length', { of: '{count} {unit}s' });
    expect(lengths.of({ count: 5, unit }).text).toBe(text);
  });

  it('does not read placeholders in values', () => {
    expect(texts.named({ name: '{value}', value: 1 }).text).toBe('{value} is 1');
  });
});

describe('translate', () => {
  it('renders in another language, and in English where that lacks the key', () => {
    const message = texts.counted({ count: 3 });
    expect(translate(message, { 'demo.counted': '{count} 次试验' })).toBe('3 次试验');
    expect(translate(message, {})).toBe('3 trials');
  });
});

describe('shown', () => {
  it.each([
    [1234567, '1234567'],
    [0.1 + 0.2, '0.3'],
    [123456.789, '123457'],
    [3e-5, '0.00003'],
    [1e-9, '1e-9'],
    [0.9999968, '0.9999968'],
    [1.000000032, '1.000000032'],
    [0.999876543, '0.999877'],
    [NaN, 'NaN'],
    [true, 'true'],
    [null, 'null'],
  ])('%s is shown as %s', (value, text) => {
    expect(shown(value)).toBe(text);
  });
});
