/** The trials of a table, in any of its layouts. */
import { AttuneError } from '@attune/core/errors';
import { defineTexts } from '@attune/core/texts';
import { curveBuilder } from '../curve-builder.ts';
import type { History, ImportOptions } from '../importer.ts';
import { longTrials } from './long.ts';
import { addPoints, isMapping, isPlainList, type PointCounts } from './points.ts';
import type { OpenRecords, TableRecord } from './records.ts';
import { rolesOf, type Roles } from './roles.ts';
import { trialOf, type Trials } from './trial-of.ts';
import { addWide } from './wide.ts';

export const tableTexts = defineTexts('table', {
  empty: '{path} holds no records: there is nothing to analyse',
});

/** Records from which the roles of fields are read. */
const sampleSize = 200;

/** Reads trial by trial, but for tables with a record a measurement, whose trials may be interleaved. */
export async function* tableHistories(
  path: string,
  open: OpenRecords,
  options: ImportOptions,
): AsyncGenerator<History> {
  const source = await open(path);
  const batches = source?.records[Symbol.asyncIterator]();
  const sample: TableRecord[] = [];
  while (batches !== undefined && sample.length < sampleSize) {
    const next = await batches.next();
    if (next.done === true) break;
    for (const record of next.value) sample.push(unfolded(record));
  }
  if (batches === undefined || sample.length === 0) throw new AttuneError('invalid', tableTexts.empty({ path }));
  const roles = rolesOf(sample.slice(0, sampleSize), options, path);
  const trials = roles.layout.kind === 'long' ? longTrials(path, roles, options) : recordTrials(path, roles, options);
  yield* trials.take(sample);
  for (;;) {
    const next = await batches.next();
    if (next.done === true) break;
    yield* trials.take(next.value.map(unfolded));
  }
  yield* trials.rest({ truncated: source?.truncated() === true, unended: source?.unended() === true });
}

/** Fields under which programs write a trial's hyperparameters as one mapping. */
const holders = /^(hp|hps|hparams|hyper_?parameters|config|configuration|params|parameters)$/i;

/** The record with those hyperparameters as fields of its own, but for names that it has already. */
function unfolded(record: TableRecord): TableRecord {
  const entries = Object.entries(record.fields);
  const folded = entries.filter(([name, value]) => holders.test(name) && isMapping(value));
  if (folded.length === 0) return record;
  const own = entries.filter((entry) => !folded.includes(entry));
  const inner = folded.flatMap(([, value]) => Object.entries(value as Readonly<Record<string, unknown>>));
  return { ...record, fields: { ...Object.fromEntries(inner), ...Object.fromEntries(own) } };
}

/** One trial a record. */
function recordTrials(path: string, roles: Roles, options: ImportOptions): Trials {
  let index = 0;
  /** Held back, since only the end tells whether a line after it breaks off. */
  let last: History | undefined;
  const held = (histories: readonly History[]): readonly History[] => {
    const all = last === undefined ? histories : [last, ...histories];
    last = all.at(-1);
    return all.slice(0, -1);
  };
  return {
    take: (records) =>
      held(
        records.map((record) => {
          const builder = curveBuilder();
          const counts: PointCounts = { notNumbers: 0 };
          const { layout } = roles;
          if (layout.kind === 'nested') {
            const { curves, step, steps } = layout;
            const own = steps === undefined ? undefined : record.fields[steps];
            const places = { step, shift: roles.shift, ...(isPlainList(own) && { steps: own }) };
            for (const name of curves) addPoints(builder, record.fields[name], { ...places, name }, counts);
          } else addWide(builder, record, path, roles, options);
          index += 1;
          const { notNumbers } = counts;
          const around = { path, roles, options, index, notNumbers, truncated: false, assumed: roles.assumed };
          return trialOf(record, builder.build(), around);
        }),
      ),
    rest: ({ truncated }) =>
      last === undefined ? [] : [{ ...last, mended: { ...last.mended, truncated: truncated ? 1 : 0 } }],
  };
}
