/** Takes everything away: trials, measurements or the ledger as a table, the notebook as a page, a round's patch. */
import { extname, resolve } from 'node:path';
import { AttuneError } from '@attune/core/errors';
import Type from 'typebox';
import { trialCurves } from '@attune/core/study';
import { defineTexts } from '@attune/core/texts';
import { writeAtomically } from '../../files/index.ts';
import { ledgerColumns } from '../../notebook/index.ts';
import type { Store, TrialRow } from '../../store/index.ts';
import { csvText, type Cell } from './csv.ts';
import { ledgerRows } from './export-ledger.ts';
import { notebookFile } from './export-notebook.ts';
import { patchOf } from './export-patch.ts';
import { defineOperation, documentOf, inputOf } from '../operation.ts';
import { roundOf } from '../rounds.ts';
import { nullable, trialDocuments, type StoredTrial } from '../views/trial-document.ts';
import { openWorkspace, withStore, type Workspace } from '../workspace.ts';

export const exportTexts = defineTexts('export', {
  ending:
    'cannot export {what} to {path} (extension {extension}): use {endings}, or name the format with --format {formats}',
  format: 'cannot export {what} as {format}: use --format {formats}',
  whole: 'a notebook is of all rounds: leave --round out',
  noFormat: 'a patch is text for git apply, whatever its file is called: leave --format out',
});

const formatNames = ['csv', 'json', 'md', 'html'] as const;

type Format = (typeof formatNames)[number];

const whats = ['trials', 'measurements', 'ledger', 'notebook', 'patch'] as const;

type What = (typeof whats)[number];

/** The default first. */
const tableFormats = ['csv', 'json'] as const;
const notebookFormats = ['md', 'html'] as const;

type Table = readonly (readonly (readonly [column: string, value: Cell])[])[];

export const exportTable = defineOperation({
  name: 'export',
  summary: 'Export trials, measurements, the ledger of studies or the notebook',
  permission: 'read',
  input: inputOf({
    what: Type.Optional(Type.Enum([...whats])),
    format: Type.Optional(
      Type.Enum([...formatNames], {
        description: 'Default: by the ending of `output`, else csv, or md for a notebook.',
      }),
    ),
    round: Type.Optional(
      Type.Integer({ minimum: 1, description: 'Only this round; of a patch, which (default: the latest).' }),
    ),
    output: Type.Optional(Type.String({ description: 'A file; default: standard output.' })),
  }),
  result: documentOf('export', {
    what: Type.Enum([...whats]),
    rows: Type.Integer({ description: 'Rows of a table, entries of a notebook, lines of a patch.' }),
    output: nullable(Type.String()),
    text: nullable(Type.String({ description: 'What was exported, where no file was asked for.' })),
    figures: Type.Array(Type.String(), { description: 'Files written beside a Markdown notebook.' }),
  }),
  async run(context, { what = 'trials', format, round, output }) {
    const path = output === undefined ? null : resolve(context.directory, output);
    const made = makerOf(what, { format, output });
    if (what === 'notebook' && round !== undefined) throw new AttuneError('invalid', exportTexts.whole());
    const workspace = openWorkspace(context);
    return withStore(workspace, async (store) => {
      if (round !== undefined) await roundOf(store, round);
      const { rows, text, figures = [] } = await made({ store, workspace, round, path, now: context.clock.now() });
      if (path !== null) writeAtomically(path, text);
      return {
        schema: 'export/1' as const,
        what,
        rows,
        output: path,
        text: path === null ? text : null,
        figures: [...figures],
      };
    });
  },
});

interface Exported {
  readonly rows: number;
  readonly text: string;
  readonly figures?: readonly string[];
}

type Maker = (source: {
  readonly store: Store;
  readonly workspace: Workspace;
  readonly round: number | undefined;
  readonly path: string | null;
  readonly now: number;
}) => Promise<Exported>;

interface Asked {
  readonly format: Format | undefined;
  readonly output: string | undefined;
}

/** How it is made; throws where the format does not go with what is asked for, before anything is read. */
function makerOf(what: What, asked: Asked): Maker {
  switch (what) {
    case 'trials':
      return tableMaker(what, asked, async ({ store, round }) =>
        trialTable(store, await store.read('trial', inRound(round))),
      );
    case 'measurements':
      return tableMaker(what, asked, async ({ store, round }) =>
        measurementTable(store, await store.read('trial', inRound(round))),
      );
    case 'ledger':
      return tableMaker(what, asked, async ({ store, workspace, round }) =>
        (await ledgerRows(store, workspace.directory, round)).map((row) =>
          ledgerColumns.map((column) => [column, row[column]] as const),
        ),
      );
    case 'notebook': {
      const format = formatOf(what, asked, notebookFormats);
      return async ({ store, workspace, path: output, now }) => {
        const { text, entries, figures } = await notebookFile(store, workspace, { format, output, now });
        return { rows: entries, text, figures };
      };
    }
    case 'patch': {
      if (asked.format !== undefined) throw new AttuneError('invalid', exportTexts.noFormat());
      return async ({ store, round }) => {
        const text = patchOf(await roundOf(store, round));
        return { rows: text.trimEnd().split('\n').length, text };
      };
    }
  }
}

function tableMaker(what: What, asked: Asked, tableOf: (source: Parameters<Maker>[0]) => Promise<Table>): Maker {
  const format = formatOf(what, asked, tableFormats);
  return async (source) => {
    const table = await tableOf(source);
    return { rows: table.length, text: format === 'json' ? jsonText(table) : csvText(table) };
  };
}

function inRound(round: number | undefined) {
  return round === undefined ? {} : { round: [round] };
}

/**
 * As named, else by the ending of the file, else the first possible one. Throws `unsupported` for an ending that tells no
 * possible format, `invalid` for a format that does not go with what is exported.
 */
function formatOf<F extends Format>(what: What, { format, output }: Asked, possible: readonly [F, ...F[]]): F {
  const named = possible.find((one) => one === format);
  const formats = possible.join(' or ');
  if (named !== undefined) return named;
  if (format !== undefined) throw new AttuneError('invalid', exportTexts.format({ what, format, formats }));
  if (output === undefined) return possible[0];
  const extension = extname(output).toLowerCase();
  const told = possible.find((one) => `.${one}` === extension);
  if (told !== undefined) return told;
  const endings = possible.map((one) => `.${one}`).join(' or ');
  const refused = { what, path: output, extension: extension || 'none', endings, formats };
  throw new AttuneError('unsupported', exportTexts.ending(refused));
}

async function trialTable(store: Store, rows: readonly TrialRow[]): Promise<Table> {
  const documents = await trialDocuments(store, await store.read('round'), rows);
  const identities = [...new Set(documents.flatMap(({ configuration }) => Object.keys(configuration)))];
  return documents.map((document) => [
    ...facts(document),
    ...identities.map((id) => [id, document.configuration[id] ?? null] as const),
  ]);
}

function facts({ trial, round, study, baseline, status, reason, objective, bestStep, seed, attempts }: StoredTrial) {
  return Object.entries({ trial, round, study, baseline, status, reason, objective, bestStep, seed, attempts });
}

async function measurementTable(store: Store, rows: readonly TrialRow[]): Promise<Table> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const attempts = Map.groupBy(await store.read('attempt', { trial: ids }), ({ trial }) => trial);
  const curves = Map.groupBy(await store.curves({ trials: ids }), ({ trial }) => trial);
  return ids.flatMap((trial) =>
    trialCurves(attempts.get(trial) ?? [], curves.get(trial) ?? []).flatMap(({ metric, steps, values }) =>
      steps.map((step, index) => [
        ['trial', trial] as const,
        ['metric', metric] as const,
        ['step', step] as const,
        ['value', values[index] ?? NaN] as const,
      ]),
    ),
  );
}

function jsonText(table: Table): string {
  const rows = table.map((row) => Object.fromEntries(row.map(([key, value]) => [key, plain(value)])));
  return `${JSON.stringify(rows, null, 2)}\n`;
}

function plain(value: Cell): Cell {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
