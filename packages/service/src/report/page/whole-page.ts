/**
 * A whole file of HTML: no network, no script needed, light, dark and printed. Its content security policy allows exactly
 * the style and the script that it holds, so that text in it cannot act even if escaping failed.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { reportTexts } from '../texts.ts';
import type { DrawnFigure } from '../drawing/drawn-figures.ts';
import { markup, trusted, type Markup } from './markup.ts';
import { pageStyle } from './style.ts';

export interface PageParts {
  readonly title: string;
  /** All figures of the page, whose colours its style names. */
  readonly drawn: readonly DrawnFigure[];
  /** After the common style. */
  readonly style?: string;
  readonly head?: Markup | undefined;
  readonly header: Markup;
  readonly main: Markup;
}

export function wholePage({ title, drawn, style: own, head, header, main }: PageParts): string {
  const style = pageStyle(coloursOf(drawn)) + (own === undefined ? '' : `\n${own}`);
  const script = readFileSync(new URL('page.js', import.meta.url), 'utf8');
  const policy = [
    "default-src 'none'",
    `style-src ${digest(style)}`,
    `script-src ${digest(script)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        ${head}
        <title>${title}</title>
        <style>${trusted(style)}</style>
      </head>
      <body>
        ${header}
        <main>
          ${main}
        </main>
        <footer>${reportTexts.madeBy().text}</footer>
        <script>${trusted(script)}</script>
      </body>
    </html>
  `.html;
}

function coloursOf(drawn: readonly DrawnFigure[]): Parameters<typeof pageStyle>[0] {
  const pairs = drawn.flatMap(({ drawing }) => (drawing.kind === 'paired' ? Object.entries(drawing.colours) : []));
  return Object.fromEntries(pairs.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function digest(content: string): string {
  return `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
}
