import { describe, expect, it } from 'vitest';
import { newSelection } from './selection.ts';

describe('a selection', () => {
  it('tells of changes, and only of changes', () => {
    const selection = newSelection();
    let told = 0;
    const end = selection.subscribe(() => told++);
    selection.set([3, 1]);
    selection.set([1, 3, 3]);
    expect(told).toBe(1);
    selection.set([1]);
    expect(told).toBe(2);
    end();
    selection.set([]);
    expect(told).toBe(2);
    expect([...selection.get()]).toEqual([]);
  });

  it('toggles a group as one', () => {
    const selection = newSelection();
    selection.set([1, 2]);
    selection.toggle([2, 3]);
    expect([...selection.get()].sort()).toEqual([1, 2, 3]);
    selection.toggle([2, 3]);
    expect([...selection.get()]).toEqual([1]);
    selection.add([1, 4]);
    expect([...selection.get()].sort()).toEqual([1, 4]);
  });
});
