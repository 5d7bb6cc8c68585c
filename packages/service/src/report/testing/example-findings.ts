/** Findings as the analysis writes them, for tests of what shows them. */
import type { Finding, Insight } from '@attune/core/insight';
import { defineTexts } from '@attune/core/texts';

const texts = defineTexts('example', {
  better: 'The best trial, {trial}, reaches {value}: better than the baseline by more than the noise floor',
  betterWhy:
    'The difference {difference} is {times} × the noise floor {floor}. The best of {count} trials is an optimistic value: run it again with fresh seeds before relying on it.',
  edge: 'The best trials crowd the upper edge of {name}',
  edgeWhy: 'The three best of {count} trials lie in the upper {percent} % of its range.',
  edgeAdvice: 'search {name} in [{low}, {high}]',
  few: 'only {count} feasible trials; at least 20 evaluations in 5 of them are needed',
});

export function exampleFindings(name = 'optimizer=adam/lr'): readonly Finding[] {
  return [
    {
      code: 'noise-floor',
      severity: 'note',
      confidence: 0.97,
      headline: texts.better({ trial: 1, value: 0.0965 }),
      explanation: [texts.betterWhy({ difference: 0.043, times: 6.1, floor: 0.007, count: 24 })],
      values: { metric: 'valid/loss' },
      evidence: { trials: [1, 28, 29, 30], numbers: { noiseFloor: 0.007, worst: Number.NaN }, figure: 'noise-floor' },
    },
    {
      code: 'boundary',
      severity: 'advice',
      confidence: 0.99,
      headline: texts.edge({ name }),
      explanation: [texts.edgeWhy({ count: 24, percent: 12 })],
      values: { name, edge: 'high' },
      evidence: { trials: [3, 1, 4], numbers: { pValue: 0.003 }, figure: `axis:${name}` },
      advice: texts.edgeAdvice({ name, low: 1e-3, high: 1 }),
      action: { kind: 'expand-range', hyperparameter: name, scale: 'log', range: [1e-3, 1] },
    },
  ];
}

export const exampleSilence: Insight['silent'] = [{ code: 'best-step', reason: texts.few({ count: 3 }) }];
