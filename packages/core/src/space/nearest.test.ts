import { describe, expect, it } from 'vitest';
import { nearest } from './nearest.ts';

const names = ['range', 'values', 'choices', 'scale', 'meaning', 'off'];

describe('nearest', () => {
  it.each([
    ['rnage', 'range'],
    ['value', 'values'],
    ['choises', 'choices'],
    ['Scale', 'scale'],
    ['maening', 'meaning'],
    ['of', 'off'],
  ])('%s → %s', (name, expected) => {
    expect(nearest(name, names)).toBe(expected);
  });

  it.each(['distribution', 'x', 'on'])('finds nothing near %s', (name) => {
    expect(nearest(name, names)).toBeUndefined();
  });

  it('takes dashes, spaces and underscores for the same', () => {
    expect(nearest('learning_rate', ['learning-rat', 'learning-rate'])).toBe('learning-rate');
  });

  it('counts a swap of neighbours as one edit, and takes the first of equals', () => {
    expect(nearest('ab', ['ba', 'xb'])).toBe('ba');
    expect(nearest('aba', ['abc', 'abd'])).toBe('abc');
  });

  it('has nothing to offer without candidates', () => {
    expect(nearest('lr', [])).toBeUndefined();
  });
});
