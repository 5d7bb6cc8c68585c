/** Each kind of row as a table: its key columns and, field by field, its codec. A field left out does not compile. */
import type { Configuration } from '@attune/core/space';
import type { AttemptOutcome, Project, ResolvedRound, StudyPlan, TrialState } from '@attune/core/study';
import type { RequestRow, RowKind, RowOf } from '../records.ts';
import type { Selection } from '../store.ts';
import { integer, json, optional, text, word, type Field } from './field.ts';
import type { Columns } from './tables.ts';

export interface RowTable<Row> {
  /** Primary key, in the order in which rows are given. */
  readonly key: readonly string[];
  /** The column of each field of a selection that the table has itself. */
  readonly selectedBy: Readonly<Partial<Record<keyof Selection, string>>>;
  /** Which columns point to rows of other kinds. */
  readonly parents: readonly { readonly kind: RowKind; readonly columns: readonly string[] }[];
  /** Columns that an update leaves alone. */
  readonly keptByUpdate: readonly string[];
  readonly fields: { readonly [F in keyof Row]: Field<Row[F]> };
}

export const rowTables: { readonly [K in RowKind]: RowTable<RowOf[K]> } = {
  project: {
    key: ['id'],
    selectedBy: { id: 'id' },
    parents: [],
    keptByUpdate: [],
    fields: {
      id: { write: (id) => ({ id }), read: () => 1 },
      project: json<Project>('project'),
      revision: integer('revision'),
    },
  },
  launch: {
    key: ['number'],
    selectedBy: { id: 'number' },
    parents: [{ kind: 'launch', columns: ['parent'] }],
    keptByUpdate: [],
    fields: {
      number: integer('number'),
      parent: optional('parent', integer),
      configuration: json<Configuration>('configuration'),
      evidence: json<unknown>('evidence'),
      note: text('note'),
      provenance: json<unknown>('provenance'),
      time: integer('time'),
    },
  },
  round: {
    key: ['number'],
    selectedBy: { id: 'number', round: 'number', status: 'status' },
    parents: [],
    keptByUpdate: [],
    fields: {
      number: integer('number'),
      name: text('name'),
      file: text('file'),
      hash: text('hash'),
      resolved: json<ResolvedRound>('resolved'),
      status: word<RowOf['round']['status']>('status'),
      note: text('note'),
      provenance: json<unknown>('provenance'),
      startedAt: integer('started_at'),
      endedAt: optional('ended_at', integer),
      revision: integer('revision'),
    },
  },
  study: {
    key: ['id'],
    selectedBy: { id: 'id', round: 'round', study: 'id' },
    parents: [{ kind: 'round', columns: ['round'] }],
    keptByUpdate: [],
    fields: {
      id: integer('id'),
      round: integer('round'),
      plan: json<StudyPlan>('plan'),
      revision: integer('revision'),
    },
  },
  trial: {
    key: ['id'],
    selectedBy: { id: 'id', round: 'round', study: 'study', trial: 'id', status: 'status' },
    parents: [
      { kind: 'round', columns: ['round'] },
      { kind: 'study', columns: ['study'] },
    ],
    keptByUpdate: [],
    fields: {
      id: integer('id'),
      round: integer('round'),
      study: integer('study'),
      index: integer('position'),
      configuration: json<Configuration>('configuration'),
      seed: integer('seed'),
      state: {
        write: (state) => ({ status: state.status, reason: 'reason' in state ? state.reason : null }),
        read: ({ status, reason }) => (reason === null ? { status } : { status, reason }) as TrialState,
      },
      note: text('note'),
      maxSteps: integer('max_steps'),
      untilStep: integer('until_step'),
      revision: integer('revision'),
    },
  },
  attempt: {
    key: ['trial', 'number'],
    selectedBy: { id: 'number', trial: 'trial' },
    parents: [{ kind: 'trial', columns: ['trial'] }],
    keptByUpdate: ['metrics_offset', 'stdout_offset'],
    fields: {
      trial: integer('trial'),
      number: integer('number'),
      cause: word<RowOf['attempt']['cause']>('cause'),
      resumedAt: optional('resumed_at', integer),
      resumeFrom: optional('resume_from', text),
      directory: text('directory'),
      slot: integer('slot'),
      handle: optional('handle', text),
      startedAt: integer('started_at'),
      endedAt: optional('ended_at', integer),
      outcome: json<AttemptOutcome | null>('outcome'),
      revision: integer('revision'),
      metricsOffset: integer('metrics_offset'),
      stdoutOffset: integer('stdout_offset'),
    },
  },
  checkpoint: {
    key: ['trial', 'attempt', 'step'],
    selectedBy: { trial: 'trial' },
    parents: [{ kind: 'attempt', columns: ['trial', 'attempt'] }],
    keptByUpdate: [],
    fields: {
      trial: integer('trial'),
      attempt: integer('attempt'),
      step: integer('step'),
      path: text('path'),
      time: integer('time'),
    },
  },
  note: {
    key: ['id'],
    selectedBy: { id: 'id' },
    parents: [],
    keptByUpdate: [],
    fields: { id: integer('id'), subject: text('subject'), text: text('text'), time: integer('time') },
  },
  request: {
    key: ['id'],
    selectedBy: { id: 'id' },
    parents: [],
    keptByUpdate: [],
    fields: { id: integer('id'), request: json<RequestRow['request']>('request'), time: integer('time') },
  },
  token: {
    key: ['id'],
    selectedBy: { id: 'id' },
    parents: [],
    keptByUpdate: [],
    fields: {
      id: integer('id'),
      name: text('name'),
      scope: word<RowOf['token']['scope']>('scope'),
      hash: text('hash'),
      createdAt: integer('created_at'),
      expiresAt: optional('expires_at', integer),
      revokedAt: optional('revoked_at', integer),
      lastUsedAt: optional('last_used_at', integer),
      revision: integer('revision'),
    },
  },
};

/** A row as columns. */
export function toColumns<K extends RowKind>(kind: K, row: RowOf[K]): Columns {
  const { fields } = rowTables[kind];
  const columns: Record<string, Columns[string]> = {};
  for (const name in fields) Object.assign(columns, fields[name].write(row[name]));
  return columns;
}

/** Columns as a row. */
export function toRow<K extends RowKind>(kind: K, columns: Columns): RowOf[K] {
  const { fields } = rowTables[kind];
  const row: Partial<RowOf[K]> = {};
  for (const name in fields) row[name] = fields[name].read(columns);
  return row as RowOf[K];
}
