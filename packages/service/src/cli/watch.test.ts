import { describe, expect, it } from 'vitest';
import { virtualClock } from '../testing/virtual-clock.ts';
import { recordedOutput } from './testing/host.ts';
import { screenOf } from './testing/screen.ts';
import { watch } from './watch.ts';

const texts = ['1 of 2 trials\ntrial 1 runs\n', '1 of 2 trials\ntrial 1 runs\n', '2 of 2 trials\n'];

function renderer() {
  let call = 0;
  return () => Promise.resolve({ text: texts[call] ?? '', done: ++call === texts.length });
}

describe('watch', () => {
  it('draws in place on a screen, cut to its width, until there is nothing more to wait for', async () => {
    const output = recordedOutput(10);
    await watch(renderer(), output, virtualClock(), new AbortController().signal);
    expect(screenOf(output.text(), 10)).toEqual(['2 of 2 tr…']);
  });

  it('prints only what changed where there is no screen', async () => {
    const output = recordedOutput();
    await watch(renderer(), output, virtualClock(), new AbortController().signal);
    expect(output.text()).toBe(`${texts[0] ?? ''}\n${texts[2] ?? ''}`);
  });

  it('ends with the signal', async () => {
    const stop = new AbortController();
    let calls = 0;
    const render = () => {
      calls++;
      if (calls === 3) stop.abort();
      return Promise.resolve({ text: String(calls), done: false });
    };
    await watch(render, recordedOutput(), virtualClock(), stop.signal);
    expect(calls).toBe(3);
  });
});
