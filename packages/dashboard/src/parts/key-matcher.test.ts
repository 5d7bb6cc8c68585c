import { describe, expect, it } from 'vitest';
import { matchKey, type KeyBinding, type Pressed } from './key-matcher.ts';

const bindings: readonly KeyBinding[] = ['g n', 'g r', '?', 'ctrl+k', 'n'].map((keys) => ({
  keys,
  label: keys,
  run: () => undefined,
}));

function press(key: string, held: Partial<Pressed> = {}): Pressed {
  return { key, ctrlKey: false, metaKey: false, altKey: false, ...held };
}

function told(begun: string | null, pressed: Pressed): string {
  const match = matchKey(bindings, begun, pressed);
  return match.kind === 'run' ? match.binding.keys : match.kind;
}

describe('keys', () => {
  it.each([
    [null, press('?'), '?'],
    [null, press('g'), 'begun'],
    ['g', press('r'), 'g r'],
    [null, press('x'), 'none'],
    [null, press('K', { ctrlKey: true }), 'ctrl+k'],
    [null, press('k', { metaKey: true }), 'ctrl+k'],
    [null, press('n', { altKey: true }), 'none'],
    [null, press('n', { ctrlKey: true }), 'none'],
  ])('after %s, %o', (begun, pressed, wanted) => {
    expect(told(begun, pressed)).toBe(wanted);
  });

  it('takes the second key for itself where the pair means nothing', () => {
    expect(told('g', press('?'))).toBe('?');
    expect(told('g', press('g'))).toBe('begun');
  });

  it('lets a page take a key over', () => {
    const own: KeyBinding = { keys: '?', label: 'own', run: () => undefined };
    expect(matchKey([...bindings, own], null, press('?'))).toEqual({ kind: 'run', binding: own });
  });
});
