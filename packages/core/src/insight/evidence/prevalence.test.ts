import { describe, expect, it } from 'vitest';
import { marked, numbered } from '../../testing/marked.ts';
import { planted, unitSpace } from '../../testing/planted.ts';
import { defaultOptions } from '../options.ts';
import { viewOf } from '../view.ts';
import { spikesTexts } from '../shapes/spikes.ts';
import { prevalenceOf, tooFew, tooScarce, type Prevalence } from './prevalence.ts';

/** Trials ranked by number. */
function prevalence(trials: number, shown: readonly number[]): Prevalence {
  let next = 0;
  const round = planted({ seed: 3, space: unitSpace(1), trials, fate: () => 1 + 0.01 * next++ });
  const view = viewOf(round, defaultOptions, marked(round, 'overfitting', shown));
  return prevalenceOf(view, view.ranked, ['overfitting']);
}

describe('prevalence', () => {
  it('is the chance of as many mistakes, of all or of the best three, doubled', () => {
    // SciPy 1.17.1: 2 * scipy.stats.binom.sf(4, 20, 0.05) = 0.0051479
    expect(prevalence(20, numbered(10, 14)).p).toBeCloseTo(0.0051479, 7);
    // 2 * scipy.stats.binom.sf(1, 3, 0.05) = 0.0145, below 2 * scipy.stats.binom.sf(1, 20, 0.05) = 0.528
    expect(prevalence(20, [1, 2]).p).toBeCloseTo(0.0145, 10);
    expect(prevalence(20, []).p).toBe(1);
    expect(prevalence(0, []).p).toBe(1);
  });

  it('counts the best three among those looked at', () => {
    const { best, bestShown, inBest } = prevalence(20, [2, 3, 4]);
    expect(best.map(({ record }) => record.id)).toEqual([1, 2, 3]);
    expect(bestShown.map(({ trial }) => trial.record.id)).toEqual([2, 3]);
    expect(inBest).toBe(true);
    expect(prevalence(20, [3, 4, 5]).inBest).toBe(false);
  });

  it('says what was looked for where too few show it', () => {
    const spikes = spikesTexts.sign();
    expect(tooFew(prevalence(20, [7]), spikes).text).toMatch(/^loss spikes: in 1 of 20 trials, and so many would be/);
    expect(tooFew(prevalence(20, []), spikes).text).toBe('loss spikes: in none of the 20 trials looked at');
    expect(tooScarce(prevalence(20, [7]), spikes).text).toBe(
      'loss spikes: in 1 of 20 competitive trials that trained to the end, 0 of the best 3 among them: not enough to speak of the round',
    );
  });

  it('takes the surest of several diagnoses', () => {
    const round = planted({ seed: 3, space: unitSpace(1), trials: 1, fate: () => 1 });
    const [one] = marked(round, 'overfitting', [1]).get(1) ?? [];
    if (one === undefined) throw new Error('no diagnosis');
    const both = new Map([
      [
        1,
        [
          { ...one, confidence: 0.6 },
          { ...one, confidence: 0.8, step: 7 },
        ],
      ],
    ]);
    const view = viewOf(round, defaultOptions, both);
    expect(prevalenceOf(view, view.ranked, ['overfitting']).shown[0]?.diagnosis.step).toBe(7);
  });
});
