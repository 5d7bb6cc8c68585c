/** Mistakes with what Attune keeps: the store and the files beside it. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { MistakeGroup } from './mistake.ts';

const file = '.attune/store.db';

export const storeMistakes: MistakeGroup = {
  title: 'The store',
  about: 'It lies in `.attune/store.db` beside `attune.yaml`. None of these commands touches it.',
  mistakes: [
    {
      did: 'the store was written by a newer Attune',
      afterRun: true,
      situation: '`.attune/store.db` of a later version',
      spoil: (folder) => change(folder, 'update schema_version set version = 99'),
      command: ['status'],
      status: 5,
      answer: {
        kind: 'refused',
        text: 'error: PROJECT/.attune/store.db was written by a newer version of Attune (store version 99; this one knows up to 2); update Attune, or open a copy made before',
      },
    },
    {
      did: 'the store is no database',
      files: { [file]: 'not a database, just text that someone put here by mistake\n' },
      situation: '`.attune/store.db` is a text file',
      command: ['run'],
      status: 6,
      answer: {
        kind: 'refused',
        text: 'error: PROJECT/.attune/store.db cannot be used as the store: file is not a database; check its permissions, and if it is no store of Attune, move it away',
      },
    },
    {
      did: 'the store is another program’s database',
      files: { '.attune/.keep': '' },
      situation: '`.attune/store.db` with other tables',
      spoil: (folder) => change(folder, 'create table songs (title text)'),
      command: ['run'],
      status: 2,
      answer: {
        kind: 'refused',
        text: 'error: PROJECT/.attune/store.db is a database of another program: move it away, and the next `attune run` makes a new store',
      },
    },
    {
      did: 'a file stands where the store’s folder belongs',
      files: { '.attune': '' },
      situation: '`.attune` is a file',
      command: ['run'],
      status: 6,
      answer: {
        kind: 'refused',
        text: "error: PROJECT/.attune/store.db cannot be used as the store: EEXIST: file already exists, mkdir 'PROJECT/.attune'; check its permissions, and if it is no store of Attune, move it away",
      },
    },
    {
      did: 'the project file is a folder',
      removed: ['attune.yaml'],
      files: { 'attune.yaml/notes.txt': '' },
      situation: '`attune.yaml/`',
      command: ['run'],
      status: 2,
      answer: { kind: 'refused', text: 'error: attune.yaml is a folder: give the path of a file in it' },
    },
    {
      did: 'the project file is empty',
      files: { 'attune.yaml': '' },
      situation: 'an empty `attune.yaml`',
      command: ['run'],
      status: 2,
      answer: {
        kind: 'refused',
        text: `error: attune.yaml has 1 mistake
  attune.yaml:1:1  the file is empty: write at least attune: 1`,
      },
    },
  ],
};

function change(folder: string, statement: string): void {
  const database = new DatabaseSync(join(folder, file));
  database.exec(statement);
  database.close();
}
