import { describe, expect, it } from 'vitest';
import { numbered } from '../../testing/marked.ts';
import { rateScheduleOf, sharedSchedule } from './rate-schedule.ts';

function kind(rate: (fraction: number) => number, metric = 'lr'): string {
  const steps = numbered(1, 200);
  const curves = [{ metric, steps, values: steps.map((step) => rate(step / 200)) }];
  return rateScheduleOf({ id: 1, study: 1, configuration: {}, seed: 1, state: { status: 'completed' }, curves }).kind;
}

const warm = (f: number): number => Math.min(1, f / 0.05);

describe('rate schedule', () => {
  it.each([
    ['constant', () => 0.1],
    ['constant', warm],
    ['falling', (f: number) => warm(f) * (1 - f)],
    ['falling', (f: number) => warm(f) * (1 + Math.cos(Math.PI * f))],
    // A step down half way, and nothing since.
    ['falling', (f: number) => (f < 0.5 ? 1 : 0.1)],
    // One restart is a decay over again.
    ['falling', (f: number) => (f < 0.5 ? 1 - 2 * f : 2 - 2 * f)],
    ['cyclic', (f: number) => 1 + Math.cos(2 * Math.PI * 5 * f)],
    ['cyclic', (f: number) => 1 - ((4 * f) % 1)],
  ])('%s', (expected, rate) => {
    expect(kind(rate)).toBe(expected);
  });

  it('knows a rate by its name', () => {
    for (const metric of ['lr', 'train/lr', 'learning_rate', 'train/learning_rate', 'lr-0']) {
      expect(kind(() => 1, metric)).toBe('constant');
    }
    expect(kind(() => 1, 'blur')).toBe('unknown');
  });

  it('is unknown where the rate is reported of the beginning alone', () => {
    const loss = { metric: 'train/loss', steps: numbered(1, 200), values: numbered(1, 200).map(() => 1) };
    const lr = { metric: 'lr', steps: numbered(1, 20), values: numbered(1, 20).map(() => 0.1) };
    const trial = { id: 1, study: 1, configuration: {}, seed: 1, state: { status: 'completed' } } as const;
    expect(rateScheduleOf({ ...trial, curves: [loss, lr] }).kind).toBe('unknown');
  });

  it('says of several what may be said of all', () => {
    expect(sharedSchedule([{ kind: 'constant' }, { kind: 'falling' }, { kind: 'unknown' }])).toBe('falling');
    expect(sharedSchedule([{ kind: 'constant' }, { kind: 'unknown' }])).toBe('unknown');
    expect(sharedSchedule([{ kind: 'constant' }])).toBe('constant');
    expect(sharedSchedule([])).toBe('unknown');
  });
});
