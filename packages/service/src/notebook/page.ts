/**
 * The notebook as one HTML file, in the style of the report: no network, no script needed, light, dark and printed. What
 * users wrote is text; the content security policy allows only the style and the script that it holds.
 */
import type { Figure } from '@attune/core/figures';
import { drawFigures, type DrawingCache, type DrawnFigure } from '../report/drawing/drawn-figures.ts';
import { figureMarkup } from '../report/page/figures.ts';
import { markup, type Markup } from '../report/page/markup.ts';
import { wholePage } from '../report/page/whole-page.ts';
import { reportTexts } from '../report/texts.ts';
import type { Entry, Notebook } from './entry.ts';
import { ledgerColumns, type LedgerRow } from './ledger.ts';
import { markdownTexts, minute, severityText } from './markdown.ts';
import { tellEntry, type Told } from './told.ts';

/** Figures by what they belong to; ids may repeat among rounds. */
export interface NotebookFigures {
  readonly launches: Figure | null;
  readonly rounds: ReadonlyMap<number, readonly Figure[]>;
}

export async function notebookPage(
  notebook: Notebook,
  figures: NotebookFigures,
  ledger: readonly LedgerRow[],
  cache: DrawingCache = new Map(),
): Promise<string> {
  const drawn = await drawFigures(named(figures), cache);
  const { project, objective, entries, generatedAt } = notebook;
  const title = markdownTexts.title({ project }).text;
  return wholePage({
    title,
    drawn,
    style: ownStyle,
    header: markup`<header>
      <div class="eyebrow">
        <span>${markdownTexts.judged({ ...objective, time: minute(generatedAt) }).text}</span>
        <button id="theme" type="button" hidden>${reportTexts.themeButton().text}</button>
      </div>
      <h1>${title}</h1>
    </header>`,
    main: markup`${sectionMarkup(markdownTexts.launches().text, figuresOf('launches', drawn))}
      ${entries.length === 0 ? markup`<p>${markdownTexts.empty().text}</p>` : undefined}
      ${entries.map((entry) => entryMarkup(entry, drawn))}
      ${ledgerMarkup(ledger)}`,
  });
}

/** An id of its own for each figure of the page. */
function named({ launches, rounds }: NotebookFigures): readonly Figure[] {
  return [
    ...(launches === null ? [] : [{ ...launches, id: `launches ${launches.id}` }]),
    ...[...rounds].flatMap(([round, own]) => own.map((figure) => ({ ...figure, id: `round ${round} ${figure.id}` }))),
  ];
}

function figuresOf(owner: string, drawn: readonly DrawnFigure[]): readonly Markup[] {
  return drawn.flatMap((one, index) => (one.figure.id.startsWith(`${owner} `) ? [figureMarkup(one, index)] : []));
}

function sectionMarkup(heading: string, figures: readonly Markup[]): Markup | undefined {
  if (figures.length === 0) return undefined;
  return markup`<section><h2>${heading}</h2>${figures}</section>`;
}

function entryMarkup(entry: Entry, drawn: readonly DrawnFigure[]): Markup {
  const told = tellEntry(entry);
  const figures = entry.kind === 'round' ? figuresOf(`round ${entry.round}`, drawn) : [];
  return markup`<article class="entry ${entry.kind}">
    <p class="tag"><time datetime="${entry.time}">${minute(entry.time)}</time> · <b>${told.label}</b></p>
    <h3>${told.title}</h3>
    ${told.facts === '' ? undefined : markup`<p class="soft">${told.facts}</p>`}
    ${told.body.map((text) => markup`<p>${text}</p>`)}
    ${findingsMarkup(told)}
    ${figures.length === 0 ? undefined : markup`<div class="gallery">${figures}</div>`}
  </article>`;
}

function findingsMarkup({ findings }: Told): Markup | undefined {
  if (findings.length === 0) return undefined;
  return markup`<ul>
    ${findings.map(
      ({ severity, text, advice }) =>
        markup`<li>
          <span class="tag"><span class="${severity}">${severityText(severity)}</span></span> ${text}
          ${advice === null ? undefined : markup`<p class="do"><b>${reportTexts.toDo().text}:</b> ${advice}</p>`}
        </li>`,
    )}
  </ul>`;
}

function ledgerMarkup(rows: readonly LedgerRow[]): Markup | undefined {
  if (rows.length === 0) return undefined;
  return markup`<section id="ledger">
    <h2>${markdownTexts.ledger().text}</h2>
    <div class="scroll" tabindex="0" role="region" aria-label="${markdownTexts.ledger().text}">
      <table>
        <thead>
          <tr>
            ${ledgerColumns.map((column) => markup`<th scope="col">${column}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) =>
              markup`<tr>
                ${ledgerColumns.map((column) => markup`<td class="note">${row[column] === null ? '' : String(row[column])}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

/** What the report's style lacks. */
const ownStyle = `
.entry { border-top: 1px solid var(--line); margin-top: 1.75rem; padding-top: 1rem; }
.entry h3 { white-space: pre-line; }
.entry li { margin-top: 0.5rem; max-width: 44rem; }
.entry .gallery { margin-top: 1.25rem; }
/* One scale for all figures of the page. */
.narrow svg, .wide svg { width: auto; }
.entry.launch .tag b { color: var(--good); }
.entry.round .tag b { color: var(--accent); }
.entry.note .tag b { color: var(--star); }
`;
