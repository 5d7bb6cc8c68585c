import { describe, expect, it } from 'vitest';
import { keptDocuments } from './kept-documents.ts';

describe('kept documents', () => {
  it('are made once for each version, for all who ask at once', async () => {
    const { get } = keptDocuments();
    let made = 0;
    const make = () => Promise.resolve({ number: ++made });
    const [one, other] = await Promise.all([get('a', '1', make), get('a', '1', make)]);
    expect(one).toBe(other);
    expect(await get('a', '1', make)).toBe(one);
    expect(await get('a', '2', make)).toEqual({ number: 2 });
    expect(await get('b', '2', make)).toEqual({ number: 3 });
  });

  it('are let go, those first that nobody has asked for lately', async () => {
    const { get } = keptDocuments(2);
    let made = 0;
    const make = () => ({ number: ++made });
    await get('a', '1', make);
    await get('b', '1', make);
    await get('a', '1', make);
    await get('c', '1', make);
    expect(await get('a', '1', make)).toEqual({ number: 1 });
    expect(await get('b', '1', make)).toEqual({ number: 4 });
  });

  it('keep no failure', async () => {
    const { get } = keptDocuments();
    const fail = () => {
      throw new Error('odd');
    };
    await expect(get('a', '1', fail)).rejects.toThrow('odd');
    expect(await get('a', '1', () => ({ fine: true }))).toEqual({ fine: true });
  });
});
