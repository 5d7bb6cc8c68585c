/** What was put right in reading a trial, counted, so that no conclusion rests on a silent repair. */
import { defineTexts, type Message } from '@attune/core/texts';

export interface Mended {
  /** Points of a step that was reported again: the last report counts. */
  readonly duplicates: number;
  /** Curves whose steps did not ascend: they were sorted. */
  readonly unordered: number;
  /** Cells that hold no number where one belongs: read as NaN. */
  readonly notNumbers: number;
  /** Losses left empty where the other metrics of their row are given: NaN. */
  readonly emptyLosses: number;
  /** Files whose last line breaks off: the line was left out. */
  readonly truncated: number;
  /** Files whose last line lacks its end, in a trial that ends before the others: the line was left out. */
  readonly doubtful: number;
  /** Trials without any measurement. */
  readonly withoutMeasurements: number;
  /** Trials whose hyperparameters were not recorded. */
  readonly withoutHyperparameters: number;
}

export const mendedTexts = defineTexts('mended', {
  duplicates: '{count} {count|point was|points were} reported again for the same step: the last report counts',
  unordered: 'steps of {count} {count|curve|curves} did not ascend: they were sorted',
  notNumbers: '{count} {count|cell holds|cells hold} no number where one belongs: read as NaN',
  emptyLosses: '{count} {count|loss was|losses were} left empty beside other values: read as NaN',
  truncated: 'the last line of {count} {count|file|files} breaks off: left out',
  doubtful:
    'the last line of {count} {count|file|files} has no line break, and its trial ends before others: a number in it may be cut short, so that it was left out',
  withoutMeasurements: '{count} {count|trial has|trials have} no measurement at all',
  withoutHyperparameters: 'the hyperparameters of {count} {count|trial|trials} were not recorded',
});

export const nothingMended: Mended = {
  duplicates: 0,
  unordered: 0,
  notNumbers: 0,
  emptyLosses: 0,
  truncated: 0,
  doubtful: 0,
  withoutMeasurements: 0,
  withoutHyperparameters: 0,
};

/** The counts of several trials together. */
export function addMended(a: Mended, b: Mended): Mended {
  return {
    duplicates: a.duplicates + b.duplicates,
    unordered: a.unordered + b.unordered,
    notNumbers: a.notNumbers + b.notNumbers,
    emptyLosses: a.emptyLosses + b.emptyLosses,
    truncated: a.truncated + b.truncated,
    doubtful: a.doubtful + b.doubtful,
    withoutMeasurements: a.withoutMeasurements + b.withoutMeasurements,
    withoutHyperparameters: a.withoutHyperparameters + b.withoutHyperparameters,
  };
}

/** A sentence for each kind of repair that was made. */
export function mendedMessages(mended: Mended): readonly Message[] {
  const kinds = [
    'withoutMeasurements',
    'withoutHyperparameters',
    'truncated',
    'doubtful',
    'emptyLosses',
    'notNumbers',
    'unordered',
    'duplicates',
  ] as const;
  return kinds.flatMap((kind) => (mended[kind] > 0 ? [mendedTexts[kind]({ count: mended[kind] })] : []));
}
