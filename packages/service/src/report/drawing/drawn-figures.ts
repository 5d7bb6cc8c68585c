/** Draws a report's figures, each once for both themes, and keeps the drawings of those that have not changed. */
import { createHash } from 'node:crypto';
import { themed, type Figure } from '@attune/core/figures';
import { drawSvg } from './draw.ts';
import { pairThemes, type ThemedSvg } from './theme-pair.ts';

/** `separate`: the two themes' drawings differ in more than colours. */
export type Drawing =
  | ({ readonly kind: 'paired' } & ThemedSvg)
  | { readonly kind: 'separate'; readonly light: string; readonly dark: string }
  | { readonly kind: 'failed'; readonly reason: string };

export interface DrawnFigure {
  readonly figure: Figure;
  readonly drawing: Drawing;
}

/** Drawings by content. Belongs to whoever refreshes a report; holds only what the last report used. */
export type DrawingCache = Map<string, Drawing>;

/** In the given order. A figure that cannot be drawn is told of in its place: the rest of the report stands. */
export async function drawFigures(figures: readonly Figure[], cache: DrawingCache): Promise<readonly DrawnFigure[]> {
  const used = new Map<string, Drawing>();
  const drawn: DrawnFigure[] = [];
  for (const figure of figures) {
    const key = createHash('sha256').update(JSON.stringify(figure.spec)).digest('hex');
    const drawing = used.get(key) ?? cache.get(key) ?? (await draw(figure));
    used.set(key, drawing);
    drawn.push({ figure, drawing });
  }
  cache.clear();
  for (const [key, drawing] of used) cache.set(key, drawing);
  return drawn;
}

async function draw({ spec }: Figure): Promise<Drawing> {
  try {
    const light = await drawSvg(themed(spec, 'light'));
    const dark = await drawSvg(themed(spec, 'dark'));
    const paired = pairThemes(light, dark);
    return paired === undefined ? { kind: 'separate', light, dark } : { kind: 'paired', ...paired };
  } catch (error) {
    return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
}
