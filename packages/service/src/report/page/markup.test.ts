import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markup, trusted } from './markup.ts';

describe('markup', () => {
  it('escapes what is put in, joins lists, and keeps markup', () => {
    const items = ['a<b', 'c'].map((text) => markup`<li>${text}</li>`);
    expect(markup`<ul title="${'"x"'}">${items}${undefined}${3}</ul>`.html).toBe(
      '<ul title="&quot;x&quot;"><li>a&lt;b</li><li>c</li>3</ul>',
    );
    expect(markup`${trusted('<svg/>')}`.html).toBe('<svg/>');
  });

  it('leaves the source’s indentation out, and keeps that of texts', () => {
    const text = markup`<p>
      ${'a\n  b'}
    </p>`;
    expect(text.html).toBe('<p>\na\n  b\n</p>');
  });

  it('lets no text end its element or attribute', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { html } = markup`<p class="${text}">${text}</p>`;
        expect(html.match(/[<>"]/g)?.join('')).toBe('<"">' + '<>');
      }),
      { seed: 1 },
    );
  });
});
