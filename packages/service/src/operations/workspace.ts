/** A project as operations find it: its file read, its store open. */
import { join } from 'node:path';
import { AttuneError } from '@attune/core/errors';
import type { Project } from '@attune/core/study';
import { defineTexts } from '@attune/core/texts';
import { findProject, readProject } from '../project/index.ts';
import { addressOfProject, hasStore, movableStore, openStore as openStoreAt, type Store } from '../store/index.ts';
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
  /** The store's file, or its address in PostgreSQL, which may hold a password and is never shown. */
  readonly storeAddress: string;
  readonly warnings: ReturnType<typeof readProject>['warnings'];
  /** The store where the caller keeps it open. */
  readonly kept?: Store;
}

/** Reads the project file that applies here; throws `not-found` or `invalid`. */
export function openWorkspace(context: Context): Workspace {
  const path = findProject(context.directory, context.projectPath);
  const standing = context.directory;
  const { project, directory, warnings } = (context.readProject ?? readProject)(path, standing);
  const storeDirectory = join(directory, '.attune');
  const kept = context.store === undefined ? {} : { kept: context.store };
  const team = context.environment['ATTUNE_STORE'] ?? '';
  const storeAddress = team === '' ? join(storeDirectory, 'store.db') : addressOfProject(team, project.name);
  return { project, projectFile: path, directory, standing, storeDirectory, storeAddress, warnings, ...kept };
}

/** Runs `use` on the store, which is made where there is none yet, and closes it. */
export async function withNewStore<T>(workspace: Workspace, use: (store: Store) => Promise<T>): Promise<T> {
  if (workspace.kept !== undefined) return use(workspace.kept);
  return closing(await openStore(workspace), use);
}

/** Runs `use` on the store and closes it; throws `not-found` where nothing has run yet. */
export async function withStore<T>(workspace: Workspace, use: (store: Store) => Promise<T>): Promise<T> {
  if (!(await storeExists(workspace))) throw new AttuneError('not-found', workspaceTexts.nothingYet());
  if (workspace.kept !== undefined) return use(workspace.kept);
  return closing(await openStore(workspace), use);
}

/** Whether anything has been stored. */
export async function storeExists({ storeAddress, kept }: Workspace): Promise<boolean> {
  return kept !== undefined || hasStore(storeAddress);
}

/** Opens the store, which is made where there is none yet; whoever opens it closes it. */
export async function openStore(workspace: Workspace): Promise<Store> {
  return movableStore(await openStoreAt(workspace.storeAddress), workspace.storeDirectory);
}

async function closing<T>(store: Store, use: (store: Store) => Promise<T>): Promise<T> {
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}
