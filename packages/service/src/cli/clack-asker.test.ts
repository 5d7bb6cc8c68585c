import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import type { TextOptions } from './asker.ts';
import { clackAsker } from './clack-asker.ts';

// Before the library looks at it: the console of Linux gets other marks.
vi.hoisted(() => vi.stubEnv('TERM', 'xterm'));

const columns = 40;

/** What is answered and drawn where `keys` are typed one after the other, each once the one before was drawn. */
async function asked(options: TextOptions, keys: readonly string[]) {
  const input = new PassThrough();
  const output = Object.assign(new PassThrough(), { columns, rows: 24 });
  let drawn = '';
  output.on('data', (piece: Buffer) => (drawn += piece.toString()));
  const answer = clackAsker({ input, output }).text('Which metric are trials judged by, as split/name?', options);
  for (const key of keys) {
    await new Promise((resolve) => setImmediate(resolve));
    input.write(key);
  }
  return { answer: await answer, lines: stripVTControlCharacters(drawn).split('\n') };
}

describe('a line of text', () => {
  it('is what was typed, with nothing of what is offered', async () => {
    const { answer, lines } = await asked({ initial: 'valid/loss' }, ['t', 'o', 'p', '\r']);
    expect(answer).toBe('top');
    expect(lines).toContain('│  valid/loss (Enter takes it)');
  });

  it('is what is offered where nothing was typed, which is checked too', async () => {
    const checked: string[] = [];
    const check = (text: string): undefined => void checked.push(text);
    expect((await asked({ initial: 'valid/loss', check }, ['\r'])).answer).toBe('valid/loss');
    expect(checked).toEqual(['valid/loss']);
  });

  it('may be empty where there is only an example', async () => {
    const { answer, lines } = await asked({ example: 'lr dropout' }, ['\r']);
    expect(answer).toBe('');
    expect(lines).toContain('│  such as lr dropout');
  });

  it('is asked for within the width, the bar at the left of the lines', async () => {
    const check = (text: string) => (text === 'ab' ? undefined : 'a word of two letters is needed here, the first two');
    const about = 'Whatever should be known before, which takes more than one line.';
    const { answer, lines } = await asked({ about, check }, ['a', '\r', 'b', '\r']);
    expect(answer).toBe('ab');
    expect(lines.slice(0, 6)).toEqual([
      '│',
      '◆  Which metric are trials judged by,',
      '│  as split/name?',
      '│  Whatever should be known before,',
      '│  which takes more than one line.',
      '│  _',
    ]);
    expect(lines).toContain('└  a word of two letters is needed');
    expect(lines).toContain('   here, the first two');
  });
});
