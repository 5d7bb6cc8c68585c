import { defineTexts } from '@attune/core/texts';
import { describe, expect, it } from 'vitest';
import { opening, sentence } from './sentence.ts';

const texts = defineTexts('test', {
  plain: 'the best trials crowd the edge',
  named: '{name} above {limit} diverges',
  asked: 'is it noise?',
});

describe('sentence', () => {
  it('opens with a capital and ends with a full stop', () => {
    expect(sentence(texts.plain())).toBe('The best trials crowd the edge.');
    expect(opening(texts.plain())).toBe('The best trials crowd the edge');
  });

  it('leaves a name at the start and a mark at the end as they are', () => {
    expect(sentence(texts.named({ name: 'lr', limit: 0.8 }))).toBe('lr above 0.8 diverges.');
    expect(sentence(texts.asked())).toBe('Is it noise?');
  });
});
