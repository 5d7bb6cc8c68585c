import { describe, expect, it } from 'vitest';
import { flagField, listField, numberField, numbersField, textField, wordField } from './search-fields.ts';

describe('fields of the address', () => {
  it('reads numbers written by a link or by a person', () => {
    expect(numberField({ from: '1e3' }, 'from')).toBe(1000);
    expect(numberField({ from: 5 }, 'from')).toBe(5);
    expect(numberField({ from: 'x' }, 'from')).toBeUndefined();
    expect(numberField({}, 'from')).toBeUndefined();
  });

  it('reads lists, each entry once, without what is no trial', () => {
    expect(numbersField({ trials: '3,7,3,x,-1,0,2.5' }, 'trials')).toEqual([3, 7]);
    expect(numbersField({ trials: [4, 5] }, 'trials')).toEqual([4, 5]);
    expect(numbersField({ trials: 'all' }, 'trials')).toBeUndefined();
    expect(listField({ metrics: ' valid/loss,,train/loss ' }, 'metrics')).toEqual(['valid/loss', 'train/loss']);
  });

  it('reads words, flags and texts, and leaves out what they cannot be', () => {
    expect(wordField({ x: 'time' }, 'x', ['step', 'time'])).toBe('time');
    expect(wordField({ x: 'constructor' }, 'x', ['step', 'time'])).toBeUndefined();
    expect(flagField({ all: 'true' }, 'all')).toBe(true);
    expect(flagField({ all: 'false' }, 'all')).toBeUndefined();
    expect(textField({ find: 7 }, 'find')).toBe('7');
    expect(textField({ find: '' }, 'find')).toBeUndefined();
  });
});
