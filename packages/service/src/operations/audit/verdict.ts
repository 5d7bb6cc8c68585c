/**
 * An audit's first sentence. There is no baseline by design, so that it says what was best and with which configuration, or
 * which of the repeated configurations is best beyond the noise between seeds; then the main lesson.
 */
import type { Insight } from '@attune/core/insight';
import { rounded } from '@attune/core/numeric';
import type { Configuration } from '@attune/core/space';
import { defineTexts, type Message } from '@attune/core/texts';
import { opening } from '../../report/sentence.ts';
import { numberText, valueText, varyingColumns } from '../../report/columns.ts';
import type { PointComparison } from './comparison.ts';
import type { Repeated } from './points.ts';

export const auditVerdictTexts = defineTexts('audit-verdict', {
  best: 'The best {metric} is {value} (trial {trial})',
  bestOf: 'The best {metric} is {value} (trial {trial}: {configuration})',
  clear:
    '{first} is the best of {count} points: median {metric} {median} ({least} to {greatest} over {usable} seeds), ahead of {second} ({runnerUp}) beyond the noise between seeds (p = {p})',
  undecided:
    'Undecided which of {count} points is best: {first} leads with median {metric} {median} ({least} to {greatest} over {usable} seeds), and {alike} {aliked|is|are} not behind it beyond the noise between seeds',
  failing:
    'Undecided which of {count} points is best: {first} leads with median {metric} {median}, but only {usable} of its {trials} runs have a usable result',
  others: '{few} and {count} more',
  lesson: '{result}. {lesson}',
});

/** Null where no trial has a usable result: then that is the verdict. */
export function auditVerdict(
  { view, findings }: Insight,
  comparison: PointComparison | null,
  points: number,
): Message | null {
  const [best] = view.ranked;
  if (best === undefined) return null;
  const { metric } = view.round.objective;
  const configurations = [...view.search].map(({ record }) => record.configuration);
  const value = numberText(best.outcome.objective);
  const configuration = describe(best.record.configuration, configurations);
  const alone =
    configuration === ''
      ? auditVerdictTexts.best({ metric, value, trial: best.record.id })
      : auditVerdictTexts.bestOf({ metric, value, trial: best.record.id, configuration });
  const result = comparison === null ? alone : comparisonVerdict(comparison, points, metric);
  const [first] = findings;
  return first === undefined
    ? result
    : auditVerdictTexts.lesson({ result: result.text, lesson: opening(first.headline) });
}

/** The hyperparameters that differ between trials: `lr = 0.1, width = 64`. */
export function describe(configuration: Configuration, among: readonly Configuration[]): string {
  return varyingColumns(among, [])
    .flatMap(({ id, name }) => {
      const value = configuration[id];
      return value === undefined ? [] : [`${name} = ${valueText(value)}`];
    })
    .join(', ');
}

function comparisonVerdict(
  { first, second, verdict, p, alike }: PointComparison,
  count: number,
  metric: string,
): Message {
  const told = {
    first: first.name,
    count,
    metric,
    median: numberText(first.median ?? NaN),
    least: numberText(Math.min(...first.results)),
    greatest: numberText(Math.max(...first.results)),
    usable: first.results.length,
  };
  switch (verdict) {
    case 'best':
      return auditVerdictTexts.clear({
        ...told,
        second: second.name,
        runnerUp: numberText(second.median ?? NaN),
        p: rounded(p ?? NaN, 2),
      });
    case 'failing':
      return auditVerdictTexts.failing({ ...told, trials: first.trials });
    case 'undecided':
      return auditVerdictTexts.undecided({ ...told, alike: listed(alike), aliked: alike.length });
  }
}

function listed(points: readonly Repeated[]): string {
  const few = points.slice(0, mostNamed).map(({ name, median }) => `${name} (${numberText(median ?? NaN)})`);
  const more = points.length - few.length;
  return more > 0 ? auditVerdictTexts.others({ few: few.join(', '), count: more }).text : few.join(', ');
}

/** Points that a sentence names. */
const mostNamed = 4;
