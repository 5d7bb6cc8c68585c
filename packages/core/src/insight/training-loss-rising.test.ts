import { describe, expect, it } from 'vitest';
import { marked, numbered } from '../testing/marked.ts';
import { planted, range } from '../testing/planted.ts';
import type { Finding } from './finding.ts';
import { defaultOptions } from './options.ts';
import type { RoundRecord } from './record.ts';
import { trainingLossRising } from './training-loss-rising.ts';
import { viewOf } from './view.ts';

const space = { hyperparameters: [range('lr', 1e-4, 1, 'log'), range('dropout', 0, 0.5)] };

/** The lower the learning rate, the better. */
const round: RoundRecord = planted({ seed: 8, space, trials: 30, fate: ({ lr = 0 }) => 1 + lr });

function found(trials: readonly number[], of: RoundRecord = round, metric = 'train/loss'): Finding | undefined {
  const view = viewOf(of, defaultOptions, marked(of, 'training-loss-rising', trials, { metric }));
  return trainingLossRising.ask(view, defaultOptions).findings[0];
}

/** Trials of the round by the learning rate, the lowest first. */
const byRate = round.trials
  .toSorted((a, b) => Number(a.configuration['lr']) - Number(b.configuration['lr']))
  .map(({ id }) => id);

describe('training loss rising', () => {
  it('suspects a bug where it rises in the best trials', () => {
    const finding = found(byRate.slice(0, 3));
    expect(finding).toMatchObject({
      severity: 'warning',
      action: { kind: 'check-program', suspicion: 'training-loss-rising' },
    });
    expect(finding?.evidence.numbers['bestShown']).toBe(3);
  });

  it('calls it instability where it rises at high learning rates alone', () => {
    const finding = found(byRate.slice(-10));
    expect(finding?.severity).toBe('advice');
    expect(finding?.explanation.map(({ key }) => key)).toContain('whereabouts.above');
    const below = finding?.action?.kind === 'lower-rate' ? finding.action.below : NaN;
    const rates = round.trials.map(({ configuration }) => Number(configuration['lr'])).sort((a, b) => a - b);
    expect(below).toBeGreaterThan(rates[19] ?? NaN);
    expect(below).toBeLessThan(rates[20] ?? NaN);
  });

  it('calls it instability where most of these trials leap as well', () => {
    const own = marked(round, 'training-loss-rising', byRate.slice(0, 5));
    const leaps = marked(round, 'loss-spike', byRate.slice(0, 3));
    const asked = (both: readonly number[]): Finding | undefined => {
      const diagnoses = new Map(
        [...own].map(([id, each]) => [id, [...each, ...(both.includes(id) ? (leaps.get(id) ?? []) : [])]]),
      );
      return trainingLossRising.ask(viewOf(round, defaultOptions, diagnoses), defaultOptions).findings[0];
    };
    expect(asked(byRate.slice(0, 3))).toMatchObject({ severity: 'advice', values: { unstable: true } });
    expect(asked(byRate.slice(0, 2))).toMatchObject({ severity: 'warning', values: { unstable: false } });
  });

  it('makes nothing of one trial', () => {
    expect(found(byRate.slice(0, 1))).toBeUndefined();
    expect(found([])).toBeUndefined();
  });

  it('says where minibatches tell another story', () => {
    const steps = numbered(1, 40).map((i) => 10 * i);
    const falling = { metric: 'loss', steps, values: steps.map((step) => 1 - step / 1000) };
    const rising = { metric: 'loss', steps, values: steps.map((step) => 1 + step / 1000) };
    const both = (curve: typeof falling): RoundRecord => ({
      ...round,
      trials: round.trials.map((trial) => ({ ...trial, curves: [...trial.curves, curve] })),
    });
    const keys = (finding?: Finding): readonly string[] => finding?.explanation.map(({ key }) => key) ?? [];
    expect(keys(found(byRate.slice(0, 3), both(falling)))).toContain('training-loss-rising.minibatch');
    expect(keys(found(byRate.slice(0, 3), both(rising)))).not.toContain('training-loss-rising.minibatch');
  });
});
