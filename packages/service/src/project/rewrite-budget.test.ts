import { describe, expect, it } from 'vitest';
import { withBudget } from './rewrite-budget.ts';

describe('withBudget', () => {
  it.each([
    ['budget: { trials: 4 }  # all\n', 'budget: { trials: 24 }  # all\n'],
    ['budget:\n  # so many\n  trials: 4\nsearch: halton\n', 'budget:\n  # so many\n  trials: 24\nsearch: halton\n'],
    ['budget: {trials: 0x4}\r\nnotes: "trials: 4"\r\n', 'budget: {trials: 24}\r\nnotes: "trials: 4"\r\n'],
  ])('changes one number of %j', (text, changed) => {
    expect(withBudget(text, 24)).toBe(changed);
  });

  it.each([
    'goal: maximize\n',
    'budget: 4\n',
    'budget: { trials: &n 4 }\nseed: *n\n',
    'seed: &n 4\nbudget: { trials: *n }\n',
  ])('refuses %j', (text) => {
    expect(() => withBudget(text, 24)).toThrow('budget of the round file is written in a way');
  });
});
