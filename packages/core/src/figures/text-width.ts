/**
 * Widths of text in figures, so that labels are laid out and cut without a browser's canvas.
 * Advance widths are those of DejaVu Sans 2.37, which is wider than Helvetica and Arial: a label that fits here fits there.
 */

/** Width in pixels of one line of text. */
export function textWidth(text: string, fontSize: number, weight: 'normal' | 'bold'): number {
  const { ascii, other } = weight === 'bold' ? bold : regular;
  let thousandths = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    thousandths += ascii[code - FIRST] ?? (code < FIRST ? 0 : (signs[character] ?? (code >= WIDE ? 1000 : other)));
  }
  return (thousandths * fontSize) / 1000;
}

/** The table's first character: space. */
const FIRST = 0x20;

/** From here on (CJK, emoji) characters are about one em wide. */
const WIDE = 0x2e80;

interface Widths {
  /** Advance of U+0020 … U+007E in thousandths of an em, from the font's `hmtx` table. */
  readonly ascii: readonly number[];
  /** Mean advance of U+00A1 … U+024E. */
  readonly other: number;
}

/** Signs that are much wider than letters; equal in both weights. */
const signs: Readonly<Record<string, number>> = { '−': 838, '×': 838, '…': 1000, '→': 838, '★': 896 };

// prettier-ignore
const regular: Widths = {
  ascii: [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337,
    636, 636, 636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531,
    1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787,
    603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500,
    500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612,
    635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
  ],
  other: 633,
};

// prettier-ignore
const bold: Widths = {
  ascii: [
    348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415, 380, 365,
    696, 696, 696, 696, 696, 696, 696, 696, 696, 696, 400, 400, 838, 838, 838, 580,
    1000, 774, 762, 734, 830, 683, 683, 821, 837, 372, 372, 775, 637, 995, 837, 850,
    733, 850, 770, 720, 682, 812, 774, 1103, 771, 724, 725, 457, 365, 457, 838, 500,
    500, 675, 716, 593, 716, 678, 435, 716, 712, 343, 343, 665, 343, 1042, 712, 687,
    716, 716, 493, 595, 478, 712, 652, 924, 645, 652, 582, 712, 365, 712, 838,
  ],
  other: 708,
};
