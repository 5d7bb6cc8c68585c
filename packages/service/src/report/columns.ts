/** Which hyperparameters a table of trials shows: those that differ between its trials. */
import type { RoundView } from '@attune/core/insight';
import { rounded } from '@attune/core/numeric';
import { flatten, type Configuration, type Identity, type Value } from '@attune/core/space';
import { shown } from '@attune/core/texts';

export interface Column {
  readonly id: Identity;
  /** Last part of the identity. */
  readonly name: string;
  /** The branch it belongs to, as in `optimizer=adam`; empty at the root. */
  readonly branch: string;
}

/** The columns of a round's table, in the order of its spaces. */
export function columnsOf({ round, search, baseline }: RoundView): readonly Column[] {
  const order = round.studies.flatMap(({ space }) => flatten(space).map(({ hyperparameter }) => hyperparameter.id));
  return varyingColumns(
    [...search, ...baseline].map(({ record }) => record.configuration),
    order,
  );
}

/**
 * In the given order, then in order of first appearance. A hyperparameter that some configurations lack, since they took
 * another branch, varies.
 */
export function varyingColumns(
  configurations: readonly Configuration[],
  order: readonly Identity[],
): readonly Column[] {
  const present = new Set(configurations.flatMap((configuration) => Object.keys(configuration)));
  const values = new Map<Identity, Set<Value | undefined>>();
  for (const id of new Set([...order.filter((id) => present.has(id)), ...present])) {
    values.set(id, new Set(configurations.map((configuration) => configuration[id])));
  }
  return [...values].flatMap(([id, distinct]) => (distinct.size > 1 ? [columnFor(id)] : []));
}

/** A hyperparameter's value as a reader sees it: numbers to three significant digits, near 1 of the distance to it. */
export function valueText(value: Value): string {
  return typeof value === 'number' ? numberText(value, 3) : shown(value);
}

/**
 * Rounded to `digits` significant digits, never to 1 what is not 1 (0.99996); integers below a million in full, small
 * numbers as `4.67e-5`.
 */
export function numberText(value: number, digits = 4): string {
  if (!Number.isFinite(value) || (Number.isInteger(value) && Math.abs(value) < 1e6)) return shown(value);
  const short = rounded(value, digits);
  return Math.abs(short) < 1e-3 ? short.toExponential() : shown(short);
}

function columnFor(id: Identity): Column {
  const cut = id.lastIndexOf('/');
  return { id, name: id.slice(cut + 1), branch: cut < 0 ? '' : id.slice(0, cut) };
}
