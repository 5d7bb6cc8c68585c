/** A project as operations find it: its file read, its store open. */
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { AttuneError } from '@attune/core/errors';
import type { Project } from '@attune/core/study';
import { defineTexts } from '@attune/core/texts';
import { findProject, readProject } from '../project/index.ts';
import { movableStore, openSqliteStore, type Store } from '../store/index.ts';
import type { Context } from './operation.ts';

export const workspaceTexts = defineTexts('workspace', {
  nothingYet: 'nothing has run here yet: `attune run` begins the first round',
  noRound: 'round {round} has not run: there are results of {count|round|rounds} {existing}',
  noTrial: 'there is no trial {trial}: this project has trials 1 … {last}',
  noTrials: 'there is no trial {trial}: this project has no trials yet',
});

export interface Workspace {
  readonly project: Project;
  readonly projectFile: string;
  /** The folder of the project file. */
  readonly directory: string;
  /** Where the user stands: messages name files from here. Absolute. */
  readonly standing: string;
  /** `.attune` beside it. */
  readonly storeDirectory: string;
  readonly warnings: ReturnType<typeof readProject>['warnings'];
}

/** Reads the project file that applies here; throws `not-found` or `invalid`. */
export function openWorkspace(context: Context): Workspace {
  const path = findProject(context.directory, context.projectPath);
  const standing = context.directory;
  const { project, directory, warnings } = readProject(path, standing);
  return { project, projectFile: path, directory, standing, storeDirectory: join(directory, '.attune'), warnings };
}

/** Runs `use` on the store, which is made where there is none yet, and closes it. */
export async function withNewStore<T>(workspace: Workspace, use: (store: Store) => Promise<T>): Promise<T> {
  return closing(await openStore(workspace), use);
}

/** Runs `use` on the store and closes it; throws `not-found` where nothing has run yet. */
export async function withStore<T>(workspace: Workspace, use: (store: Store) => Promise<T>): Promise<T> {
  if (!(await storeExists(workspace))) throw new AttuneError('not-found', workspaceTexts.nothingYet());
  return closing(await openStore(workspace), use);
}

/** Whether anything has been stored. */
export async function storeExists(workspace: Workspace): Promise<boolean> {
  return access(storePath(workspace)).then(
    () => true,
    () => false,
  );
}

/** The store's file. */
export function storePath({ storeDirectory }: Workspace): string {
  return join(storeDirectory, 'store.db');
}

async function openStore(workspace: Workspace): Promise<Store> {
  return movableStore(await openSqliteStore(storePath(workspace)), workspace.storeDirectory);
}

async function closing<T>(store: Store, use: (store: Store) => Promise<T>): Promise<T> {
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}
