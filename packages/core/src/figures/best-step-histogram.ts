/** Where in training the competitive trials were at their best (method D10): ten bins of a tenth each. */
import { bestFractions, type RoundView } from '../insight/index.ts';
import { median } from '../numeric/index.ts';
import { defineTexts } from '../texts/index.ts';
import type { Figure } from './figure.ts';
import { titleLines } from './title.ts';

const width = 340;
const height = 130;
const bins = 10;
/** Fewer trials make no distribution. */
const fewest = 4;

export const bestStepHistogramTexts = defineTexts('best-step-histogram', {
  title: 'best step',
  claim: 'half of the {count} competitive trials were at their best by {median} % of training',
  x: 'best step, % of max_steps',
  y: 'competitive trials',
});

export function bestStepHistogram(view: RoundView): Figure | null {
  const fractions = bestFractions(view).map(({ fraction }) => fraction);
  if (fractions.length < fewest) return null;
  const middle = Math.round(100 * median(fractions));
  const claim = bestStepHistogramTexts.claim({ count: fractions.length, median: middle }).text;
  const counts = Array.from({ length: bins }, (_, bin) => {
    const y = fractions.filter((fraction) => Math.min(bins - 1, Math.floor(fraction * bins)) === bin).length;
    return { x: (100 * bin) / bins, x2: (100 * (bin + 1)) / bins, y };
  });
  return {
    id: 'best-step',
    title: bestStepHistogramTexts.title().text,
    claim,
    spec: {
      $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
      width,
      height,
      title: { text: titleLines(claim, width) },
      data: { values: counts },
      mark: { type: 'bar', style: 'bar', binSpacing: 2 },
      encoding: {
        x: {
          field: 'x',
          type: 'quantitative',
          bin: { binned: true, step: 100 / bins },
          scale: { domain: [0, 100] },
          axis: { title: bestStepHistogramTexts.x().text, values: [0, 25, 50, 75, 100] },
        },
        x2: { field: 'x2' },
        y: {
          field: 'y',
          type: 'quantitative',
          axis: { title: bestStepHistogramTexts.y().text, tickMinStep: 1, tickCount: 4, format: 'd' },
        },
      },
    },
  };
}
