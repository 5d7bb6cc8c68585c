/** HTML that cannot forget to escape: what is put into a template is text unless it is markup already. */
import { escapeXml } from '../escape.ts';

/** A piece of HTML; made only by `markup` and, for what this program itself drew or wrote, `trusted`. */
export interface Markup {
  readonly html: string;
}

type Part = Markup | string | number | undefined | readonly Part[];

/** Template tag: markup`<b>${name}</b>` escapes `name`. Lists are joined; undefined is nothing. */
export function markup({ raw: strings }: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const pieces = strings.map((text, index) => withoutIndent(text) + (index < parts.length ? render(parts[index]) : ''));
  return { html: pieces.join('') };
}

/** Markup made by this program: its drawings, style and script. Never for anything that a user or a program gave. */
export function trusted(html: string): Markup {
  return { html };
}

/** The indentation of this program's source is not the page's. */
function withoutIndent(text: string): string {
  return text.replace(/\n\s+/g, '\n');
}

function render(part: Part): string {
  if (part === undefined) return '';
  if (typeof part === 'string' || typeof part === 'number') return escapeXml(String(part));
  return 'html' in part ? part.html : part.map(render).join('');
}
