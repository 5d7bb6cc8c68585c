import { describe, expect, it } from 'vitest';
import { inSight } from './in-sight.ts';

describe('a drawing in sight', () => {
  it('is made as often as it is asked for', () => {
    let drawn = 0;
    const sight = inSight(() => drawn++);
    sight.see(true);
    expect(drawn).toBe(0);
    sight.ask();
    sight.ask();
    expect(drawn).toBe(2);
  });

  it('is not made out of sight, and once when it comes into view', () => {
    let drawn = 0;
    const sight = inSight(() => drawn++);
    for (let time = 0; time < 5; time++) sight.ask();
    expect(drawn).toBe(0);
    sight.see(true);
    expect(drawn).toBe(1);
    sight.see(false);
    sight.see(true);
    expect(drawn).toBe(1);
    sight.see(false);
    sight.ask();
    expect(drawn).toBe(1);
  });
});
