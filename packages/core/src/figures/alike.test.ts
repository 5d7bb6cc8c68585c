import { expect, it } from 'vitest';
import { alike } from './alike.ts';

it('writes small numbers with exponents where one of them has one', () => {
  expect(alike(['0.0000027', '6.11e-7', '0.1'])).toEqual(['2.7e-6', '6.11e-7', '0.1']);
});

it('leaves numbers that agree, and what is no number', () => {
  expect(alike(['0.00003', '0.1'])).toEqual(['0.00003', '0.1']);
  expect(alike(['off', '6.11e-7', '0'])).toEqual(['off', '6.11e-7', '0']);
});
