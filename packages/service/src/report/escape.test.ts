import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeXml, printable } from './escape.ts';

describe('escapeXml', () => {
  it('escapes markup and quotes', () => {
    expect(escapeXml(`<a href="x" id='y'>&amp;`)).toBe('&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;amp;');
  });

  it('never lets a character of markup through', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => !/[<>"']|&(?!\w+;|#\d+;)/.test(escapeXml(text))),
      { seed: 1 },
    );
  });
});

describe('printable', () => {
  it('replaces what terminals obey and what reorders a line, and keeps tabs, line ends and scripts', () => {
    expect(printable('a\u001b\u0000b\u202ec\u2066\ud800d\u009b')).toBe('a��b�c��d�');
    expect(printable('a\tb\r\nc 学習 é ★')).toBe('a\tb\r\nc 学習 é ★');
  });
});
