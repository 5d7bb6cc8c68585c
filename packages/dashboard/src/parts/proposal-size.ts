/** What a proposed round takes, in words. */
import { defineTexts } from '@attune/core/texts';
import type { Api } from '@attune/client';

export const proposalSizeTexts = defineTexts('dashboard-proposal-size', {
  size: '{trials} {trials|trial|trials} × {steps} {unit}s',
  sizeWith:
    '{all} {all|trial|trials} × {steps} {unit}s: {trials} of the search, and {baseline} {baseline|run|runs} of the baseline',
});

type Proposal = Api['GET /next']['result']['proposals'][number];

/** All that will run, the baseline's runs too. */
export function proposalSize({ trials, baselineTrials, maxSteps: steps }: Proposal, unit: string): string {
  if (baselineTrials === 0) return proposalSizeTexts.size({ trials, steps, unit }).text;
  return proposalSizeTexts.sizeWith({ all: trials + baselineTrials, trials, baseline: baselineTrials, steps, unit })
    .text;
}
