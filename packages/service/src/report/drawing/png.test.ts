import { describe, expect, it } from 'vitest';
import { toPng } from './png.ts';

const drawing = (content: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30" viewBox="0 0 90 30"><rect width="90" height="30" fill="#fff"/>${content}</svg>`;

const text = (family: string) => drawing(`<text x="5" y="20" font-family="${family}" font-size="12">Hello</text>`);

describe('toPng', () => {
  it('is a PNG of the drawing’s size times the scale', () => {
    const png = Buffer.from(toPng(drawing(''), 2));
    expect(png.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([180, 60]);
  });

  it('draws text whatever fonts the machine has', () => {
    const blank = toPng(drawing(''), 1);
    expect(toPng(text('DejaVu Sans, Helvetica, Arial, sans-serif'), 1)).not.toEqual(blank);
    expect(toPng(text('A font that nobody has'), 1)).toEqual(toPng(text('DejaVu Sans'), 1));
  });
});
