/** What the marks of the figures mean, once for the page; each with its shape, so that colour alone tells nothing. */
import type { DrawnFigure } from '../drawing/drawn-figures.ts';
import type { Message } from '@attune/core/texts';
import { reportTexts } from '../texts.ts';
import { markup, type Markup } from './markup.ts';

/** Undefined where no figure has the marks. */
export function keyMarkup(drawn: readonly DrawnFigure[]): Markup | undefined {
  const kinds = new Set(
    drawn.filter(({ figure }) => marked.test(figure.id)).flatMap(({ figure }) => kindsOf(figure.spec)),
  );
  const items = entries.filter(([, kind]) => kinds.has(kind));
  if (items.length === 0) return undefined;
  return markup`<ul class="key" aria-label="${reportTexts.key().text}">
    ${items.map(([sign, kind, text]) => markup`<li><span class="${kind}" aria-hidden="true">${sign}</span> ${text().text}</li>`)}
  </ul>`;
}

/** Figures that draw trials with the marks explained here. */
const marked = /^(axis:|isolation)/;

/** By the role that the figures' specifications name. */
const entries: readonly (readonly [sign: string, kind: string, text: () => Message])[] = [
  ['●', 'feasible', reportTexts.keyFeasible],
  ['★', 'best', reportTexts.keyBest],
  ['✕', 'infeasible', reportTexts.keyInfeasible],
  ['○', 'censored', reportTexts.keyHollow],
  ['▲', 'off-scale', reportTexts.keyOffScale],
  ['◆', 'baseline', reportTexts.keyBaseline],
];

/** The styles of marks in a specification; `hollow` is an infeasible trial's earlier best, drawn like a censored one. */
function kindsOf(spec: unknown): readonly string[] {
  if (Array.isArray(spec)) return spec.flatMap(kindsOf);
  if (typeof spec !== 'object' || spec === null) return [];
  return Object.entries(spec).flatMap(([key, value]: [string, unknown]) => {
    if (key === 'values') return [];
    if (key === 'style' && typeof value === 'string') return [value === 'hollow' ? 'censored' : value];
    return kindsOf(value);
  });
}
