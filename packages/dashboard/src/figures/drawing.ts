/** A figure as it was drawn: pixels, where its trials stand in them, and the same again as a file. */
import type { Spots } from './spots.ts';

export interface Drawing {
  readonly canvas: HTMLCanvasElement;
  /** Before any scaling, in CSS pixels; spots are in these. */
  readonly width: number;
  readonly height: number;
  readonly spots: Spots;
  /** Absent where the figure has no vector form. */
  readonly svg?: () => Promise<string>;
}

/** Draws for a theme; `density`: device pixels for each of the figure's. */
export type Draw = (theme: 'light' | 'dark', density: number) => Promise<Drawing>;
