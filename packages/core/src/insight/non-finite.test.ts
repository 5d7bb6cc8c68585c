import { describe, expect, it } from 'vitest';
import type { Curve } from '../study/index.ts';
import { planted, range } from '../testing/planted.ts';
import { numbered } from '../testing/marked.ts';
import type { Finding } from './finding.ts';
import { nonFinite } from './non-finite.ts';
import { defaultOptions } from './options.ts';
import type { RoundRecord } from './record.ts';
import { viewOf } from './view.ts';

const space = { hyperparameters: [range('lr', 1e-4, 1, 'log'), range('dropout', 0, 0.5)] };
const steps = numbered(1, 100).map((i) => 4 * i);

interface Telling {
  /** Step from which the losses are NaN. */
  readonly at: number;
  /** Whether gradient norms grow before; null leaves them out. */
  readonly grown: boolean | null;
}

/** Thirty trials, those above a learning rate of 0.01 broken as told. */
function broken({ at, grown }: Telling): RoundRecord {
  const round = planted({ seed: 8, space, trials: 30, fate: ({ lr = 0 }) => (lr > 0.5 ? 'diverged' : 1 + lr) });
  const trials = round.trials.map((trial) => {
    const breaks = trial.state.status === 'infeasible';
    const value = (step: number, sound: number): number => (breaks && step >= at ? NaN : sound);
    const norm = (step: number): number =>
      value(step, breaks && grown === true && step >= at - 12 ? 50 : 1 + 0.1 * Math.sin(step));
    const curves: Curve[] = [
      ...trial.curves.map((curve) => ({
        ...curve,
        values: curve.values.map((each) => (Number.isNaN(each) ? 1 : each)),
      })),
      { metric: 'train/loss', steps, values: steps.map((step) => value(step, 1 - step / 1000)) },
      ...(grown === null ? [] : [{ metric: 'grad_norm', steps, values: steps.map(norm) }]),
    ];
    return { ...trial, curves };
  });
  return { ...round, trials };
}

function found(round: RoundRecord): Finding | undefined {
  return nonFinite.ask(viewOf(round), defaultOptions).findings[0];
}

const causes = (finding: Finding | undefined): string =>
  finding?.explanation.find(({ key }) => key === 'non-finite.causes')?.text ?? '';

describe('non-finite', () => {
  it('tells the first step, the first metric and where', () => {
    const finding = found(broken({ at: 200, grown: true }));
    expect(finding?.headline.text).toContain('train/loss first');
    expect(finding?.evidence.numbers).toMatchObject({ step: 200, earliest: 200 });
    expect(finding?.explanation.map(({ key }) => key)).toEqual(
      expect.arrayContaining(['non-finite.grown', 'whereabouts.above']),
    );
  });

  it('clips where gradients grew in mid-training, at the 90th percentile of sound norms', () => {
    const finding = found(broken({ at: 200, grown: true }));
    // NumPy 2.4.6: numpy.quantile(1 + 0.1 * numpy.sin(4 * numpy.arange(1, 101)), 0.9) = 1.0957, in two digits 1.1
    expect(finding?.action).toEqual({ kind: 'clip-gradients', threshold: 1.1 });
  });

  it('warms up where it comes early, and names the rate first where that decides', () => {
    const finding = found(broken({ at: 32, grown: true }));
    // A twentieth of 400 steps, below twice the step.
    expect(finding?.action).toEqual({ kind: 'add-warmup', steps: 20 });
    expect(causes(finding)).toMatch(
      /^likely causes, the likeliest first: a learning rate that is too high; an unstable start/,
    );
  });

  it('lowers the rate where gradients did not grow but the rate decides', () => {
    const finding = found(broken({ at: 200, grown: false }));
    expect(finding?.action).toMatchObject({ kind: 'lower-rate', hyperparameter: 'lr' });
  });

  it('suspects the data first where it comes at once and nowhere in particular', () => {
    const round = broken({ at: 200, grown: false });
    const trials = round.trials.map((trial, i) => {
      const from = round.trials[i % 4 === 0 ? 0 : 1];
      const source = round.trials.find(({ state }) => (i % 4 === 0) === (state.status === 'infeasible')) ?? from;
      return { ...trial, state: source?.state ?? trial.state, curves: source?.curves ?? trial.curves };
    });
    const finding = found({ ...round, trials });
    expect(causes(finding)).toMatch(/likeliest first: an input or a label/);
    expect(finding?.action).toEqual({ kind: 'check-program', suspicion: 'non-finite' });
  });

  it('does not take norms and rates of long before for what came just before', () => {
    const round = broken({ at: 320, grown: false });
    const trials = round.trials.map((trial) => ({
      ...trial,
      curves: trial.curves.map((curve) =>
        curve.metric === 'grad_norm'
          ? { ...curve, steps: steps.slice(0, 10), values: curve.values.slice(0, 10) }
          : curve,
      ),
    }));
    const keys = found({ ...round, trials })?.explanation.map(({ key }) => key) ?? [];
    expect(keys).not.toContain('non-finite.sudden');
    expect(keys).toContain('non-finite.norms');
  });

  it('asks for gradient norms where there are none', () => {
    expect(found(broken({ at: 200, grown: null }))?.explanation.map(({ key }) => key)).toContain('non-finite.norms');
  });

  it('passes over values that recover, and norms that overflow while the loss is sound', () => {
    const round = planted({ seed: 1, space, trials: 10, fate: ({ lr = 0 }) => 1 + lr });
    const trials = round.trials.map((trial) => ({
      ...trial,
      curves: [
        ...trial.curves,
        { metric: 'train/loss', steps, values: steps.map((step) => (step === 40 || step === 44 ? NaN : 1)) },
        { metric: 'grad_norm', steps, values: steps.map((step) => (step > 40 ? Infinity : 1)) },
      ],
    }));
    expect(nonFinite.ask(viewOf({ ...round, trials }), defaultOptions)).toMatchObject({
      findings: [],
      silent: [{ key: 'non-finite.none' }],
    });
  });

  it('only notes a single trial', () => {
    const round = broken({ at: 200, grown: true });
    const one = round.trials.filter(({ state }) => state.status === 'infeasible').map(({ id }) => id)[0];
    const trials = round.trials.filter(({ id, state }) => state.status !== 'infeasible' || id === one);
    const finding = found({ ...round, trials });
    expect(finding?.severity).toBe('note');
    expect(finding?.action).toBeUndefined();
  });
});
