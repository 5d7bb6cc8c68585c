/** Mistakes with what Attune keeps: the store and the files beside it. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { MistakeGroup } from './mistake.ts';

const file = '.attune/store.db';

export const storeMistakes: MistakeGroup = {
  title: 'The store',
  about: 'It lies in `.attune/store.db` beside `attune.yaml`. None of these touches it.',
  mistakes: [
    {
      did: 'the store was written by a newer Attune',
      afterRun: true,
      shown: '`.attune/store.db` of a later version',
      spoil: (folder) => change(folder, 'update schema_version set version = 99'),
      command: ['status'],
      status: 5,
      answer: { kind: 'refused', text: '?' },
    },
    {
      did: 'the store is no database',
      files: { [file]: 'not a database, just text that someone put here by mistake\n' },
      shown: '`.attune/store.db` is a text file',
      command: ['run'],
      status: 6,
      answer: { kind: 'refused', text: '?' },
    },
    {
      did: 'the store is another program’s database',
      files: { '.attune/.keep': '' },
      shown: '`.attune/store.db` with other tables',
      spoil: (folder) => change(folder, 'create table songs (title text)'),
      command: ['run'],
      status: 2,
      answer: { kind: 'refused', text: '?' },
    },
    {
      did: 'a file stands where the store’s folder belongs',
      files: { '.attune': '' },
      shown: '`.attune` is a file',
      command: ['run'],
      status: 6,
      answer: { kind: 'refused', text: '?' },
    },
    {
      did: 'the project file is a folder',
      removed: ['attune.yaml'],
      files: { 'attune.yaml/notes.txt': '' },
      shown: '`attune.yaml/`',
      command: ['run'],
      status: 2,
      answer: { kind: 'refused', text: '?' },
    },
    {
      did: 'the project file is empty',
      files: { 'attune.yaml': '' },
      shown: 'an empty `attune.yaml`',
      command: ['run'],
      status: 2,
      answer: { kind: 'refused', text: '?' },
    },
  ],
};

function change(folder: string, statement: string): void {
  const database = new DatabaseSync(join(folder, file));
  database.exec(statement);
  database.close();
}
