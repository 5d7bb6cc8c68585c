/** What every implementation must know of each kind of row: its key, its parents, and what it can be selected by. */
import { refuse } from './refusals.ts';
import type { RowKind, RowOf } from './records.ts';
import type { Selection } from './store.ts';

export type RowKey = readonly number[];

export interface Parent {
  readonly kind: RowKind;
  readonly key: RowKey;
}

/** Where a row stands; attempts and checkpoints stand in the round and study of their trial. */
export type Place = Readonly<Partial<Record<keyof Selection, number | string | null>>>;

export interface Kind<Row> {
  key(row: Row): RowKey;
  /** Rows that must be in the store before this one. */
  parents(row: Row): readonly Parent[];
  /** The row's place; `trial` is the one it belongs to, where `ofTrial`. */
  place(row: Row, trial: RowOf['trial'] | undefined): Place;
  readonly selectableBy: readonly (keyof Selection)[];
  /** Whether the row is one of a trial's and takes round and study from it. */
  readonly ofTrial: boolean;
}

export const kinds: { readonly [K in RowKind]: Kind<RowOf[K]> } = {
  project: {
    key: ({ id }) => [id],
    parents: () => [],
    place: ({ id }) => ({ id }),
    selectableBy: ['id'],
    ofTrial: false,
  },
  launch: {
    key: ({ number }) => [number],
    parents: ({ parent }) => (parent === null ? [] : [{ kind: 'launch', key: [parent] }]),
    place: ({ number }) => ({ id: number }),
    selectableBy: ['id'],
    ofTrial: false,
  },
  round: {
    key: ({ number }) => [number],
    parents: () => [],
    place: ({ number, status }) => ({ id: number, round: number, status }),
    selectableBy: ['id', 'round', 'status'],
    ofTrial: false,
  },
  study: {
    key: ({ id }) => [id],
    parents: ({ round }) => [{ kind: 'round', key: [round] }],
    place: ({ id, round }) => ({ id, round, study: id }),
    selectableBy: ['id', 'round', 'study'],
    ofTrial: false,
  },
  trial: {
    key: ({ id }) => [id],
    parents: ({ round, study }) => [
      { kind: 'round', key: [round] },
      { kind: 'study', key: [study] },
    ],
    place: ({ id, round, study, state }) => ({ id, round, study, trial: id, status: state.status }),
    selectableBy: ['id', 'round', 'study', 'trial', 'status'],
    ofTrial: false,
  },
  attempt: {
    key: ({ trial, number }) => [trial, number],
    parents: ({ trial }) => [{ kind: 'trial', key: [trial] }],
    place: ({ trial, number }, of) => ({ id: number, trial, round: of?.round ?? null, study: of?.study ?? null }),
    selectableBy: ['id', 'round', 'study', 'trial'],
    ofTrial: true,
  },
  checkpoint: {
    key: ({ trial, attempt, step }) => [trial, attempt, step],
    parents: ({ trial, attempt }) => [{ kind: 'attempt', key: [trial, attempt] }],
    place: ({ trial }, of) => ({ trial, round: of?.round ?? null, study: of?.study ?? null }),
    selectableBy: ['round', 'study', 'trial'],
    ofTrial: true,
  },
  note: {
    key: ({ id }) => [id],
    parents: () => [],
    place: ({ id }) => ({ id }),
    selectableBy: ['id'],
    ofTrial: false,
  },
  request: {
    key: ({ id }) => [id],
    parents: () => [],
    place: ({ id }) => ({ id }),
    selectableBy: ['id'],
    ofTrial: false,
  },
  token: {
    key: ({ id }) => [id],
    parents: () => [],
    place: ({ id }) => ({ id }),
    selectableBy: ['id'],
    ofTrial: false,
  },
};

/** Kinds whose rows have parents, those of few rows first. */
export const childKinds = ['launch', 'study', 'trial', 'attempt', 'checkpoint'] as const satisfies readonly RowKind[];

/** What belongs to an attempt and is no row, in words. */
export const measuredSeries = 'a measured series';

/** A row in words: `trial 7`, `attempt 2 of trial 7`. */
export function nameOf(kind: RowKind, key: RowKey): string {
  const [first = 0, second = 0, third = 0] = key;
  switch (kind) {
    case 'project':
      return 'project';
    case 'attempt':
      return `attempt ${second} of trial ${first}`;
    case 'checkpoint':
      return `checkpoint at step ${third} of attempt ${second} of trial ${first}`;
    case 'launch':
    case 'round':
    case 'study':
    case 'trial':
    case 'note':
    case 'request':
    case 'token':
      return `${kind} ${first}`;
  }
}

/** The fields of a selection that are given; throws `invalid` where rows of this kind do not have one. */
export function givenFields(
  kind: RowKind,
  selection: Selection,
): readonly { readonly field: keyof Selection; readonly values: readonly (number | string)[] }[] {
  return selectionFields.flatMap((field) => {
    const values = selection[field];
    if (values === undefined) return [];
    if (!kinds[kind].selectableBy.includes(field)) throw refuse.unselectable(kind, field);
    return [{ field, values }];
  });
}

const selectionFields = ['id', 'round', 'study', 'trial', 'status'] as const satisfies readonly (keyof Selection)[];
