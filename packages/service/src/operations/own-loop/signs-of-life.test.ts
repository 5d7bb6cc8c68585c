import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newHandle } from '../../runners/index.ts';
import { virtualClock } from '../../testing/virtual-clock.ts';
import { watchSigns } from './signs-of-life.ts';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'attune-signs-'));
});

afterEach(() => rm(root, { recursive: true }));

describe('signs of life', () => {
  it('are told to be lost while the folder of who drives is not here, of programs that asked alone', async () => {
    const clock = virtualClock();
    const signs = watchSigns(clock);
    const directory = join(root, 'attempt-1');
    const asked = { trial: 1, number: 1, directory, handle: newHandle('claim', 60) };
    const started = { trial: 2, number: 1, directory, handle: null };
    expect([await signs.heard(asked), await signs.heard(started)]).toEqual([false, false]);
    expect(signs.unheard(1, 1)).toMatchObject({ code: 'unavailable' });
    expect([signs.unheard(2, 1), signs.unheard(3, 1)]).toEqual([null, null]);
    await mkdir(directory);
    clock.advance(1_000);
    await signs.heard(asked);
    expect(signs.unheard(1, 1)).toBeNull();
  });
});
