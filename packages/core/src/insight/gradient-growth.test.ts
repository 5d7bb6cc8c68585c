import { describe, expect, it } from 'vitest';
import type { Diagnosis } from '../diagnosis/index.ts';
import { stream } from '../numeric/index.ts';
import type { Curve } from '../study/index.ts';
import { planted, range } from '../testing/planted.ts';
import { gradients } from './gradients.ts';
import { defaultOptions } from './options.ts';
import type { Answer } from './question.ts';
import { viewOf } from './view.ts';

const fractions = Array.from({ length: 200 }, (_, i) => (i + 1) / 200);
const risingLoss: Diagnosis = {
  code: 'training-loss-rising',
  metric: 'train/loss',
  step: 200,
  until: null,
  confidence: 0.9,
  numbers: {},
};

/** Norms with log-normal noise of 0.25 that grow by a factor over the second half, in a share of 20 trials. */
function asked(factor: number, share = 1, diagnoses: readonly Diagnosis[] = []): Answer {
  const space = { hyperparameters: [range('lr', 1e-4, 1, 'log')] };
  const round = planted({ seed: 5, space, trials: 20, fate: ({ lr = 0 }, random) => lr + 0.1 * random.normal() });
  const trials = round.trials.map((trial) => {
    const random = stream(7, trial.id);
    const grows = random.uniform() < share;
    const norm: Curve = {
      metric: 'grad_norm',
      steps: fractions.map((fraction) => 400 * fraction),
      values: fractions.map(
        (f) => 2 * (grows ? factor ** Math.max(0, 2 * f - 1) : 1) * Math.exp(0.25 * random.normal()),
      ),
    };
    return { ...trial, curves: [...trial.curves, norm] };
  });
  const known = new Map(trials.map(({ id }) => [id, diagnoses] as const));
  return gradients.ask(viewOf({ ...round, trials }, defaultOptions, known), defaultOptions);
}

const kindsOf = ({ findings }: Answer): readonly unknown[] => findings.map(({ values }) => values['kind']);

describe('gradient growth', () => {
  it('advises a threshold from before it where norms grow tenfold', () => {
    const { findings } = asked(10);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ severity: 'advice', values: { kind: 'growing' } });
    // 10 ** 0.9 = 7.9 in the middle of the last tenth, beside the least of five even tenths.
    expect(findings[0]?.evidence.numbers['factor']).toBeGreaterThan(7.1);
    expect(findings[0]?.evidence.numbers['factor']).toBeLessThan(9.5);
    // scipy 1.17.1: 2 * exp(0.25 * norm.ppf(0.9)) = 2.755.
    const threshold = findings[0]?.action?.kind === 'clip-gradients' ? findings[0].action.threshold : NaN;
    expect(threshold).toBeGreaterThan(2.5);
    expect(threshold).toBeLessThan(3);
  });

  it('notes growth of a few times, and says the percentile besides', () => {
    const answer = asked(4);
    expect(kindsOf(answer)).toEqual(['growing', 'profile']);
    expect(answer.findings.map(({ severity }) => severity)).toEqual(['note', 'note']);
    expect(answer.findings[0]).not.toHaveProperty('action');
  });

  it('advises where the training loss rises with it', () => {
    expect(asked(4, 1, [risingLoss]).findings[0]).toMatchObject({
      severity: 'advice',
      values: { kind: 'growing' },
      evidence: { numbers: { rising: 10 } },
    });
  });

  it('is silent where few trials show it, or none, or norms fall', () => {
    expect(kindsOf(asked(10, 0.2))).toEqual(['profile']);
    expect(kindsOf(asked(1))).toEqual(['profile']);
    expect(kindsOf(asked(0.1))).toEqual(['profile']);
  });
});
