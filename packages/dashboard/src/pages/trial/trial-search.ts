/** What a person can choose on the page, as it stands in the address. */
import { curveSettings, withoutUndefined, type CurveSettings } from '../../curves/curve-settings.ts';
import { listField, numberField, textField, wordField } from '../../parts/search-fields.ts';

export const streams = ['stdout', 'stderr'] as const;
export type Stream = (typeof streams)[number];

export interface TrialSearch extends CurveSettings {
  /** Default: every one that it reported, the objective's first. */
  readonly metrics?: readonly string[];
  /** Of the log; default: stdout, or stderr where the trial failed. */
  readonly stream?: Stream;
  /** Of the log; default: the latest. */
  readonly attempt?: number;
  /** Words looked for in the log. */
  readonly find?: string;
}

export function trialSearch(raw: Readonly<Record<string, unknown>>): TrialSearch {
  const attempt = numberField(raw, 'attempt');
  return withoutUndefined({
    ...curveSettings(raw),
    metrics: listField(raw, 'metrics')?.slice(0, 20),
    stream: wordField(raw, 'stream', streams),
    attempt: attempt !== undefined && Number.isSafeInteger(attempt) && attempt > 0 ? attempt : undefined,
    find: textField(raw, 'find'),
  });
}

/** Sets what is given, and takes away what is given as `undefined`. */
export type ChangeTrialSearch = (fields: { readonly [K in keyof TrialSearch]?: TrialSearch[K] | undefined }) => void;
