import { mkdtemp, open, rm, writeFile, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { linesFrom, startOfLast, type LogLine } from './lines.ts';

let directory: string;
let files: FileHandle[] = [];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'attune-log-'));
});

afterEach(async () => {
  for (const file of files) await file.close();
  files = [];
  await rm(directory, { recursive: true });
});

async function log(text: string): Promise<FileHandle> {
  const path = join(directory, 'stdout');
  await writeFile(path, text);
  const file = await open(path, 'r');
  files.push(file);
  return file;
}

async function all(text: string, from = 0): Promise<readonly LogLine[]> {
  return Array.fromAsync(linesFrom(await log(text), from, Buffer.byteLength(text)));
}

describe('lines of a log', () => {
  it('have byte offsets, also behind characters of several bytes', async () => {
    expect(await all('päng\nzwei\n\nlast')).toEqual([
      { offset: 0, end: 6, text: 'päng', clipped: false, partial: false },
      { offset: 6, end: 11, text: 'zwei', clipped: false, partial: false },
      { offset: 11, end: 12, text: '', clipped: false, partial: false },
      { offset: 12, end: 16, text: 'last', clipped: false, partial: true },
    ]);
    expect((await all('one\ntwo\n', 4)).map(({ text }) => text)).toEqual(['two']);
  });

  it('show the last text that a carriage return wrote over the others', async () => {
    expect((await all(' 10%\r 50%\r100%\n')).map(({ text }) => text)).toEqual(['100%']);
    expect((await all('dos\r\nprogress\r')).map(({ text }) => text)).toEqual(['dos', 'progress']);
  });

  it('are whole where they cross blocks, and clipped where they are very long', async () => {
    const many = Array.from({ length: 60_000 }, (_, i) => `line ${i}`);
    const lines = await all(`${many.join('\n')}\n`);
    expect(lines.map(({ text }) => text)).toEqual(many);
    const [long, next] = await all(`${'x'.repeat(1_000_000)}\nafter\n`);
    expect(long).toMatchObject({ offset: 0, end: 1_000_001, clipped: true });
    expect(long?.text).toBe('x'.repeat(16 * 1024));
    expect(next).toMatchObject({ text: 'after', clipped: false });
  });
});

describe('the last lines', () => {
  it.each([
    ['a\nb\nc\n', 2, 2],
    ['a\nb\nc', 2, 2],
    ['a\nb\nc\n', 9, 0],
    ['a\n\n\n', 1, 3],
    ['', 3, 0],
  ])('of %j, %d of them, begin at %d', async (text, count, start) => {
    expect(await startOfLast(await log(text), Buffer.byteLength(text), count)).toBe(start);
  });

  it('are found far back, block by block', async () => {
    const text = Array.from({ length: 60_000 }, (_, i) => `line ${i}\n`).join('');
    const start = await startOfLast(await log(text), text.length, 50_000);
    expect(text.slice(start, start + 11)).toBe('line 10000\n');
  });

  it('of a line without end begin as far back as is read', async () => {
    const size = 9 << 20;
    const start = await startOfLast(await log('x'.repeat(size)), size, 5);
    expect(start).toBe(1 << 20);
  });
});
