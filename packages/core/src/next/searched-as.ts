/** The line of a round file that searches a hyperparameter as a past round did. */
import type { FixedEntry, RangeEntry } from '../design/index.ts';
import { onlyValue, type Hyperparameter } from '../space/index.ts';

/** `searched` is the hyperparameter in each of the round's studies; null where these search it as the project declares. */
export function entryOf(declared: Hyperparameter, searched: readonly Hyperparameter[]): RangeEntry | FixedEntry | null {
  const { id: hyperparameter } = declared;
  const [first] = searched;
  if (first === undefined) return null;
  const value = onlyValue(first);
  if (value !== undefined && first.off === undefined && searched.length === 1) {
    return onlyValue(declared) === undefined ? { hyperparameter, value } : null;
  }
  const ranges = searched.flatMap((one) => (one.kind === 'float' || one.kind === 'integer' ? [one] : []));
  if (ranges.length === searched.length && (declared.kind === 'float' || declared.kind === 'integer')) {
    const low = Math.min(...ranges.map((one) => one.low));
    const high = Math.max(...ranges.map((one) => one.high));
    return low === declared.low && high === declared.high
      ? null
      : { kind: 'range', hyperparameter, range: [low, high] };
  }
  const values =
    'values' in first ? first.values : first.kind === 'choice' ? first.branches.map(({ label }) => label) : [];
  const all = 'values' in declared ? declared.values.length : declared.kind === 'choice' ? declared.branches.length : 0;
  if (values.length === 0 || values.length === all) return null;
  return values.length === 1
    ? { hyperparameter, value: values[0] ?? null }
    : { kind: 'values', hyperparameter, values };
}
