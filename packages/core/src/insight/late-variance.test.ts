import { describe, expect, it } from 'vitest';
import { stream } from '../numeric/index.ts';
import { marked, numbered } from '../testing/marked.ts';
import { plantedComparison } from '../testing/planted-comparison.ts';
import { planted, unitSpace, type Planting } from '../testing/planted.ts';
import { lateVariance } from './late-variance.ts';
import { defaultOptions } from './options.ts';
import type { Answer } from './question.ts';
import type { RoundRecord } from './record.ts';
import { viewOf } from './view.ts';

function ranked(apart: number, change: Partial<Planting> = {}): RoundRecord {
  let next = 0;
  return planted({
    seed: 3,
    space: unitSpace(2),
    trials: 20,
    evaluations: 200,
    bestAt: () => 0.7,
    fate: () => 1 + apart * next++,
    ...change,
  });
}

/** The round with evaluations after the best one, the 140th, that scatter by `deviation` above it. */
function jumping(round: RoundRecord, deviation: number): RoundRecord {
  const trials = round.trials.map((trial) => {
    const random = stream(5, 'jumps', trial.id);
    const curves = trial.curves.map((curve) => ({
      ...curve,
      values: curve.values.map((value, i) => value + (i > 139 ? 10 * deviation + deviation * random.normal() : 0)),
    }));
    return { ...trial, curves };
  });
  return { ...round, trials };
}

function asked(round: RoundRecord, trials: readonly number[]): Answer {
  return lateVariance.ask(viewOf(round, defaultOptions, marked(round, 'late-variance', trials)), defaultOptions);
}

describe('late variance', () => {
  it('sets the jumps against the difference to the baseline', () => {
    // The best is 1; the baseline's mean 1.1.
    const round = jumping(ranked(0.01, { baseline: [1.09, 1.1, 1.11] }), 0.05);
    const [finding] = asked(round, [4, 5, 6]).findings;
    expect(finding?.headline.key).toBe('late-variance.blurring');
    expect(finding?.evidence.numbers['difference']).toBeCloseTo(0.1, 10);
    const jump = finding?.evidence.numbers['jump'] ?? NaN;
    expect(jump).toBeGreaterThan(0.03);
    expect(jump).toBeLessThan(0.07);
    expect(finding?.severity).toBe('advice');
  });

  it('only notes jumps that are small beside it, with nothing to do', () => {
    const [finding] = asked(jumping(ranked(0.01, { baseline: [2, 2.1, 2.2] }), 0.05), [4, 5, 6]).findings;
    expect(finding).toMatchObject({ severity: 'note', headline: { key: 'late-variance.small' } });
    expect(finding?.advice).toBeUndefined();
  });

  it('sets them against the spread of the competitive trials, which more trials do not make smaller', () => {
    const [finding] = asked(jumping(ranked(0.01), 0.05), [1, 2, 3]).findings;
    // The ten competitive objectives are 0.01 apart: their quartiles 0.045.
    expect(finding?.evidence.numbers['difference']).toBeCloseTo(0.045, 10);
    expect(finding?.headline.text).toContain('between the quartiles of the competitive trials');
  });

  it('takes no difference for less than the noise between seeds', () => {
    const [finding] = asked(jumping(ranked(0.01, { baseline: [0.9, 1, 1.1] }), 0.05), [4, 5, 6]).findings;
    expect(finding?.evidence.numbers['difference']).toBeCloseTo(0.1, 10);
    expect(finding?.headline.text).toContain('the standard deviation between seeds');
  });

  it('warns where a comparison is of less than the jumps', () => {
    const arm = (best: number): Planting => {
      let next = 0;
      return {
        seed: 1,
        space: unitSpace(1),
        trials: 8,
        evaluations: 200,
        bestAt: () => 0.7,
        fate: () => best + 0.001 * next++,
      };
    };
    const round = jumping(plantedComparison('width', { 32: arm(1), 64: arm(1.01) }), 0.05);
    const [finding] = asked(round, [1, 2, 3]).findings;
    expect(finding).toMatchObject({ severity: 'warning', headline: { key: 'late-variance.large' } });
    expect(finding?.headline.text).toContain('between the best of width=32 and of width=64');
  });

  it('lays jumps at the door of a small validation set where that explains them', () => {
    const round = jumping(ranked(0.001, { metric: 'valid/error', fate: () => 0.2 }), 0.01);
    const apart = {
      ...round,
      trials: round.trials.map((trial, i) => ({ ...trial, curves: shifted(trial.curves, 0.001 * i) })),
    };
    const small = asked({ ...apart, examples: { valid: 500 } }, [1, 2, 3]).findings[0];
    expect(small?.advice?.key).toBe('late-variance.sampling');
    const large = asked({ ...apart, examples: { valid: 1_000_000 } }, [1, 2, 3]).findings[0];
    expect(large?.advice?.key).toBe('late-variance.remedies');
  });

  it('is silent where few trials jump, or where what jumps is not the objective', () => {
    expect(asked(ranked(0.01), [7])).toMatchObject({ findings: [], silent: [{ key: 'prevalence.few' }] });
    const round = ranked(0.01);
    const other = marked(round, 'late-variance', numbered(1, 20), { metric: 'train/loss' });
    expect(lateVariance.ask(viewOf(round, defaultOptions, other), defaultOptions).findings).toEqual([]);
  });
});

function shifted(curves: RoundRecord['trials'][number]['curves'], by: number): typeof curves {
  return curves.map((curve) => ({ ...curve, values: curve.values.map((value) => value + by) }));
}
