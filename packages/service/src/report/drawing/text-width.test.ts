import { Resvg } from '@resvg/resvg-js';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { textWidth } from '@attune/core/figures';

describe('textWidth', () => {
  it('adds the advance widths of the font', () => {
    // H 752, e 615, l 278, l 278, o 612 thousandths of an em.
    expect(textWidth('Hello', 10, 'normal')).toBeCloseTo(25.35, 10);
    expect(textWidth('', 10, 'bold')).toBe(0);
  });

  it.each([
    ['normal', 'optimizer=adam/learning_rate (log scale), 0.001'],
    ['bold', 'The best trials crowd the upper edge of lr'],
    ['normal', '×3 − 1 → ★ … 1e-4'],
  ] as const)('agrees with the font as it is drawn: %s %s', (weight, text) => {
    expect(textWidth(text, 100, weight)).toBeGreaterThan(drawnWidth(text, weight) * 0.98);
    expect(textWidth(text, 100, weight)).toBeLessThan(drawnWidth(text, weight) * 1.06);
  });

  it('takes wide characters for one em', () => {
    expect(textWidth('学習率', 10, 'normal')).toBe(30);
  });
});

/** Ink width at 100 pixels to the em, in the fonts that are shipped. */
function drawnWidth(text: string, weight: string): number {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="4000" height="200"><text x="10" y="120" font-family="DejaVu Sans" font-size="100" font-weight="${weight}">${text}</text></svg>`;
  const fontFiles = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((name) =>
    fileURLToPath(new URL(`fonts/${name}`, import.meta.url)),
  );
  const drawn = new Resvg(svg, { font: { fontFiles, loadSystemFonts: false } });
  return drawn.innerBBox()?.width ?? 0;
}
