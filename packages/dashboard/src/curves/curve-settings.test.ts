import { describe, expect, it } from 'vitest';
import { curveSettings, toggledLog } from './curve-settings.ts';

describe('settings of curves in the address', () => {
  it('are read, and left out where they mean nothing', () => {
    expect(curveSettings({ smooth: 'ema', window: '10', log: 'xy', by: 'time', from: '5', to: '50' })).toEqual({
      smooth: 'ema',
      window: 10,
      log: 'xy',
      by: 'time',
      from: 5,
      to: 50,
    });
    expect(curveSettings({ smooth: 'x', window: 'w', log: 'z', by: 'epoch', from: '9', to: '3' })).toEqual({});
    expect(curveSettings({ window: '1e9', from: '3' })).toEqual({ window: 50 });
  });

  it('switch one axis and leave the other', () => {
    expect(toggledLog(undefined, 'y')).toBe('y');
    expect(toggledLog('y', 'x')).toBe('xy');
    expect(toggledLog('xy', 'x')).toBe('y');
    expect(toggledLog('x', 'x')).toBeUndefined();
  });
});
