import { describe, expect, it } from 'vitest';
import { plantedComparison } from '../testing/planted-comparison.ts';
import { planted, range, unitSpace, type Planting } from '../testing/planted.ts';
import { marked, numbered } from '../testing/marked.ts';
import { defaultOptions } from './options.ts';
import { overfitting } from './overfitting.ts';
import type { Answer } from './question.ts';
import type { RoundRecord } from './record.ts';
import { viewOf } from './view.ts';

/** Twenty trials, ranked in order of their numbers. */
function ranked(change: Partial<Planting> = {}): RoundRecord {
  let next = 0;
  return planted({ seed: 3, space: unitSpace(2), trials: 20, fate: () => 1 + 0.01 * next++, ...change });
}

function asked(round: RoundRecord, trials: readonly number[]): Answer {
  return overfitting.ask(viewOf(round, defaultOptions, marked(round, 'overfitting', trials)), defaultOptions);
}

/** A training counterpart of the objective, at a multiple of it. */
function withTraining(round: RoundRecord, factor: number): RoundRecord {
  const trials = round.trials.map((trial) => {
    const training = trial.curves.map(({ steps, values }) => ({
      metric: 'train/loss',
      steps,
      values: values.map((value) => factor * value),
    }));
    return { ...trial, curves: [...trial.curves, ...training] };
  });
  return { ...round, trials };
}

describe('overfitting', () => {
  it('advises regularization where the best trials overfit', () => {
    const [finding, ...more] = asked(ranked(), [1, 3]).findings;
    expect(more).toEqual([]);
    expect(finding?.headline.text).toBe(
      'the best trials overfit: valid/loss gets worse for good in 2 of the best 3, from step 240 on',
    );
    expect(finding).toMatchObject({ severity: 'advice', action: { kind: 'regularize' } });
    expect(finding?.evidence.trials).toEqual([1, 3]);
    // SciPy 1.17.1: 2 * scipy.stats.binom.sf(1, 3, 0.05) = 0.0145
    expect(finding?.evidence.numbers['p']).toBeCloseTo(0.0145, 10);
  });

  it('makes nothing of one trial, or of a doubtful diagnosis', () => {
    expect(asked(ranked(), [1])).toMatchObject({ findings: [], silent: [{ key: 'prevalence.few' }] });
    const round = ranked();
    const doubtful = marked(round, 'overfitting', numbered(1, 20), { confidence: 0.4 });
    expect(overfitting.ask(viewOf(round, defaultOptions, doubtful), defaultOptions).findings).toEqual([]);
  });

  it('warns of accidental regularization where all but the best overfit', () => {
    const [finding] = asked(ranked(), numbered(9, 20)).findings;
    expect(finding?.headline.key).toBe('overfitting.accidental');
    // 8 · 7 · 6 / (20 · 19 · 18): the best three are all among the eight that do not overfit.
    expect(finding?.evidence.numbers['escaping']).toBeCloseTo(336 / 6840, 12);
  });

  it('says only that some overfit where the best may have escaped by chance', () => {
    const [finding] = asked(ranked(), [6, 9, 12, 15, 18]).findings;
    expect(finding?.headline.key).toBe('overfitting.some');
    expect(finding?.severity).toBe('advice');
  });

  it('names the side of a hyperparameter where they lie', () => {
    const round = planted({ seed: 3, space: unitSpace(1), trials: 40, fate: ({ x1 = 0 }) => 2 - x1 });
    const high = round.trials.filter(({ configuration }) => Number(configuration['x1']) < -0.2).map(({ id }) => id);
    const [finding] = asked(round, high).findings;
    expect(finding?.explanation.map(({ key }) => key)).toContain('whereabouts.below');
  });

  it('does not advise regularization where training is no better than validation', () => {
    const [shifted] = asked(withTraining(ranked(), 1.2), [1, 2, 3]).findings;
    expect(shifted?.advice?.key).toBe('overfitting.unfitted');
    expect(shifted?.action).toBeUndefined();
    const [fitted] = asked(withTraining(ranked(), 0.2), [1, 2, 3]).findings;
    expect(fitted?.action).toEqual({ kind: 'regularize' });
  });

  const space = { hyperparameters: [range('lr', 1e-4, 1, 'log'), range('weight_decay', 1e-6, 1e-2, 'log')] };
  const arm = (seed: number): Planting => {
    let next = 0;
    return { seed, space, trials: 10, fate: () => 1 + 0.01 * next++ };
  };

  it('warns where a comparison is of configurations that overfit', () => {
    const round = plantedComparison('width', { 32: arm(1), 64: arm(2) });
    const [finding] = asked(round, [11, 12, 13]).findings;
    expect(finding?.severity).toBe('warning');
    expect(finding?.headline.text).toContain('under width=64');
  });

  it('leaves regularization alone where it is what is compared', () => {
    const round = { ...ranked({ space }), roles: { weight_decay: 'scientific', lr: 'nuisance' } as const };
    const [finding] = asked(round, [1, 2, 3]).findings;
    expect(finding?.advice?.text).toContain('weight_decay');
    expect(finding?.action).toBeUndefined();
  });

  it('is silent on an empty round', () => {
    expect(asked(planted({ seed: 1, space, trials: 0, fate: () => 1 }), [])).toEqual({
      findings: [],
      silent: [expect.objectContaining({ key: 'prevalence.empty' })],
    });
  });
});
