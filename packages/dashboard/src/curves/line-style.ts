/**
 * How the line of each trial is drawn. Hues are the figures' own, which stay apart for colour-blind readers; where there are
 * more trials than hues, dashes tell them apart.
 */
import { palettes, type Palette } from '@attune/core/figures';

/** What a trial is on a chart: named and coloured, the baseline, or one of the many behind. */
export type LineRole = 'front' | 'baseline' | 'behind';

export interface LineStyle {
  readonly colour: string;
  /** Pixels drawn and left out; empty for a whole line. */
  readonly dash: readonly number[];
  readonly width: number;
  readonly alpha: number;
}

/** Of Okabe and Ito's hues those that the figures' three leave free: reddish purple, then sky blue, or yellow on dark. */
const moreHues = { light: ['#b85c93', '#56b4e9'], dark: ['#e08dbd', '#f0e442'] } as const;
const hueCount = 5;
const dashes: readonly (readonly number[])[] = [[], [9, 4], [9, 3, 2, 3], [4, 4]];
/** Trials that have a look of their own. */
export const mostInFront = hueCount * dashes.length;

export type Scheme = 'light' | 'dark';

export function paletteOf(scheme: Scheme): Palette {
  return palettes[scheme];
}

/** `place`: among the trials in front. The other curve of a pair (training beside validation) is thin and dotted. */
export function lineStyle(role: LineRole, place: number, counterpart: boolean, scheme: Scheme): LineStyle {
  const { baseline, muted } = paletteOf(scheme);
  switch (role) {
    case 'baseline':
      return counterpart
        ? { colour: baseline, dash: [1, 4], width: 1, alpha: 0.8 }
        : { colour: baseline, dash: [5, 4], width: 1.6, alpha: 1 };
    case 'behind':
      return counterpart
        ? { colour: muted, dash: [1, 3], width: 0.8, alpha: 0.6 }
        : { colour: muted, dash: [], width: 1, alpha: 0.8 };
    case 'front': {
      const colour = frontColour(place, scheme);
      const dash = dashes[Math.floor(place / hueCount) % dashes.length] ?? [];
      return counterpart ? { colour, dash: [1.5, 3], width: 1.3, alpha: 0.9 } : { colour, dash, width: 2, alpha: 1 };
    }
  }
}

export function frontColour(place: number, scheme: Scheme): string {
  const hues = [...paletteOf(scheme).series, ...moreHues[scheme]];
  return hues[place % hues.length] ?? paletteOf(scheme).ink;
}
