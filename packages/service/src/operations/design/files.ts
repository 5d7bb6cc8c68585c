/** Round files for whoever edits them elsewhere than in an editor: listed, read, and written where nothing has run yet. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import Type, { type Static } from 'typebox';
import { AttuneError } from '@attune/core/errors';
import { defineTexts } from '@attune/core/texts';
import { writeAtomically } from '../../files/index.ts';
import { parseRound, parseYaml } from '../../project/index.ts';
import type { RoundRow } from '../../store/index.ts';
import { designOf } from './freeze.ts';
import { writeNewFile } from '../new-file.ts';
import { oneAfterAnother } from '../one-after-another.ts';
import { defineOperation, documentOf, inputOf, type Context } from '../operation.ts';
import { logLine } from '../requests.ts';
import { numberedFile, roundFiles, type RoundFileName } from '../round-choice.ts';
import { nullable } from '../views/trial-document.ts';
import { openWorkspace, storeExists, withStore, type Workspace } from '../workspace.ts';

export const roundFilesTexts = defineTexts('round-files', {
  none: 'there is no round file {name}: there are {existing}',
  name: '{name} cannot name a round file: write a number and a few words, as in 02-batch-size.yaml',
  ran: 'round {round} has run, and {file} is kept as it was frozen: extend the round for more trials, or write a new round file',
  numberTaken: 'the number {round} belongs to {owner}: give the file another number, such as {free}',
  exists: '{file} exists already: read it first, and send its hash as `expected`',
  moved: '{file} has changed since it was read: read it again, and put your changes on top',
  gone: '{file} is not there any more: leave `expected` out to write it anew',
});

const fileProperties = {
  name: Type.String({ description: 'Of the file in rounds/.' }),
  file: Type.String({ description: 'From the project’s folder.' }),
  round: Type.Integer(),
  state: Type.Enum(['waiting', 'frozen'], { description: '`frozen`: it has run and cannot be changed.' }),
  status: nullable(
    Type.Enum(['running', 'paused', 'completed'], { description: 'How far it has run; null: not yet.' }),
  ),
};

const hash = Type.String({ description: 'Of the text; what `expected` takes.' });

export const roundFilesList = defineOperation({
  name: 'round-files',
  summary: 'List the round files, and which of them have run',
  permission: 'read',
  input: inputOf({}),
  result: documentOf('round-files', { files: Type.Array(Type.Object(fileProperties)) }),
  async run(context) {
    const { workspace, rounds } = await around(context);
    const files = await roundFiles(workspace.directory);
    return { schema: 'round-files/1' as const, files: files.map((file) => standing(file, rounds)) };
  },
});

export const roundFileRead = defineOperation({
  name: 'round-file',
  summary: 'Read a round file',
  permission: 'read',
  input: inputOf({ name: Type.String() }),
  result: documentOf('round-file', { ...fileProperties, text: Type.String(), hash }),
  async run(context, { name }) {
    const { workspace, rounds } = await around(context);
    const files = await roundFiles(workspace.directory);
    // Only what was listed is read, whatever the name spells.
    const file = files.find((one) => basename(one.file) === name);
    if (file === undefined) {
      const existing = files.length === 0 ? 'none' : files.map((one) => basename(one.file)).join(', ');
      throw new AttuneError('not-found', roundFilesTexts.none({ name, existing }));
    }
    const text = await readFile(join(workspace.directory, file.file), 'utf8');
    return { schema: 'round-file/1' as const, ...standing(file, rounds), text, hash: hashOf(text) };
  },
});

export const roundFileWrite = defineOperation({
  name: 'round-file-write',
  summary: 'Write a round file that has not run',
  permission: 'admin',
  input: inputOf({
    name: Type.String({ description: 'As `02-batch-size.yaml`.' }),
    text: Type.String({ maxLength: 1 << 20 }),
    expected: Type.Optional(
      Type.String({ description: 'The hash of the text that this one takes the place of; absent: the file is new.' }),
    ),
  }),
  result: documentOf('round-file-write', { ...fileProperties, hash, created: Type.Boolean() }),
  async run(context, written) {
    // Numbers are the project's, so that files are written one after another in it.
    return oneAfterAnother(`round files of ${openWorkspace(context).directory}`, () => write(context, written));
  },
});

interface Written {
  readonly name: string;
  readonly text: string;
  readonly expected?: string;
}

async function write(context: Context, { name, text, expected }: Written) {
  const { workspace, rounds } = await around(context);
  const files = await roundFiles(workspace.directory);
  const file = fileNamed(name);
  checkNumber(file, files, rounds);
  const shown = file.file;
  const path = join(workspace.directory, shown);
  // What a run would refuse is refused now, at its line.
  designOf(workspace, file, parseRound(parseYaml(text, shown), basename(name, extname(name)), workspace.project));
  // No pause between reading and writing: nothing that editors and other servers write meanwhile is to be lost.
  const existing = existingText(path);
  if (existing === null && expected !== undefined) {
    throw new AttuneError('conflict', roundFilesTexts.gone({ file: shown }));
  }
  if (existing !== null && expected !== hashOf(existing)) {
    const refusal = expected === undefined ? roundFilesTexts.exists : roundFilesTexts.moved;
    throw new AttuneError('conflict', refusal({ file: shown }));
  }
  if (existing === null) await writeNewFile(path, text, roundFilesTexts.exists({ file: shown }));
  else writeAtomically(path, text);
  await record(context, workspace, file, existing === null);
  return {
    schema: 'round-file-write/1' as const,
    ...standing(file, rounds),
    hash: hashOf(text),
    created: existing === null,
  };
}

function existingText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

async function around(
  context: Context,
): Promise<{ readonly workspace: Workspace; readonly rounds: readonly RoundRow[] }> {
  const workspace = openWorkspace(context);
  const rounds = (await storeExists(workspace)) ? await withStore(workspace, (store) => store.read('round')) : [];
  return { workspace, rounds };
}

function standing(file: RoundFileName, rounds: readonly RoundRow[]) {
  const row = rounds.find(({ number }) => number === file.number);
  const state: Static<(typeof fileProperties)['state']> = row === undefined ? 'waiting' : 'frozen';
  return { name: basename(file.file), file: file.file, round: file.number, state, status: row?.status ?? null };
}

function fileNamed(name: string): RoundFileName {
  if (!/^0*[1-9]\d{0,5}[-_. ][\w][\w. -]{0,80}\.ya?ml$/.test(name)) {
    throw new AttuneError('invalid', roundFilesTexts.name({ name }));
  }
  return numberedFile(join('rounds', name));
}

function checkNumber(
  { number, file }: RoundFileName,
  files: readonly RoundFileName[],
  rounds: readonly RoundRow[],
): void {
  const row = rounds.find((round) => round.number === number);
  if (row?.file === file) throw new AttuneError('conflict', roundFilesTexts.ran({ round: number, file }));
  const other = row ?? files.find((one) => one.number === number && one.file !== file);
  if (other === undefined) return;
  const taken = Math.max(...files.map((one) => one.number), ...rounds.map((one) => one.number));
  const owner = other.file === '' ? other.name : other.file;
  throw new AttuneError('conflict', roundFilesTexts.numberTaken({ round: number, owner, free: taken + 1 }));
}

/** Into the event log, for the other readers; a project that has run nothing has none. */
async function record(context: Context, workspace: Workspace, file: RoundFileName, created: boolean): Promise<void> {
  if (!(await storeExists(workspace))) return;
  const event = { kind: 'round-file.written', subject: `round ${file.number}`, data: { file: file.file, created } };
  await withStore(workspace, (store) => logLine(store, context, event));
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
