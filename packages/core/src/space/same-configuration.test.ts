import { describe, expect, it } from 'vitest';
import { configurationKey, sameConfiguration } from './same-configuration.ts';

describe('the same configuration', () => {
  it('is so in any order', () => {
    expect(sameConfiguration({ lr: 0.1, wd: 0 }, { wd: 0, lr: 0.1 })).toBe(true);
    expect(configurationKey({ lr: 0.1, wd: 0 })).toBe(configurationKey({ wd: 0, lr: 0.1 }));
  });

  it.each([{ lr: 0.1 }, { lr: 0.1, wd: 1 }, { lr: 0.1, wd: 0, momentum: 0.9 }])('is not %o', (other) => {
    expect(sameConfiguration({ lr: 0.1, wd: 0 }, other)).toBe(false);
    expect(configurationKey({ lr: 0.1, wd: 0 })).not.toBe(configurationKey(other));
  });
});
