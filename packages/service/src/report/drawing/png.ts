/** SVG to PNG. The text is set in the fonts beside this file, so that a machine without fonts draws it too. */
import { fileURLToPath } from 'node:url';
import { Resvg } from '@resvg/resvg-js';

/** The picture as PNG; `scale` pixels to a unit of the drawing. */
export function toPng(svg: string, scale: number): Uint8Array {
  return new Resvg(svg, {
    fitTo: { mode: 'zoom', value: scale },
    font: {
      fontFiles: ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((name) =>
        fileURLToPath(new URL(`fonts/${name}`, import.meta.url)),
      ),
      // The machine's fonts are read only for scripts that ours lack: finding them takes longer than drawing.
      loadSystemFonts: Array.from(svg).some(beyond),
      defaultFontFamily: 'DejaVu Sans',
      sansSerifFamily: 'DejaVu Sans',
    },
  })
    .render()
    .asPng();
}

/** Whether a character is outside the fonts: they hold these ranges of Latin, Greek, Cyrillic, punctuation and signs. */
function beyond(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return !RANGES.some(([first, last]) => code >= first && code <= last);
}

const RANGES: readonly (readonly [number, number])[] = [
  [0x0000, 0x024f],
  [0x0300, 0x036f],
  [0x0370, 0x04ff],
  [0x2000, 0x209f],
  [0x2100, 0x22ff],
  [0x25a0, 0x25ff],
  [0x2605, 0x2606],
  [0x2713, 0x2713],
  [0x2717, 0x2717],
];
