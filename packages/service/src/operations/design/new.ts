/** Designs the next round and writes its file, with the reason for each role; never over a file that exists. */
import { join, relative } from 'node:path';
import Type from 'typebox';
import { AttuneError } from '@attune/core/errors';
import { defineTexts } from '@attune/core/texts';
import { roundSchemaName } from '../../project/index.ts';
import type { RoundRow } from '../../store/index.ts';
import { schemaFolder } from '../init/place.ts';
import { writeNewFile } from '../new-file.ts';
import { defineOperation, documentOf, type Context } from '../operation.ts';
import { nextNumber, roundFiles, type RoundFileName } from '../round-choice.ts';
import { roundNewInput } from './new-input.ts';
import { planNewRound, type NewRoundAround } from './new-plan.ts';
import { adviceDocument, adviceSchema } from './plan-document.ts';
import { knownBefore } from './plan-known.ts';
import { unfinishedNotes } from './plan.ts';
import { scalarSchema } from '../views/trial-document.ts';
import { openWorkspace, storeExists, withStore, type Workspace } from '../workspace.ts';

export const roundNewTexts = defineTexts('round-new-file', {
  exists: '{file} exists already: give the round another --name',
  nameTaken: 'a round is called {name} already ({file}): give another --name',
  badName: '--name {name} has no letter or digit: write a few words, such as {example}',
  notRun: '{files} {count|has|have} not run yet: {count|it comes|they come} first',
});

export const roundNew = defineOperation({
  name: 'round-new',
  summary: 'Design the next round and write its file',
  permission: 'admin',
  input: roundNewInput,
  result: documentOf('round-new', {
    round: Type.Integer(),
    name: Type.String(),
    file: Type.String({ description: 'From where the user stands.' }),
    text: Type.String({ description: 'What stands in it.' }),
    roles: Type.Record(Type.String(), Type.Enum(['scientific', 'nuisance', 'fixed'])),
    studies: Type.Array(Type.Object({ name: Type.String(), trials: Type.Integer() })),
    fixed: Type.Array(Type.Object({ hyperparameter: Type.String(), value: scalarSchema, reason: Type.String() }), {
      description: 'What was fixed because the budget does not tune it.',
    }),
    notes: Type.Array(Type.String()),
    advice: Type.Array(adviceSchema),
  }),
  async run(context, input) {
    const { workspace, around, files, rounds } = await newRoundAround(context);
    const planned = planNewRound(input, around);
    const name = nameOf(input.name, planned.file.question || planned.file.goal, files);
    const path = join(workspace.directory, 'rounds', `${String(around.number).padStart(2, '0')}-${name}.yaml`);
    const exists = roundNewTexts.exists({ file: relative(context.directory, path) });
    await writeNewFile(path, planned.text, exists);
    return {
      schema: 'round-new/1' as const,
      round: around.number,
      name,
      file: relative(context.directory, path),
      text: planned.text,
      roles: planned.resolved.roles,
      studies: planned.resolved.studies.map((study) => ({ name: study.name, trials: study.trials })),
      fixed: planned.fixings.map(({ hyperparameter, value, reason }) => ({
        hyperparameter,
        value,
        reason: reason.text,
      })),
      notes: [...notRunNotes(files, rounds), ...unfinishedNotes(rounds, around.number)],
      advice: planned.advice.map(adviceDocument),
    };
  },
});

/** What a new round is designed from, and the number that it will have: behind every file and every stored round. */
export async function newRoundAround(context: Context): Promise<{
  readonly workspace: Workspace;
  readonly around: NewRoundAround;
  readonly files: readonly RoundFileName[];
  readonly rounds: readonly RoundRow[];
}> {
  const workspace = openWorkspace(context);
  const files = await roundFiles(workspace.directory);
  const schemas = await schemaFolder(workspace.directory);
  const stored = (await storeExists(workspace))
    ? await withStore(workspace, async (store) => ({
        rounds: await store.read('round'),
        known: await knownBefore(store, Infinity, workspace.project),
      }))
    : { rounds: [], known: await knownBefore(null, 1, workspace.project) };
  const number = nextNumber(files, stored.rounds);
  const schema = schemas === undefined ? {} : { schema: `../${schemas}/${roundSchemaName}` };
  const around = { project: workspace.project, number, known: stored.known, ...schema };
  return { workspace, around, files, rounds: stored.rounds };
}

/** Letters of a file's name, at the end of a word where that is near. */
const longestName = 40;

/** The given name, or one made of the question; what is given must be free, what is made gets a number. */
function nameOf(given: string | undefined, made: string, files: readonly RoundFileName[]): string {
  const name = slug(given ?? made);
  if (name === '' && given !== undefined) {
    throw new AttuneError('invalid', roundNewTexts.badName({ name: given, example: 'adam-or-nesterov' }));
  }
  const base = name === '' ? 'round' : name;
  const taken = files.find((file) => file.name === base);
  if (taken === undefined) return base;
  if (given !== undefined) throw new AttuneError('conflict', roundNewTexts.nameTaken({ name: base, file: taken.file }));
  for (let count = 2; ; count++) {
    if (!files.some((file) => file.name === `${base}-${count}`)) return `${base}-${count}`;
  }
}

function slug(text: string): string {
  const words = text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  return words.reduce((name, word) => {
    const longer = name === '' ? word.slice(0, longestName) : `${name}-${word}`;
    return longer.length > longestName ? name : longer;
  }, '');
}

function notRunNotes(files: readonly RoundFileName[], rounds: readonly RoundRow[]): readonly string[] {
  const waiting = files.filter(({ number }) => !rounds.some((round) => round.number === number));
  if (waiting.length === 0) return [];
  const names = waiting.map(({ file }) => file).join(', ');
  return [roundNewTexts.notRun({ files: names, count: waiting.length }).text];
}
