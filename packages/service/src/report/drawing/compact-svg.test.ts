import { describe, expect, it } from 'vitest';
import { compactSvg, prefixIdentifiers } from './compact-svg.ts';

describe('compactSvg', () => {
  it('writes lines in tenths of a pixel, relative to the last rounded point', () => {
    expect(compactSvg('<path d="M0,10.04L0.26,20.06L33.333,5L40,100"/>')).toBe(
      '<path d="M0,10l.3,10.1 33,-15.1 6.7,95"/>',
    );
  });

  it('does not let rounding add up along a line', () => {
    const points = Array.from({ length: 400 }, (_, index) => `${index * 1.04},${index % 2 === 0 ? 0 : 9}`);
    const path = / d="([^"]*)"/.exec(compactSvg(`<path d="M${points.join('L')}"/>`))?.[1] ?? '';
    const [start = '', steps = ''] = path.slice(1).split('l');
    const end = steps.split(' ').reduce((x, step) => x + Number(step.split(',')[0]), Number(start.split(',')[0]));
    expect(end).toBeCloseTo(399 * 1.04, 1);
  });

  it('keeps the parts of a line that has gaps', () => {
    expect(compactSvg('<path d="M0,0L5,5M8,8L9,1"/>')).toBe('<path d="M0,0l5,5M8,8l1,-7"/>');
  });

  it('keeps other shapes, in hundredths', () => {
    expect(compactSvg('<path d="M2.2222,0A2.2222,2.2222,0,1,1,-2.2222,0"/>')).toBe(
      '<path d="M2.22,0A2.22,2.22,0,1,1,-2.22,0"/>',
    );
    expect(compactSvg('<path d="M0,0h279.99999v200.5Z"/>')).toBe('<path d="M0,0h280v200.5Z"/>');
  });

  it('numbers identifiers from the start of the drawing', () => {
    const drawing =
      '<g clip-path="url(#clip41)"></g><g clip-path="url(#clip7)"/><clipPath id="clip7"/><clipPath id="clip41"/>';
    expect(compactSvg(drawing)).toBe(
      '<g clip-path="url(#c0)"></g><g clip-path="url(#c1)"/><clipPath id="c1"/><clipPath id="c0"/>',
    );
  });

  it('leaves texts alone', () => {
    const text = '<text> d="M0.123,4L0.55,9" id="clip3" url(#clip3)</text>';
    expect(compactSvg(text)).toBe(text);
  });
});

describe('prefixIdentifiers', () => {
  it('renames definitions and references together', () => {
    expect(prefixIdentifiers('<g clip-path="url(#c0)"/><clipPath id="c0"/><text>id="c0"</text>', 'f3')).toBe(
      '<g clip-path="url(#f3c0)"/><clipPath id="f3c0"/><text>id="c0"</text>',
    );
  });
});
