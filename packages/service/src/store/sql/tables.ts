/** The tables as Kysely sees them. Those of rows are described in `row-tables.ts`, field by field. */
import type { Generated, Kysely } from 'kysely';
import type { RowKind } from '../records.ts';
import type { Scalar } from './dialect.ts';

/** One row as columns. */
export type Columns = Readonly<Record<string, Scalar>>;

export interface Tables extends Record<RowKind, Columns> {
  readonly metric: MetricTable;
  readonly series: SeriesTable;
  readonly chunk: ChunkTable;
  readonly event: EventTable;
  readonly lease: LeaseTable;
  readonly schema_version: { readonly version: number };
}

export type Database = Kysely<Tables>;

/** Metric names, interned. */
export interface MetricTable {
  readonly id: Generated<number>;
  readonly name: string;
}

/** The summary of one metric of one attempt. A null `last_value` is NaN. */
export interface SeriesTable {
  readonly trial: number;
  readonly attempt: number;
  readonly metric: number;
  readonly count: number;
  readonly min_step: number | null;
  readonly min_value: number | null;
  readonly max_step: number | null;
  readonly max_value: number | null;
  readonly last_step: number;
  readonly last_value: number | null;
  readonly first_step: number;
  readonly first_non_finite: number | null;
  readonly ascending: number;
  /** The sequence number of the next chunk. */
  readonly next_sequence: number;
}

/** Consecutive points of one series, in order of arrival within and by `sequence`. */
export interface ChunkTable {
  readonly trial: number;
  readonly attempt: number;
  readonly metric: number;
  readonly sequence: number;
  readonly count: number;
  readonly step_data: Uint8Array;
  readonly value_data: Uint8Array;
}

export interface EventTable {
  readonly seq: Generated<number>;
  readonly time: number;
  readonly kind: string;
  readonly subject: string;
  readonly actor: string;
  readonly data: string;
}

/** One row, with id 1, from the first lease on. */
export interface LeaseTable {
  readonly id: number;
  readonly holder: string | null;
  readonly token: number;
  readonly expires_at: number;
}
