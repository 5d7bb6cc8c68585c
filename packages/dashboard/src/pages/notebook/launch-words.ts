/** A launch in words, and all of them as points of the history figure. */
import type { LaunchPoint } from '@attune/core/figures';
import { defineTexts } from '@attune/core/texts';
import { numberText, valueText } from '../../parts/number-text.ts';
import type { Entry, Launch } from './timeline.ts';

export const launchWordsTexts = defineTexts('dashboard-launch-words', {
  began: 'The project begins with its first baseline',
  launched: 'New baseline: {changes}',
  unchanged: 'The baseline of launch {parent} again, recorded anew',
  change: '{hyperparameter} {before} → {after}',
  first: 'first baseline',
  measured:
    '{metric} {value} [{low}, {high}] over {seeds} seeds (95 % interval of the mean), trained to {unit} {maxSteps}',
  once: '{metric} {value}, a single seed, trained to {unit} {maxSteps}',
});

export function launchTitle(launch: Launch): string {
  if (launch.parent === null) return launchWordsTexts.began().text;
  const changes = changesOf(launch);
  return (
    changes === '' ? launchWordsTexts.unchanged({ parent: launch.parent }) : launchWordsTexts.launched({ changes })
  ).text;
}

/** What it measured; null where nothing did. */
export function measuredWords({ measured }: Launch): string | null {
  if (measured === null) return null;
  const { value, seeds, interval, objective, maxSteps, stepUnit: unit } = measured;
  const told = { metric: objective.metric, value: numberText(value), unit, maxSteps };
  if (interval === null) return launchWordsTexts.once(told).text;
  const [low, high] = interval;
  return launchWordsTexts.measured({ ...told, low: numberText(low), high: numberText(high), seeds }).text;
}

/** Launches that were measured, in order. */
export function launchPoints(entries: readonly Entry[]): readonly LaunchPoint[] {
  return entries.flatMap((entry) => {
    if (entry.kind !== 'launch' || entry.measured === null) return [];
    const { interval, ...measured } = entry.measured;
    const change = entry.parent === null ? launchWordsTexts.first().text : changesOf(entry);
    return [{ number: entry.launch, change, ...measured, ...(interval === null ? {} : { interval }) }];
  });
}

function changesOf({ changes }: Launch): string {
  return changes
    .map(({ hyperparameter, before, after }) =>
      launchWordsTexts.change({ hyperparameter, before: valueText(before), after: valueText(after) }),
    )
    .map(({ text }) => text)
    .join(', ');
}
