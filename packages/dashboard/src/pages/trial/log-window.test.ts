import { describe, expect, it } from 'vitest';
import { deepened, grown, lastTrouble, mostLines, openWindow, type LogDocument } from './log-window.ts';

function log(lines: readonly (readonly [number, string])[], more: Partial<LogDocument> = {}): LogDocument {
  return {
    schema: 'trial-log/1',
    trial: 1,
    attempt: 1,
    stream: 'stdout',
    lines: lines.map(([offset, text]) => ({ offset, text, clipped: false, partial: false })),
    next: 100,
    size: 100,
    more: false,
    ended: false,
    ...more,
  };
}

describe('a window on a log', () => {
  it('grows at its end, an unfinished line once', () => {
    const begun = openWindow(
      log(
        [
          [0, 'one'],
          [4, 'tw'],
        ],
        { more: true },
      ),
    );
    const now = grown(
      begun,
      log(
        [
          [4, 'two'],
          [8, 'three'],
        ],
        { next: 14, ended: true },
      ),
    );
    expect(now.lines.map(({ text }) => text)).toEqual(['one', 'two', 'three']);
    expect([now.next, now.ended, now.older]).toEqual([14, true, true]);
    expect(grown(now, log([], { next: 14 })).lines).toHaveLength(3);
  });

  it('grows at its beginning', () => {
    const begun = openWindow(log([[8, 'three']], { more: true }));
    const now = deepened(
      begun,
      log([
        [0, 'one'],
        [4, 'two'],
      ]),
    );
    expect(now.lines.map(({ text }) => text)).toEqual(['one', 'two', 'three']);
    expect(now.older).toBe(false);
  });

  it('lets the oldest lines go', () => {
    const many = Array.from({ length: mostLines }, (_, index) => [index, `${index}`] as const);
    const now = grown(openWindow(log(many)), log([[mostLines, 'last']]));
    expect(now.lines).toHaveLength(mostLines);
    expect(now.lines.at(-1)?.text).toBe('last');
    expect(now.older).toBe(true);
  });
});

describe('where it broke', () => {
  const place = (...texts: readonly string[]): number => lastTrouble(texts.map((text) => ({ text })));
  it('is the beginning of the last traceback', () => {
    expect(
      place(
        'epoch 1',
        'Traceback (most recent call last):',
        '  File "train.py", line 3',
        'RuntimeError: CUDA out of memory',
        'bye',
      ),
    ).toBe(1);
  });

  it('is the message where there is no traceback', () => {
    expect(place('step 3', 'TypeError: x is not a function', '    at train (train.js:3:4)')).toBe(1);
    expect(place("thread 'main' panicked at src/main.rs:2", 'note')).toBe(0);
  });

  it('is nowhere where nothing broke', () => {
    expect(place('epoch 1 loss 0.3', 'valid/error 0.1', 'the mean error is 3')).toBe(-1);
    expect(place()).toBe(-1);
  });
});
