/** A round's report: the analysis, asked once, as a document, as terminal text and as one HTML file. */
import { writeAtomically } from '../files/index.ts';
import type { Insight } from '@attune/core/insight';
import { figuresOf, type Figure } from '@attune/core/figures';
import type { ReportContext } from './context.ts';
import { reportDocument, type ReportDocument, type ReportParts } from './document.ts';
import { drawFigures, type DrawingCache } from './drawing/drawn-figures.ts';
import { reportPage } from './page/page.ts';
import { terminalReport, type Colours } from './terminal.ts';
import { trialRows } from './trial-rows.ts';
import { verdictOf } from './verdict.ts';

export interface Report {
  readonly document: ReportDocument;
  /** For `writeFigure`. */
  readonly figures: readonly Figure[];
  /** A screenful of at most `width` columns. */
  terminal(width: number, colours: Colours): string;
  /** One self-contained file. Draws the figures, which takes up to half a second each unless `cache` holds them. */
  html(): Promise<string>;
  /** Writes that file; whoever reads it meanwhile sees the old one or the new. */
  writeHtml(path: string): Promise<void>;
}

/** The same analysis and context give the same report. Pass one `cache` to every report of a round that is refreshed. */
export function buildReport(insight: Insight, context: ReportContext, cache: DrawingCache = new Map()): Report {
  const { view } = insight;
  return reportOf(
    {
      ...insight,
      verdict: context.verdict ?? verdictOf(insight),
      figures: context.decision === undefined ? figuresOf(view) : figuresOf(view).filter(isOfRuns),
      rows: trialRows(view, context.notes),
      context,
    },
    cache,
  );
}

/** Figures of single runs' courses; those that look for the best of many would pick the luckiest of the seeds compared. */
function isOfRuns({ id }: Figure): boolean {
  return /^(curves|train-valid|gradient)/.test(id);
}

/** The report of parts that were made elsewhere. */
export function reportOf(parts: ReportParts, cache: DrawingCache = new Map()): Report {
  const html = async (): Promise<string> => reportPage(parts, await drawFigures(parts.figures, cache));
  const document = reportDocument(parts);
  return {
    document,
    figures: parts.figures,
    terminal: (width, colours) => terminalReport(document, width, colours),
    html,
    writeHtml: async (path) => writeAtomically(path, await html()),
  };
}
