/** The report as one HTML file. */
import type { Finding } from '@attune/core/insight';
import type { DrawnFigure } from '../drawing/drawn-figures.ts';
import { columnsOf } from '../columns.ts';
import type { ReportParts } from '../document.ts';
import { failuresOf } from '../failures.ts';
import { bannerText, countTexts, progressOf, statusText } from '../progress.ts';
import { sentence } from '../sentence.ts';
import { reportTexts } from '../texts.ts';
import { findingsToRead } from '../verdict.ts';
import { decisionMarkup } from './decision.ts';
import { figureMarkup } from './figures.ts';
import { findingMarkup, silentMarkup, type FigurePlace } from './findings.ts';
import { keyMarkup } from './key.ts';
import { markup, type Markup } from './markup.ts';
import { caveatsMarkup, provenanceMarkup, reproduceMarkup } from './provenance.ts';
import { trialTableMarkup } from './trials.ts';
import { wholePage } from './whole-page.ts';

/** The whole file. `drawn` holds the figures of `parts`, drawn. */
export function reportPage(parts: ReportParts, drawn: readonly DrawnFigure[]): string {
  const { view, context } = parts;
  const { round } = view;
  const title = round.question || reportTexts.untitled({ round: round.number }).text;
  const findings = findingsToRead(parts);
  const { inFindings, others } = placeFigures(findings, drawn);
  return wholePage({
    title: `${title} · ${context.project}`,
    drawn,
    head: context.status.kind === 'running' ? refresh : undefined,
    header: headerMarkup(parts, title),
    main: markup`${decisionMarkup(context.decision)}
      <section id="learned">
        <h2>${reportTexts.learned().text}</h2>
        ${keyMarkup(drawn)}
        ${findings.length === 0 ? markup`<p>${reportTexts.nothingFound().text}</p>` : undefined}
        ${findings.map((finding, index) => findingMarkup(finding, inFindings[index]))}
        ${caveatsMarkup(context)} ${silentMarkup(parts.silent)}
      </section>
      ${galleryMarkup(others)}
      <section id="trials">
        <h2>${reportTexts.trials().text}</h2>
        ${trialTableMarkup({
          rows: parts.rows,
          columns: columnsOf(view),
          objective: round.objective,
          stepUnit: round.stepUnit,
          baseline: round.baseline,
        })}
      </section>
      ${reproduceMarkup(context.reproduce)}
      <section id="provenance">
        <h2>${reportTexts.provenance().text}</h2>
        ${provenanceMarkup(context, reportTexts.steps({ count: round.maxSteps, unit: round.stepUnit }).text)}
      </section>
    `,
  });
}

/** Looks again after so many seconds. */
const refresh = markup`<meta http-equiv="refresh" content="5" />`;

function galleryMarkup(figures: readonly Markup[]): Markup | undefined {
  if (figures.length === 0) return undefined;
  return markup`<section id="figures">
    <h2>${reportTexts.figures().text}</h2>
    <div class="gallery">${figures}</div>
  </section>`;
}

function headerMarkup({ view, verdict, rows, context }: ReportParts, title: string): Markup {
  const progress = progressOf(view);
  const failures = failuresOf(rows, context.endings ?? {});
  const banner = bannerText(context.status, progress);
  const { number, goal } = view.round;
  return markup`<header>
    ${banner === undefined ? undefined : markup`<p class="banner" role="status">${banner.text}</p>`}
    ${context.judged === undefined ? undefined : markup`<p class="banner">${context.judged.map(sentence).join(' ')}</p>`}
    <div class="eyebrow">
      <span>${reportTexts.roundLine({ project: context.project, round: number, goal }).text}</span>
      <button id="theme" type="button" hidden>${reportTexts.themeButton().text}</button>
    </div>
    <h1>${title}</h1>
    <p class="verdict">${sentence(verdict)}</p>
    <p class="soft">
      ${[statusText(context.status, progress), ...countTexts(progress)].map(({ text }) => text).join(' · ')}
    </p>
    ${failures === null ? undefined : markup`<p class="soft">${sentence(failures)}</p>`}
  </header>`;
}

/** A figure stands beside the first finding that points to it; later ones link to it; the rest follow in a gallery. */
function placeFigures(
  findings: readonly Finding[],
  drawn: readonly DrawnFigure[],
): { readonly inFindings: readonly FigurePlace[]; readonly others: readonly Markup[] } {
  const shown = new Set<string>();
  const inFindings = findings.map(({ evidence }): FigurePlace => {
    const index = drawn.findIndex(({ figure }) => figure.id === evidence.figure);
    const found = drawn[index];
    if (found === undefined) return undefined;
    if (shown.has(found.figure.id)) return { kind: 'elsewhere', figure: found.figure };
    shown.add(found.figure.id);
    return { kind: 'here', markup: figureMarkup(found, index) };
  });
  const others = drawn.flatMap((one, index) => (shown.has(one.figure.id) ? [] : [figureMarkup(one, index)]));
  return { inFindings, others };
}
