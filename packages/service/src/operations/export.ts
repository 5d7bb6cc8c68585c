/** Takes everything away as a table: trials, or every measurement. */
import { extname, resolve } from 'node:path';
import { AttuneError } from '@attune/core/errors';
import Type from 'typebox';
import { trialCurves } from '@attune/core/study';
import { defineTexts } from '@attune/core/texts';
import { writeAtomically } from '../files/index.ts';
import type { Store, TrialRow } from '../store/index.ts';
import { csvText, type Cell } from './csv.ts';
import { defineOperation, documentOf, inputOf } from './operation.ts';
import { roundOf } from './rounds.ts';
import { nullable, trialDocuments, type TrialDocument } from './trial-document.ts';
import { openWorkspace, withStore } from './workspace.ts';

export const exportTexts = defineTexts('export', {
  ending: 'cannot export to {path} (extension {extension}): use .csv or .json, or name the format with --format',
});

type Format = 'csv' | 'json';

type Table = readonly (readonly (readonly [column: string, value: Cell])[])[];

export const exportTable = defineOperation({
  name: 'export',
  summary: 'Export trials or measurements as CSV or JSON',
  permission: 'read',
  input: inputOf({
    what: Type.Optional(Type.Enum(['trials', 'measurements'])),
    format: Type.Optional(Type.Enum(['csv', 'json'], { description: 'Default: by the ending of `output`, else csv.' })),
    round: Type.Optional(Type.Integer({ minimum: 1, description: 'Only this round.' })),
    output: Type.Optional(Type.String({ description: 'A file; default: standard output.' })),
  }),
  result: documentOf('export', {
    rows: Type.Integer(),
    output: nullable(Type.String()),
    text: nullable(Type.String({ description: 'The table, where no file was asked for.' })),
  }),
  async run(context, { what = 'trials', format, round, output }) {
    const chosen = format ?? formatOf(output);
    const workspace = openWorkspace(context);
    return withStore(workspace, async (store) => {
      if (round !== undefined) await roundOf(store, round);
      const rows = await store.read('trial', round === undefined ? {} : { round: [round] });
      const table = what === 'trials' ? await trialTable(store, rows) : await measurementTable(store, rows);
      const text = chosen === 'json' ? jsonText(table) : csvText(table);
      const path = output === undefined ? null : resolve(context.directory, output);
      if (path !== null) writeAtomically(path, text);
      return { schema: 'export/1' as const, rows: table.length, output: path, text: path === null ? text : null };
    });
  },
});

/** By the ending of the file; CSV on standard output. Throws `unsupported` for an ending that tells no format. */
function formatOf(output: string | undefined): Format {
  if (output === undefined) return 'csv';
  const extension = extname(output).toLowerCase();
  if (extension === '.csv') return 'csv';
  if (extension === '.json') return 'json';
  throw new AttuneError('unsupported', exportTexts.ending({ path: output, extension: extension || 'none' }));
}

async function trialTable(store: Store, rows: readonly TrialRow[]): Promise<Table> {
  const documents = await trialDocuments(store, await store.read('round'), rows);
  const identities = [...new Set(documents.flatMap(({ configuration }) => Object.keys(configuration)))];
  return documents.map((document) => [
    ...facts(document),
    ...identities.map((id) => [id, document.configuration[id] ?? null] as const),
  ]);
}

function facts({ trial, round, study, baseline, status, reason, objective, bestStep, seed, attempts }: TrialDocument) {
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
