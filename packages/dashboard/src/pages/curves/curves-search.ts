/** What a person can choose on the page, as it stands in the address. */
import { curveSettings, withoutUndefined, type CurveSettings } from '../../curves/curve-settings.ts';
import { flagField, listField, numberField, numbersField, textField, wordField } from '../../parts/search-fields.ts';

export const choices = ['all', 'best', 'selected', 'running'] as const;
export type Choice = (typeof choices)[number];

export interface CurvesSearch extends CurveSettings {
  /** Default: the latest. */
  readonly rounds?: readonly number[];
  /** Default: the objective and its counterpart in training. */
  readonly metrics?: readonly string[];
  readonly which?: Choice;
  /** How many of the best are coloured. */
  readonly best?: number;
  /** Selected trials, as ranges. */
  readonly sel?: string;
  /** Without the baseline's curves. */
  readonly alone?: true;
}

export const usualBest = 5;

export function curvesSearch(raw: Readonly<Record<string, unknown>>): CurvesSearch {
  const best = numberField(raw, 'best');
  return withoutUndefined({
    ...curveSettings(raw),
    rounds: numbersField(raw, 'rounds'),
    metrics: listField(raw, 'metrics')?.slice(0, 20),
    which: wordField(raw, 'which', choices),
    best: best === undefined ? undefined : Math.min(16, Math.max(1, Math.round(best))),
    sel: textField(raw, 'sel'),
    alone: flagField(raw, 'alone'),
  });
}

/** Sets what is given, and takes away what is given as `undefined`. */
export type ChangeSearch = (fields: { readonly [K in keyof CurvesSearch]?: CurvesSearch[K] | undefined }) => void;
