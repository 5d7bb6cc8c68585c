/** What the common axis of curves is called. */
import { defineTexts } from '@attune/core/texts';
import type { XAxis } from './curve-settings.ts';

export const xLabelTexts = defineTexts('dashboard-curve-axis', {
  step: '{unit}',
  time: 'seconds of training',
  examples: 'examples',
});

export function xLabel(by: XAxis, unit: string): string {
  return xLabelTexts[by]({ unit }).text;
}
