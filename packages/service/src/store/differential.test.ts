/** The SQL stores against the memory store: the same operations, drawn at random, must have the same outcomes. */
import { AttuneError } from '@attune/core/errors';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  attempt,
  checkpoint,
  insert,
  launch,
  note,
  remove,
  request,
  token as tokenRow,
  round,
  study,
  trial,
  update,
} from '../testing/store-rows.ts';
import { withPostgres } from '../testing/with-postgres.ts';
import type { Batch, Change, LeaseRequest, RowKind, Selection, Store } from './index.ts';
import { openMemoryStore } from './memory-store.ts';
import { openPostgresStore } from './postgres/open-postgres-store.ts';
import { openSqliteStore } from './sqlite/open-sqlite-store.ts';
import { scratchDirectory } from './sqlite/scratch-directory.ts';

const path = scratchDirectory();
let count = 0;

it('the SQLite store does what the memory store does', () =>
  expectSameAsMemory(() => openSqliteStore(path(`${count++}.db`), { clock: () => 5 }), 40));

withPostgres('PostgreSQL beside memory', (server) => {
  it('the PostgreSQL store does what the memory store does', () =>
    expectSameAsMemory(() => openPostgresStore(server().address(`same ${count++}`), { clock: () => 5 }), 20));
});

async function expectSameAsMemory(open: () => Promise<Store>, runs: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { minLength: 5, maxLength: 40 }), async (operations) => {
      const memory = openMemoryStore({ clock: () => 5 });
      const sql = await open();
      for (const store of [memory, sql]) await store.write(groundwork, { actor: 'engine', time: 0 });
      for (const prepare of operations) {
        const perform = await prepare(memory);
        expect(await outcome(perform(sql))).toEqual(await outcome(perform(memory)));
      }
      for (const look of looks) expect(await outcome(look(sql))).toEqual(await outcome(look(memory)));
      await sql.close();
    }),
    { numRuns: runs, seed: 11 },
  );
}

/** What to do to each of the two stores; prepared from what the memory store holds, so that much of it succeeds. */
type Operation = (memory: Store) => Promise<(store: Store) => Promise<unknown>>;

const groundwork: readonly Change[] = [
  insert('round', round(1)),
  insert('study', study(1, 1)),
  ...[1, 2].map((id) => insert('trial', trial(id, 1, 1))),
  ...[1, 2].map((id) => insert('attempt', attempt(id, 1))),
];

const small = fc.integer({ min: 1, max: 3 });
const event = fc.option(fc.record({ kind: fc.constant('x.y'), subject: fc.string(), data: fc.jsonValue() }), {
  nil: undefined,
  freq: 2,
});

const newRow: fc.Arbitrary<Change> = fc.tuple(small, small, fc.nat({ max: 8 }), event).map(([a, b, kind, said]) => {
  const rows = [
    insert('round', round(a), said),
    insert('study', study(a, b), said),
    insert('trial', trial(a, b, b), said),
    insert('attempt', attempt(a, b), said),
    insert('checkpoint', { ...checkpoint, trial: a, attempt: b }, said),
    insert('launch', launch(a, b === 3 ? null : b), said),
    insert('note', { ...note, id: a }, said),
    insert('request', { ...request, id: a }, said),
    insert('token', { ...tokenRow, id: a }, said),
  ];
  return rows[kind] ?? insert('round', round(a));
});

const kind = fc.constantFrom<RowKind>(
  'launch',
  'round',
  'study',
  'trial',
  'attempt',
  'checkpoint',
  'note',
  'request',
  'token',
);

/** Changes a row that is there, or was; now and then as somebody who read it too early. */
const oldRow = fc.record({
  kind,
  pick: fc.nat(),
  stale: fc.boolean(),
  how: fc.constantFrom<'update' | 'delete'>('update', 'update', 'delete'),
  event,
});

const token = fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined, freq: 3 });

const write: fc.Arbitrary<Operation> = fc
  .tuple(fc.array(fc.oneof(newRow, oldRow), { minLength: 1, maxLength: 3 }), token)
  .map(([wanted, lease]) => async (memory) => {
    const changes: Change[] = [];
    for (const each of wanted) {
      if ('do' in each) {
        changes.push(each);
        continue;
      }
      const rows = await memory.read(each.kind);
      const row = rows[each.pick % Math.max(1, rows.length)];
      if (row === undefined) continue;
      const read = each.stale && 'revision' in row ? { ...row, revision: row.revision + 1 } : row;
      const touched = 'note' in read ? { ...read, note: `${read.note}+` } : read;
      changes.push(each.how === 'update' ? update(each.kind, touched, each.event) : remove(each.kind, read));
    }
    return (store) => store.write(changes, { actor: 'engine', time: 8, ...(lease !== undefined && { token: lease }) });
  });

const series = fc.array(
  fc.record({
    metric: fc.constantFrom('valid/loss', 'train/loss', 'test/error', 'ünïcode/🌱'),
    points: fc.array(
      fc.tuple(
        fc.integer({ min: -5, max: 5_000 }),
        fc.oneof(
          fc.integer(),
          fc.double().filter((v) => !Object.is(v, -0)),
        ),
      ),
      { maxLength: 6 },
    ),
  }),
  { maxLength: 4 },
);

const ingest: fc.Arbitrary<Operation> = fc
  .tuple(
    fc.array(fc.record({ pick: fc.nat(), series, bytes: fc.nat({ max: 50 }), wrong: fc.nat({ max: 9 }) }), {
      maxLength: 3,
    }),
    token,
  )
  .map(([wanted, lease]) => async (memory) => {
    const attempts = await memory.read('attempt');
    const batches = wanted.map(({ pick, series: all, bytes, wrong }): Batch => {
      const row = attempts[pick % Math.max(1, attempts.length)] ?? attempt(9, 9);
      const metrics = row.metricsOffset + (wrong === 0 ? 1 : 0);
      return {
        trial: row.trial,
        attempt: row.number,
        series: all.map(({ metric, points }) => ({
          metric,
          steps: points.map(([step]) => step),
          values: points.map(([, value]) => value),
        })),
        checkpoints: wrong > 6 ? [{ step: wrong, path: `/c/${bytes}` }] : [],
        from: { metrics, stdout: row.stdoutOffset },
        to: { metrics: metrics + bytes - (wrong === 1 ? 60 : 0), stdout: row.stdoutOffset + bytes },
      };
    });
    return (store) => store.ingest(batches, { actor: 'engine', time: 9, ...(lease !== undefined && { token: lease }) });
  });

const lease: fc.Arbitrary<LeaseRequest> = fc.oneof(
  fc.constant({ do: 'read' } as const),
  fc.record({
    do: fc.constant('take' as const),
    holder: fc.constantFrom('a', 'b'),
    now: fc.nat({ max: 50 }),
    until: fc.nat({ max: 60 }),
  }),
  fc.record({ do: fc.constant('keep' as const), token: small, until: fc.nat({ max: 80 }) }),
  fc.record({ do: fc.constant('release' as const), token: small }),
);

const selection: fc.Arbitrary<Selection> = fc.record(
  {
    id: fc.array(small, { maxLength: 2 }),
    round: fc.array(small, { maxLength: 2 }),
    trial: fc.array(small, { maxLength: 2 }),
    status: fc.array(fc.constantFrom('running', 'waiting', 'failed'), { maxLength: 2 }),
  },
  { requiredKeys: [] },
);

const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 4, arbitrary: write },
  { weight: 4, arbitrary: ingest },
  { weight: 1, arbitrary: always(lease, (wanted) => (store) => store.lease(wanted)) },
  {
    weight: 1,
    arbitrary: always(small, (of) => (store) => store.compact([{ trial: of, attempt: 1 }], { actor: 'e', time: 1 })),
  },
  {
    weight: 2,
    arbitrary: always(
      fc.tuple(kind, selection),
      ([of, by]) =>
        (store) =>
          store.read(of, by),
    ),
  },
  {
    weight: 1,
    arbitrary: always(
      fc.integer({ min: 1, max: 9 }),
      (maxPoints) => (store) => store.curves({ trials: [2, 1], maxPoints }),
    ),
  },
  {
    weight: 1,
    arbitrary: always(fc.string(), (reason) => (store) => store.summaries({ trials: [1], unsealed: { reason } })),
  },
);

const looks: readonly ((store: Store) => Promise<unknown>)[] = [
  ...(['launch', 'round', 'study', 'trial', 'attempt', 'checkpoint', 'note', 'request', 'token'] as const).map(
    (of) => (store: Store) => store.read(of),
  ),
  (store) => store.curves({ trials: [1, 2, 3], unsealed: { reason: 'compare' } }),
  (store) => store.summaries({ trials: [1, 2, 3], unsealed: { reason: 'compare' } }),
  (store) => store.events(0, 1_000),
  (store) => store.lease({ do: 'read' }),
];

function always<T>(
  arbitrary: fc.Arbitrary<T>,
  perform: (value: T) => (store: Store) => Promise<unknown>,
): fc.Arbitrary<Operation> {
  return arbitrary.map((value) => () => Promise.resolve(perform(value)));
}

/** What came of it: the answer, or the code of the refusal. Any other error is a defect and fails the test. */
async function outcome(answer: Promise<unknown>): Promise<unknown> {
  try {
    return { answer: await answer };
  } catch (error) {
    if (!(error instanceof AttuneError)) throw error;
    return { refused: error.code };
  }
}
