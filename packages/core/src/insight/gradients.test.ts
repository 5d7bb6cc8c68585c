import { describe, expect, it } from 'vitest';
import { stream } from '../numeric/index.ts';
import type { Curve } from '../study/index.ts';
import { planted, range, type Planting } from '../testing/planted.ts';
import { gradients } from './gradients.ts';
import { defaultOptions } from './options.ts';
import type { Answer } from './question.ts';
import type { TrialRecord } from './record.ts';
import { viewOf } from './view.ts';

const plan: Planting = {
  seed: 3,
  space: { hyperparameters: [range('lr', 1e-4, 1, 'log')] },
  trials: 20,
  fate: ({ lr = 0 }, random) => (lr > 0.8 ? 'diverged' : 1 + (lr - 0.5) ** 2 + 0.02 * random.normal()),
};

const fractions = Array.from({ length: 100 }, (_, i) => (i + 1) / 100);

function curve(metric: string, value: (fraction: number, i: number) => number): Curve {
  return { metric, steps: fractions.map((fraction) => 400 * fraction), values: fractions.map(value) };
}

/** Norms with log-normal noise of 0.3 around what `level` says. */
function asked(
  level: (trial: TrialRecord, fraction: number, i: number) => number,
  more: readonly Curve[] = [],
): Answer {
  const round = planted(plan);
  const trials = round.trials.map((trial) => {
    const random = stream(9, trial.id);
    const norm = curve('grad_norm', (fraction, i) => level(trial, fraction, i) * Math.exp(0.3 * random.normal()));
    return { ...trial, curves: [...trial.curves, norm, ...more] };
  });
  return gradients.ask(viewOf({ ...round, trials }), defaultOptions);
}

describe('gradients', () => {
  it('gives the 90th percentile as a note where nothing is wrong', () => {
    const { findings } = asked(() => 2);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ severity: 'note', values: { kind: 'profile' } });
    expect(findings[0]).not.toHaveProperty('action');
    // scipy 1.17.1: 2 * exp(0.3 * norm.ppf(0.9)) = 2.938; the middle of nine or so sample percentiles of 100 norms.
    expect(findings[0]?.evidence.numbers['p90']).toBeGreaterThan(2.7);
    expect(findings[0]?.evidence.numbers['p90']).toBeLessThan(3.2);
  });

  it.each([
    ['a rise to stay', (fraction: number) => (fraction < 0.3 ? 0.2 : 4)],
    ['a steep fall at first', (fraction: number) => 0.1 + 5 * Math.exp(-40 * fraction)],
    ['a slow rise', (fraction: number) => Math.exp(3 * fraction)],
  ])('does not take %s for a burst', (_, level) => {
    const kinds = asked((_trial, fraction) => level(fraction)).findings.map(({ values }) => values['kind']);
    expect(kinds).not.toContain('bursts');
    expect(kinds).toHaveLength(1);
  });

  it('advises clipping at the 90th percentile where norms burst', () => {
    const { findings } = asked((trial, _fraction, i) => (trial.id % 2 === 0 && i === 60 ? 60 : 2));
    expect(findings).toHaveLength(1);
    const [finding] = findings;
    expect(finding).toMatchObject({
      severity: 'advice',
      values: { kind: 'bursts' },
      action: { kind: 'clip-gradients' },
    });
    expect(finding?.evidence.trials.every((id) => id % 2 === 0)).toBe(true);
    expect(finding?.explanation[0]?.values['step']).toBe(244);
    const threshold = finding?.action?.kind === 'clip-gradients' ? finding.action.threshold : NaN;
    expect(threshold).toBeGreaterThan(2.7);
    expect(threshold).toBeLessThan(3.2);
  });

  it('needs more than one odd trial', () => {
    const { findings } = asked((trial, _fraction, i) => (trial.id === 3 && i === 60 ? 60 : 2));
    expect(findings.map(({ values }) => values['kind'])).toEqual(['profile']);
  });

  it('sees bursts before divergence', () => {
    const { findings } = asked((trial, _fraction, i) => (trial.state.status === 'infeasible' && i > 97 ? 100 : 2));
    expect(findings[0]?.headline.key).toBe('gradients.burstsDiverged');
    expect(findings[0]?.action?.kind).toBe('clip-gradients');
  });

  it('sees gradients that vanish only where the loss stayed', () => {
    const level = (_trial: TrialRecord, fraction: number): number => 10 ** (-5 * fraction);
    const stuck = asked(level, [curve('train/loss', () => 2.3)]);
    expect(stuck.findings[0]).toMatchObject({
      severity: 'warning',
      values: { kind: 'vanishing' },
      action: { kind: 'check-program', suspicion: 'gradients vanish' },
    });
    const fitted = asked(level, [curve('train/loss', (fraction) => 2.3 * 10 ** (-5 * fraction))]);
    expect(fitted.findings.map(({ values }) => values['kind'])).toEqual(['profile']);
  });

  it('takes half of all updates clipped for too much, logged or seen at a cap, and lowers the rate', () => {
    const logged = asked(() => 2, [curve('clip_fraction', () => 0.7)]);
    const [finding] = logged.findings;
    expect(finding).toMatchObject({ severity: 'advice', values: { kind: 'clipped' }, action: { kind: 'lower-rate' } });
    expect(finding?.evidence.numbers['clipped']).toBeCloseTo(0.7, 12);
    const lowest = Math.min(
      ...planted(plan)
        .trials.filter(({ id }) => finding?.evidence.trials.includes(id))
        .map(({ configuration }) => Number(configuration['lr'])),
    );
    expect(finding?.action).toEqual({ kind: 'lower-rate', hyperparameter: 'lr', below: lowest });
    expect(asked(() => 2, [curve('clip_fraction', () => 0.4)]).findings[0]?.values['kind']).toBe('profile');
  });

  it('gives no threshold from norms that were logged after clipping', () => {
    const round = planted(plan);
    const capped = (share: number): Answer => {
      const trials = round.trials.map((trial) => {
        const random = stream(9, trial.id);
        const norms = curve('grad_norm', () => (random.uniform() < share ? 1 : random.uniform()));
        return { ...trial, curves: [...trial.curves, norms] };
      });
      return gradients.ask(viewOf({ ...round, trials }), defaultOptions);
    };
    const some = capped(0.3);
    expect(some.findings).toEqual([]);
    expect(some.silent.map(({ key }) => key)).toContain('gradients.capped');
    expect(capped(0.8).findings[0]).toMatchObject({ values: { kind: 'clipped' } });
  });

  it('is silent where no norms are logged', () => {
    const answer = gradients.ask(viewOf(planted(plan)), defaultOptions);
    expect(answer).toMatchObject({ findings: [], silent: [{ key: 'gradients.unlogged' }] });
  });

  it.each([
    ['NaN', () => NaN],
    ['zero', () => 0],
    ['one value', () => 1],
  ])('claims nothing wrong of norms that are all %s', (_, norm) => {
    const round = planted(plan);
    const trials = round.trials.map((trial) => ({ ...trial, curves: [...trial.curves, curve('grad_norm', norm)] }));
    const { findings } = gradients.ask(viewOf({ ...round, trials }), defaultOptions);
    expect(findings.filter(({ severity }) => severity !== 'note')).toEqual([]);
  });
});
