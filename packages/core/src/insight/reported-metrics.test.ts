/** The questions that read metrics beside the objective: whatever programs report, they answer in whole sentences. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gradientNormFigure } from '../figures/index.ts';
import type { Curve } from '../study/index.ts';
import { planted, unitSpace } from '../testing/planted.ts';
import { dataHints } from './data-hints.ts';
import { evaluation } from './evaluation.ts';
import { gradients } from './gradients.ts';
import { defaultOptions } from './options.ts';
import { updateRatio } from './update-ratio.ts';
import { viewOf } from './view.ts';

const asked = [evaluation, gradients, updateRatio, dataHints];
const metrics = [
  'grad_norm',
  'clip_fraction',
  'train/loss',
  'train/error',
  'valid_full/error',
  'update_ratio',
  'update_ratio/a',
  'update_ratio/b',
  'update_ratio/c',
  'valid/recall/a',
  'valid/recall/b',
  'valid/examples/a',
  'valid/examples/b',
  'train/examples/a',
];

const value = fc.oneof(
  fc.double({ noNaN: false }),
  fc.constantFrom(0, 1, NaN, Infinity, -Infinity, Number.MAX_VALUE, Number.MIN_VALUE),
  fc.double({ min: 0, max: 1, noNaN: true }),
);
const values = fc.oneof(
  fc.array(value, { maxLength: 40 }),
  value.map((one) => Array<number>(30).fill(one)),
);
const curves = fc.array(
  fc.tuple(fc.constantFrom(...metrics), values, fc.boolean()).map(([metric, all, shuffled]): Curve => ({
    metric,
    steps: all.map((_, i) => (shuffled ? (7 * i) % 13 : 10 * (i + 1))),
    values: all,
  })),
  { maxLength: 8 },
);

describe('questions of reported metrics', () => {
  it('answer in whole sentences and with finite confidences, whatever is reported', () => {
    fc.assert(
      fc.property(fc.array(curves, { minLength: 1, maxLength: 4 }), fc.option(fc.nat(2000)), (more, valid) => {
        const round = planted({
          seed: 1,
          space: unitSpace(2),
          trials: 18,
          evaluations: 30,
          metric: 'valid/error',
          fate: ({ x1 = 0 }) => 0.2 + 0.1 * x1,
          round: { examples: valid === null ? {} : { valid } },
        });
        const trials = round.trials.map((trial, i) => ({
          ...trial,
          curves: [...trial.curves, ...(more[i % more.length] ?? [])],
        }));
        const view = viewOf({ ...round, trials }, defaultOptions, new Map());
        for (const question of asked) {
          const { findings, silent } = question.ask(view, defaultOptions);
          const messages = findings.flatMap(({ headline, explanation, advice }) => [
            headline,
            ...explanation,
            ...(advice === undefined ? [] : [advice]),
          ]);
          for (const { text } of [...messages, ...silent]) expect(text).not.toMatch(/\{\w+[|}]|undefined|NaN|null/);
          for (const { confidence, evidence } of findings) {
            expect(confidence).toBeGreaterThanOrEqual(0);
            expect(confidence).toBeLessThanOrEqual(1);
            expect(evidence.trials.length).toBeGreaterThan(0);
          }
        }
        const figure = gradientNormFigure(view);
        if (figure !== null) expect(JSON.stringify(figure)).not.toMatch(/"[xy]2?":null|NaN|undefined/);
      }),
      { numRuns: 200, seed: 1 },
    );
  });
});
