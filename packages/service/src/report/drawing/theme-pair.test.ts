import { describe, expect, it } from 'vitest';
import { pairThemes } from './theme-pair.ts';

describe('pairThemes', () => {
  it('turns the colours that differ into custom properties', () => {
    const light = '<rect fill="#fff" stroke="none"/><path stroke="#0072B2"/><text fill="#fff">a</text>';
    const dark = '<rect fill="#111" stroke="none"/><path stroke="#0072B2"/><text fill="#111">a</text>';
    expect(pairThemes(light, dark)).toEqual({
      svg: '<rect fill="var(--c-fff-111)" stroke="none"/><path stroke="#0072B2"/><text fill="var(--c-fff-111)">a</text>',
      colours: { '--c-fff-111': { light: '#fff', dark: '#111' } },
    });
  });

  it('names colours of other notations', () => {
    const paired = pairThemes('<rect fill="rgb(1, 2, 3)"/>', '<rect fill="white"/>');
    expect(paired?.svg).toBe('<rect fill="var(--c-rgb_1_2_3-white)"/>');
  });

  it('does not pair drawings that differ in more', () => {
    expect(pairThemes('<rect fill="#fff" width="1"/>', '<rect fill="#111" width="2"/>')).toBeUndefined();
    expect(pairThemes('<rect fill="url(#a)"/>', '<rect fill="url(#b)"/>')).toBeUndefined();
  });
});
