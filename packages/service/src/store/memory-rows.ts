/** The rows of the memory store: maps from key to row, and what a change does to them. */
import { isDeepStrictEqual } from 'node:util';
import { childKinds, givenFields, kinds, nameOf, type Kind, type Parent, type RowKey } from './kinds.ts';
import type { RowKind, RowOf } from './records.ts';
import { refuse } from './refusals.ts';
import type { Change, Selection } from './store.ts';

export type MemoryRows = { readonly [K in RowKind]: Map<string, RowOf[K]> };

export function emptyRows(): MemoryRows {
  return {
    project: new Map(),
    launch: new Map(),
    round: new Map(),
    study: new Map(),
    trial: new Map(),
    attempt: new Map(),
    checkpoint: new Map(),
    note: new Map(),
    request: new Map(),
    token: new Map(),
  };
}

/** Rows of their own to change; the row objects themselves are never changed. */
export function draftOf(rows: MemoryRows): MemoryRows {
  return {
    project: new Map(rows.project),
    launch: new Map(rows.launch),
    round: new Map(rows.round),
    study: new Map(rows.study),
    trial: new Map(rows.trial),
    attempt: new Map(rows.attempt),
    checkpoint: new Map(rows.checkpoint),
    note: new Map(rows.note),
    request: new Map(rows.request),
    token: new Map(rows.token),
  };
}

/** Copies of the selected rows, by ascending key. */
export function selectRows<K extends RowKind>(rows: MemoryRows, kind: K, selection: Selection): readonly RowOf[K][] {
  const given = givenFields(kind, selection);
  const of = kinds[kind];
  return [...rows[kind].values()]
    .filter((row) => {
      const [trial = 0] = of.key(row);
      const at = of.place(row, of.ofTrial ? rows.trial.get(keyText([trial])) : undefined);
      return given.every(({ field, values }) => values.some((value) => value === at[field]));
    })
    .sort((a, b) => compareKeys(of.key(a), of.key(b)))
    .map((row) => copyOf(row));
}

/** The row itself; throws `not-found`. */
export function existing<K extends RowKind>(rows: MemoryRows, kind: K, key: RowKey): RowOf[K] {
  const row = rows[kind].get(keyText(key));
  if (row === undefined) throw refuse.missing(nameOf(kind, key));
  return row;
}

export function put<K extends RowKind>(rows: MemoryRows, kind: K, row: RowOf[K]): void {
  rows[kind].set(keyText(kinds[kind].key(row)), copyOf(row));
}

/** `seq` is the number of the event that an appended row commits with. */
export function applyChange(rows: MemoryRows, change: Change, seq: number): void {
  switch (change.do) {
    case 'append':
      insert(rows, change.kind, { id: seq, ...change.row });
      break;
    case 'insert':
      insert(rows, change.kind, change.row);
      break;
    case 'update':
      update(rows, change.kind, change.row);
      break;
    case 'delete':
      remove(rows, change.kind, change.row);
      break;
  }
}

function insert<K extends RowKind>(rows: MemoryRows, kind: K, row: RowOf[K]): void {
  const key = kinds[kind].key(row);
  const name = nameOf(kind, key);
  if (rows[kind].has(keyText(key))) throw refuse.exists(name);
  for (const parent of kinds[kind].parents(row)) {
    if (!rows[parent.kind].has(keyText(parent.key))) throw refuse.orphan(name, nameOf(parent.kind, parent.key));
  }
  put(rows, kind, 'revision' in row ? { ...row, revision: 1 } : row);
}

function update<K extends RowKind>(rows: MemoryRows, kind: K, row: RowOf[K]): void {
  const stored = unchanged(rows, kind, row);
  const revised = 'revision' in row ? { ...row, revision: row.revision + 1 } : row;
  put(rows, kind, {
    ...revised,
    ...('metricsOffset' in stored && { metricsOffset: stored.metricsOffset, stdoutOffset: stored.stdoutOffset }),
  });
}

function remove<K extends RowKind>(rows: MemoryRows, kind: K, row: RowOf[K]): void {
  const stored = unchanged(rows, kind, row);
  const key = kinds[kind].key(row);
  if (!('revision' in row) && !isDeepStrictEqual(stored, copyOf(row))) throw refuse.altered(nameOf(kind, key));
  for (const child of childrenOf(rows, kind, key)) throw refuse.used(nameOf(kind, key), child);
  rows[kind].delete(keyText(key));
}

/** The stored row, where it is still the one that was read. */
function unchanged<K extends RowKind>(rows: MemoryRows, kind: K, row: RowOf[K]): RowOf[K] {
  const key = kinds[kind].key(row);
  const stored = existing(rows, kind, key);
  if ('revision' in stored && 'revision' in row && stored.revision !== row.revision) {
    throw refuse.changed(nameOf(kind, key), stored.revision, row.revision);
  }
  return stored;
}

function childrenOf(rows: MemoryRows, kind: RowKind, key: RowKey): readonly string[] {
  const isParent = (parent: Parent): boolean => parent.kind === kind && compareKeys(parent.key, key) === 0;
  return childKinds.flatMap((child) => {
    const of: Kind<RowOf[typeof child]> = kinds[child];
    return [...rows[child].values()]
      .filter((row) => of.parents(row).some(isParent))
      .map((row) => nameOf(child, of.key(row)));
  });
}

function keyText(key: RowKey): string {
  return key.join('/');
}

function compareKeys(a: RowKey, b: RowKey): number {
  const at = a.findIndex((part, i) => part !== b[i]);
  return at === -1 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

/** Rows are plain data; whatever JSON does to them, a database does too. */
export function copyOf<T>(row: T): T {
  return JSON.parse(JSON.stringify(row)) as T;
}
