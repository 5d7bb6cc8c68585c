/** The notebook as Markdown: whatever a user or a program wrote is text there, never markup. */
import { printable } from '../report/escape.ts';
import { defineTexts } from '@attune/core/texts';
import type { Notebook } from './entry.ts';
import { tellEntry, type Told } from './told.ts';

export const markdownTexts = defineTexts('notebook-page', {
  title: '{project}: notebook',
  judged: 'Judged by {metric} ({direction}). Times are UTC. Written {time}.',
  empty: 'Nothing has happened yet.',
  launches: 'Launches',
  ledger: 'Ledger',
  severityWarning: 'Warning',
  severityAdvice: 'Advice',
  severityNote: 'Note',
});

/** A figure that has been written to a file. */
export interface WrittenFigure {
  /** Relative to the notebook's file, in words that a link can hold. */
  readonly path: string;
  readonly claim: string;
}

export interface MarkdownFigures {
  readonly launches: WrittenFigure | null;
  readonly rounds: ReadonlyMap<number, readonly WrittenFigure[]>;
}

export const noFigures: MarkdownFigures = { launches: null, rounds: new Map() };

export function notebookMarkdown(notebook: Notebook, figures: MarkdownFigures = noFigures): string {
  const { project, objective, entries, generatedAt } = notebook;
  const judged = markdownTexts.judged({ ...objective, time: minute(generatedAt) }).text;
  const blocks = [
    `# ${plain(markdownTexts.title({ project }).text)}`,
    plain(judged),
    ...(figures.launches === null ? [] : [picture(figures.launches)]),
    ...(entries.length === 0 ? [markdownTexts.empty().text] : []),
    ...entries.flatMap((entry) => [
      ...toldBlocks(tellEntry(entry), entry.time),
      ...(entry.kind === 'round' ? (figures.rounds.get(entry.round) ?? []).map(picture) : []),
    ]),
  ];
  return `${blocks.join('\n\n')}\n`;
}

/** `2026-11-22 09:35`. */
export function minute(time: string): string {
  return time.slice(0, 16).replace('T', ' ');
}

function toldBlocks({ label, title, facts, body, findings }: Told, time: string): readonly string[] {
  return [
    `## ${minute(time)} · ${plain(label)}`,
    `**${plain(title)}**`,
    ...(facts === '' ? [] : [`*${plain(facts)}*`]),
    ...body.map(plain),
    ...(findings.length === 0 ? [] : [findings.map(findingItem).join('\n')]),
  ];
}

function findingItem({ severity, text, advice }: Told['findings'][number]): string {
  const said = `- ${severityText(severity)}: ${plain(text)}`;
  return advice === null ? said : `${said}\n  - ${plain(advice)}`;
}

export function severityText(severity: Told['findings'][number]['severity']): string {
  switch (severity) {
    case 'warning':
      return markdownTexts.severityWarning().text;
    case 'advice':
      return markdownTexts.severityAdvice().text;
    case 'note':
      return markdownTexts.severityNote().text;
  }
}

function picture({ path, claim }: WrittenFigure): string {
  return `![${plain(claim)}](${encodeURI(path)})`;
}

/**
 * Text that Markdown shows as it is, on one line: every mark that could begin emphasis, code, a link, HTML, a table, an
 * entity or a list stands behind a backslash.
 */
function plain(text: string): string {
  return printable(text)
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/[\\`*_{}[\]<>#|~&$]/g, '\\$&')
    .replace(/^[-+=]/, '\\$&')
    .replace(/^(\d+)(?=[.)])/, '$1\\');
}
