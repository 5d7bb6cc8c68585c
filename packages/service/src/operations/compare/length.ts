/** Trials of another length of training than the comparison's: what was seen of them is not what is compared (method A6). */
import type { ComparisonPlan, Project } from '@attune/core/study';
import { defineTexts } from '@attune/core/texts';
import type { Store } from '../../store/index.ts';
import type { Context } from '../operation.ts';

export const compareLengthTexts = defineTexts('compare-length', {
  other:
    '{label} trained for {own} {unit}s; this comparison trains both sides for {steps}, as attune.yaml says, and tells which is better after {steps}, not after {own}: for that, write max_steps: {own} under train in attune.yaml',
});

/** Once for each length that a compared trial had. */
export async function warnOfOtherLength(
  context: Context,
  store: Store,
  { train: { maxSteps: steps, stepUnit: unit } }: Project,
  { candidate, baseline }: Pick<ComparisonPlan, 'candidate' | 'baseline'>,
): Promise<void> {
  const ids = [candidate, baseline].flatMap(({ trial }) => trial ?? []);
  const trials = await store.read('trial', { id: ids });
  const others = trials.filter(({ maxSteps }) => maxSteps !== steps);
  for (const [own, alike] of Map.groupBy(others, ({ maxSteps }) => maxSteps)) {
    const compared = [candidate, baseline].filter(({ trial }) => alike.some(({ id }) => id === trial));
    const label = compared.map((one) => one.label).join(' and ');
    const message = compareLengthTexts.other({ label, own, unit, steps });
    context.progress({ kind: 'message', level: 'warning', message });
  }
}
