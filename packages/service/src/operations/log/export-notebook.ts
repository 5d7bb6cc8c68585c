/** The notebook as a file: Markdown with its figures beside it, or one HTML page that holds them. */
import { existsSync, mkdirSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { AttuneError } from '@attune/core/errors';
import { figuresOf, launchHistory, type Figure } from '@attune/core/figures';
import type { Insight } from '@attune/core/insight';
import { defineTexts } from '@attune/core/texts';
import {
  changesText,
  noFigures,
  notebookMarkdown,
  notebookPage,
  notebookTexts,
  type LaunchEntry,
  type MarkdownFigures,
  type Notebook,
  type NotebookFigures,
  type WrittenFigure,
} from '../../notebook/index.ts';
import { filesTexts } from '../../files/write-atomically.ts';
import { writeFigure } from '../../report/index.ts';
import type { Store } from '../../store/index.ts';
import { ledgerRows } from './export-ledger.ts';
import { readNotebook } from './reading.ts';
import type { Workspace } from '../workspace.ts';

export const exportNotebookTexts = defineTexts('export-notebook', {
  noFolder: 'the folder {directory} for the figures of the notebook cannot be made: {reason}',
});

export interface NotebookFile {
  readonly text: string;
  readonly entries: number;
  /** Files of figures that were written beside it. */
  readonly figures: readonly string[];
}

/** `output` is where the text will be written: Markdown's figures are put into a folder beside it, none without it. */
export async function notebookFile(
  store: Store,
  workspace: Workspace,
  { format, output, now }: { readonly format: 'md' | 'html'; readonly output: string | null; readonly now: number },
): Promise<NotebookFile> {
  const { notebook, insights } = await readNotebook(store, workspace, { now, rounds: Number.POSITIVE_INFINITY });
  const entries = notebook.entries.length;
  switch (format) {
    case 'html': {
      const text = await notebookPage(
        notebook,
        figuresOfAll(notebook, insights),
        await ledgerRows(store, workspace.directory),
      );
      return { text, entries, figures: [] };
    }
    case 'md': {
      if (output === null) return { text: notebookMarkdown(notebook, noFigures), entries, figures: [] };
      const { figures, files } = await writeFigures(figuresOfAll(notebook, insights), output);
      return { text: notebookMarkdown(notebook, figures), entries, figures: files };
    }
  }
}

/** Of a round, at most so many figures: those that its most important findings point to. */
const mostFigures = 3;

function figuresOfAll(notebook: Notebook, insights: ReadonlyMap<number, Insight>): NotebookFigures {
  const rounds = notebook.entries.flatMap((entry): [number, readonly Figure[]][] => {
    const insight = entry.kind === 'round' ? insights.get(entry.round) : undefined;
    if (entry.kind !== 'round' || insight === undefined) return [];
    const all = figuresOf(insight.view);
    const wanted = [...new Set(entry.findings.flatMap(({ figure }) => figure ?? []))];
    return [[entry.round, wanted.flatMap((id) => all.find((figure) => figure.id === id) ?? []).slice(0, mostFigures)]];
  });
  return { launches: historyOf(notebook), rounds: new Map(rounds) };
}

/** Null where no launch has been measured. */
function historyOf({ entries, objective }: Notebook): Figure | null {
  const latest = entries.findLast((entry) => entry.kind === 'round')?.objective ?? objective;
  const points = entries.flatMap((entry) => {
    if (entry.kind !== 'launch' || entry.measured === null) return [];
    const { interval, ...measured } = entry.measured;
    const change =
      entry.parent === null ? notebookTexts.launch({ launch: entry.launch }).text : changesText(mainChanges(entry));
    return [{ number: entry.launch, change, ...measured, ...(interval === null ? {} : { interval }) }];
  });
  return launchHistory(points, latest);
}

/** Without what only comes and goes with another branch, where anything else changed. */
function mainChanges(entry: LaunchEntry): Pick<LaunchEntry, 'changes'> {
  const main = entry.changes.filter(({ before, after }) => before !== null && after !== null);
  return { changes: main.length > 0 ? main : entry.changes };
}

async function writeFigures(
  { launches, rounds }: NotebookFigures,
  output: string,
): Promise<{ readonly figures: MarkdownFigures; readonly files: readonly string[] }> {
  const folder = `${basename(output, extname(output))}-figures`;
  const directory = join(dirname(output), folder);
  const files: string[] = [];
  const write = async (name: string, figure: Figure): Promise<WrittenFigure> => {
    if (files.length === 0) makeFolder(directory, output);
    const taken = files.filter((path) => basename(path).replace(/(\.\d+)?\.svg$/, '') === name).length;
    const file = taken === 0 ? `${name}.svg` : `${name}.${taken + 1}.svg`;
    await writeFigure(figure, join(directory, file), 'light');
    files.push(join(directory, file));
    return { path: `${folder}/${file}`, claim: figure.claim };
  };
  const written = new Map<number, readonly WrittenFigure[]>();
  const history = launches === null ? null : await write('launches', launches);
  for (const [round, own] of rounds) {
    const all: WrittenFigure[] = [];
    for (const figure of own) all.push(await write(`round-${round}-${fileName(figure.id)}`, figure));
    written.set(round, all);
  }
  return { figures: { launches: history, rounds: written }, files };
}

/** Throws `unavailable`; makes nothing above it, since a notebook in a folder that is not there is a mistake. */
function makeFolder(directory: string, path: string): void {
  const folder = dirname(path);
  if (!existsSync(folder)) throw new AttuneError('unavailable', filesTexts.noFolder({ path, folder }));
  try {
    mkdirSync(directory);
  } catch (cause) {
    if (existsSync(directory)) return;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AttuneError('unavailable', exportNotebookTexts.noFolder({ directory, reason }), { cause });
  }
}

/** A name for any file system: `axis-lr` for `axis:lr`. Ids that differ only in other signs are told apart by number. */
function fileName(id: string): string {
  return id.replace(/[^A-Za-z0-9_.]+/gu, '-').slice(0, longestName);
}

const longestName = 80;
