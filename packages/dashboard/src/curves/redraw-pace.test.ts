import { describe, expect, it } from 'vitest';
import { redrawPace } from './redraw-pace.ts';

/** Frames of 16 ms on a clock that a drawing turns on. */
function page() {
  let now = 0;
  const waiting: { readonly at: number; readonly call: () => void }[] = [];
  const at = (time: number, call: () => void): void => void waiting.push({ at: time, call });
  const pace = redrawPace({
    now: () => now,
    frame: (call) => at(16 * (Math.floor(now / 16) + 1), call),
    after: (milliseconds, call) => at(now + milliseconds, call),
  });
  const run = (until: number): void => {
    for (;;) {
      const [first] = waiting.toSorted((a, b) => a.at - b.at);
      if (first === undefined || first.at > until) return;
      waiting.splice(waiting.indexOf(first), 1);
      now = Math.max(now, first.at);
      first.call();
    }
  };
  return { pace, run, spend: (milliseconds: number) => void (now += milliseconds), now: () => now };
}

describe('redraws', () => {
  it('come once in a frame, one chart after the other', () => {
    const { pace, run } = page();
    const drawn: string[] = [];
    const [a, b] = [() => void drawn.push('a'), () => void drawn.push('b')];
    for (let time = 0; time < 5; time++) {
      pace.ask(a);
      pace.ask(b);
    }
    run(16);
    expect(drawn).toEqual(['a']);
    run(1_000);
    expect(drawn).toEqual(['a', 'b']);
    pace.ask(a);
    pace.forget(a);
    run(2_000);
    expect(drawn).toEqual(['a', 'b']);
  });

  it('leave the page in peace after a slow one: fewer than one frame in twenty is slow', () => {
    const { pace, run, spend, now } = page();
    let slow = 0;
    const draw = (): void => {
      slow++;
      spend(200);
      pace.ask(draw);
    };
    pace.ask(draw);
    run(60_000);
    expect(slow).toBeGreaterThan(20);
    expect(slow / ((now() - 200 * slow) / 16)).toBeLessThan(0.05);
  });
});
