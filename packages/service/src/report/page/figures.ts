/** Figures in the page: drawings that follow the theme, named for those who cannot see them. */
import type { Figure } from '@attune/core/figures';
import { prefixIdentifiers } from '../drawing/compact-svg.ts';
import type { DrawnFigure } from '../drawing/drawn-figures.ts';
import { reportTexts } from '../texts.ts';
import { markup, trusted, type Markup } from './markup.ts';

/** The figure with its anchor; `index` keeps the identifiers of a page's drawings apart. */
export function figureMarkup({ figure, drawing }: DrawnFigure, index: number): Markup {
  if (drawing.kind === 'failed') {
    const text = reportTexts.figureFailed({ title: figure.title, reason: drawing.reason }).text;
    return markup`<figure id="${anchorOf(figure)}"><figcaption>${text}</figcaption></figure>`;
  }
  const inside = (svg: string, theme: string): Markup => trusted(prefixIdentifiers(svg, `f${index}${theme}`));
  const content =
    drawing.kind === 'paired'
      ? inside(drawing.svg, '')
      : markup`<div class="in-light">${inside(drawing.light, 'l')}</div>
          <div class="in-dark">${inside(drawing.dark, 'd')}</div>`;
  const size = widthOf(drawing.kind === 'paired' ? drawing.svg : drawing.light) > WIDE ? 'wide' : 'narrow';
  return markup`<figure id="${anchorOf(figure)}" class="${size}">
    <div class="plot" role="img" aria-label="${figure.title}. ${figure.claim}">${content}</div>
    ${size === 'wide' ? markup`<p class="hint" aria-hidden="true">${reportTexts.figureScroll().text}</p>` : undefined}
  </figure>`;
}

/** Wider drawings take a row of the gallery for themselves. */
const WIDE = 480;

function widthOf(svg: string): number {
  return Number(/ width="([\d.]+)"/.exec(svg)?.[1] ?? 0);
}

/** A name for links, another one for every id: `figure-axis-3a-lr` for the figure `axis:lr`. */
export function anchorOf({ id }: Figure): string {
  return `figure-${id.replace(/[^A-Za-z0-9]/gu, (sign) => `-${(sign.codePointAt(0) ?? 0).toString(16)}-`)}`;
}
