/**
 * A store whose paths move with the project: what lies under its folder is stored relative to it and read as absolute, so
 * that a project can be renamed, copied or mounted elsewhere. Paths outside the folder stay as they are.
 */
import { isAbsolute, join, relative } from 'node:path';
import type { AttemptRow, CheckpointRow, RowKind, RowOf } from './records.ts';
import type { Batch, Change, Store } from './store.ts';

/** `folder` is absolute: `.attune`. */
export function movableStore(store: Store, folder: string): Store {
  const inward = (path: string): string => {
    const inside = relative(folder, path);
    return inside.startsWith('..') || isAbsolute(inside) ? path : inside;
  };
  const outward = (path: string): string => (isAbsolute(path) ? path : join(folder, path));

  return {
    ...store,
    async read<K extends RowKind>(kind: K, selection?: Parameters<Store['read']>[1]) {
      const rows = await store.read(kind, selection);
      return rows.map((row) => withPaths(kind, row, outward));
    },
    write: (changes, writer) =>
      store.write(
        changes.map((change) => changeWithPaths(change, inward)),
        writer,
      ),
    ingest: (batches, writer) =>
      store.ingest(
        batches.map((batch) => batchWithPaths(batch, inward)),
        writer,
      ),
  };
}

type Mapping = (path: string) => string;

function changeWithPaths(change: Change, map: Mapping): Change {
  switch (change.kind) {
    case 'attempt':
      return { ...change, row: attemptWithPaths(change.row, map) };
    case 'checkpoint':
      return { ...change, row: checkpointWithPaths(change.row, map) };
    case 'project':
    case 'launch':
    case 'round':
    case 'study':
    case 'trial':
    case 'note':
    case 'request':
    case 'token':
      return change;
  }
}

function withPaths<K extends RowKind>(kind: K, row: RowOf[K], map: Mapping): RowOf[K] {
  const mappings: { readonly [P in RowKind]?: (row: RowOf[P], map: Mapping) => RowOf[P] } = {
    attempt: attemptWithPaths,
    checkpoint: checkpointWithPaths,
  };
  return mappings[kind]?.(row, map) ?? row;
}

function attemptWithPaths(row: AttemptRow, map: Mapping): AttemptRow {
  return { ...row, directory: map(row.directory), resumeFrom: row.resumeFrom === null ? null : map(row.resumeFrom) };
}

function checkpointWithPaths(row: CheckpointRow, map: Mapping): CheckpointRow {
  return { ...row, path: map(row.path) };
}

function batchWithPaths(batch: Batch, map: Mapping): Batch {
  return { ...batch, checkpoints: batch.checkpoints.map(({ step, path }) => ({ step, path: map(path) })) };
}
