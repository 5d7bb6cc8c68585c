import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLineReader, longestLine } from './lines.ts';

fc.configureGlobal({ seed: 20 });

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('the line reader', () => {
  it('reads only lines that have ended, and says where they ended', () => {
    const reader = createLineReader();
    expect(reader.push(bytes('one\ntwo\r\nthr'))).toEqual({ lines: ['one', 'two'], problems: [], offset: 9 });
    expect(reader.push(bytes('ee'))).toEqual({ lines: [], problems: [], offset: 9 });
    expect(reader.push(bytes('\n'))).toEqual({ lines: ['three'], problems: [], offset: 15 });
  });

  it('goes on from an offset', () => {
    expect(createLineReader(100).push(bytes('a\n'))).toEqual({ lines: ['a'], problems: [], offset: 102 });
  });

  it('drops a byte-order mark at the very beginning only', () => {
    expect(createLineReader().push(bytes('\uFEFFa\n\uFEFFb\n')).lines).toEqual(['a', '\uFEFFb']);
    expect(createLineReader(8).push(bytes('\uFEFFa\n')).lines).toEqual(['\uFEFFa']);
  });

  it('gives the same lines however the bytes are cut', () => {
    const line = fc.string({ unit: fc.constantFrom('a', 'é', '漢', '😀', ' ', '"', '\r') });
    fc.assert(
      fc.property(
        fc.array(line),
        fc.string(),
        fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1 }),
        (lines, rest, sizes) => {
          const unfinished = rest.replaceAll('\n', '');
          const whole = bytes([...lines, unfinished].join('\n'));
          const reader = createLineReader();
          const read: string[] = [];
          let offset = 0;
          for (let at = 0, cut = 0; at < whole.length; cut++) {
            const size = sizes[cut % sizes.length] ?? 1;
            const chunk = whole.slice(at, at + size);
            const batch = reader.push(chunk);
            chunk.fill(0);
            read.push(...batch.lines);
            offset = batch.offset;
            at += size;
          }
          expect(read).toEqual(lines.map((text) => text.replace(/\r$/, '')));
          expect(offset).toBe(whole.length - bytes(unfinished).length);
        },
      ),
    );
  });

  it('skips a line that is too long, says so, and goes on', () => {
    const text = `first\n${'x'.repeat(longestLine + 1)}\nlast\n`;
    const expected = {
      lines: ['first', 'last'],
      offset: longestLine + 13,
      problem: `a line of ${longestLine + 1} bytes, ending at byte ${longestLine + 7}, was skipped: the longest that is read has ${longestLine} bytes`,
    };
    for (const size of [text.length, 100_000]) {
      const reader = createLineReader();
      const batches = [];
      for (let at = 0; at < text.length; at += size) batches.push(reader.push(bytes(text.slice(at, at + size))));
      expect(batches.flatMap((batch) => batch.lines)).toEqual(expected.lines);
      expect(batches.at(-1)?.offset).toBe(expected.offset);
      expect(batches.flatMap((batch) => batch.problems).map((problem) => problem.text)).toEqual([expected.problem]);
    }
  });

  it('counts bytes, not characters, against the limit', () => {
    const reader = createLineReader(0, 6);
    expect(reader.push(bytes('漢漢\n漢漢x\n')).lines).toEqual(['漢漢']);
  });
});
