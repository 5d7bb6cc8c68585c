/** Writes a note into the project's notebook: about the whole project, a round, or a trial. */
import Type from 'typebox';
import { AttuneError } from '@attune/core/errors';
import { defineTexts } from '@attune/core/texts';
import type { NoteRow, Store } from '../../store/index.ts';
import { inTurn } from '../next-number.ts';
import { defineOperation, documentOf, inputOf, type Context } from '../operation.ts';
import { roundOf } from '../rounds.ts';
import { trialOf } from '../stored-trial.ts';
import { iso } from '../time-text.ts';
import { timeSchema } from '../views/trial-document.ts';
import { openWorkspace, storeExists, withNewStore, withStore } from '../workspace.ts';

export const noteTexts = defineTexts('note', {
  empty:
    'the note is empty: write what you want to find again, as in attune note "the loss jumped at step 400" --trial 7',
  long: 'the note has {length} characters, more than the {limit} that a notebook should hold: keep the long text in a file, and note its name',
  both: 'a note is about a trial or a round, not both: give only one of --trial and --round',
});

/** Of a note, in characters: more than a page of print. */
const longestNote = 10_000;

export const note = defineOperation({
  name: 'note',
  summary: 'Write a note into the notebook',
  permission: 'report',
  input: inputOf({
    text: Type.String(),
    trial: Type.Optional(Type.Integer({ minimum: 1, description: 'What it is about; default: the whole project.' })),
    round: Type.Optional(Type.Integer({ minimum: 1, description: 'What it is about, instead of a trial.' })),
  }),
  result: documentOf('note', {
    note: Type.Integer({ description: 'Its number.' }),
    subject: Type.String({ description: '`project`, `round 1`, `trial 7`.' }),
    text: Type.String(),
    time: timeSchema,
  }),
  async run(context, { text: given, trial, round }) {
    const text = checkedText(given);
    if (trial !== undefined && round !== undefined) throw new AttuneError('invalid', noteTexts.both());
    const workspace = openWorkspace(context);
    // A note about nothing that there is must not leave an empty store behind.
    const about = trial !== undefined || round !== undefined;
    const using = about && !(await storeExists(workspace)) ? withStore : withNewStore;
    return using(workspace, async (store) => {
      const subject = await subjectOf(store, { trial, round });
      const row = await writeNote(store, context, { subject, text });
      return { schema: 'note/1' as const, note: row.id, subject, text, time: iso(row.time) };
    });
  },
});

function checkedText(given: string): string {
  const text = given.toWellFormed().trim();
  if (text === '') throw new AttuneError('invalid', noteTexts.empty());
  if (text.length > longestNote) {
    throw new AttuneError('invalid', noteTexts.long({ length: text.length, limit: longestNote }));
  }
  return text;
}

async function subjectOf(
  store: Store,
  { trial, round }: { readonly trial: number | undefined; readonly round: number | undefined },
): Promise<string> {
  if (trial !== undefined) return `trial ${(await trialOf(store, trial)).row.id}`;
  if (round !== undefined) return `round ${(await roundOf(store, round)).number}`;
  return 'project';
}

function writeNote(store: Store, context: Context, about: Pick<NoteRow, 'subject' | 'text'>): Promise<NoteRow> {
  const { actor, clock } = context;
  return inTurn(store, { kind: 'note', clock }, async () => {
    const time = clock.now();
    const last = (await store.read('note')).at(-1)?.id ?? 0;
    const row: NoteRow = { id: last + 1, ...about, time };
    const event = { kind: 'note.written', subject: about.subject, data: { note: row.id } };
    await store.write([{ do: 'insert', kind: 'note', row, event }], { actor, time });
    return row;
  });
}
