/** What a person can choose on the page, as it stands in the address. */
import { curveSettings, withoutUndefined, type CurveSettings } from '../../curves/curve-settings.ts';
import { flagField, listField, numbersField } from '../../parts/search-fields.ts';

export interface CompareSearch extends CurveSettings {
  readonly trials?: readonly number[];
  /** Whose studies are compared. */
  readonly rounds?: readonly number[];
  readonly metrics?: readonly string[];
  /** A chart for each trial, in place of all on one. */
  readonly apart?: true;
}

/** Trials side by side at most: as many as have a look of their own. */
export const mostCompared = 16;

export function compareSearch(raw: Readonly<Record<string, unknown>>): CompareSearch {
  return withoutUndefined({
    ...curveSettings(raw),
    trials: numbersField(raw, 'trials')?.slice(0, mostCompared),
    rounds: numbersField(raw, 'rounds')?.slice(0, 20),
    metrics: listField(raw, 'metrics')?.slice(0, 20),
    apart: flagField(raw, 'apart'),
  });
}

/** Sets what is given, and takes away what is given as `undefined`. */
export type ChangeCompareSearch = (fields: {
  readonly [K in keyof CompareSearch]?: CompareSearch[K] | undefined;
}) => void;
