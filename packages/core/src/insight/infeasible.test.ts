import { describe, expect, it } from 'vitest';
import { stream } from '../numeric/index.ts';
import type { Hyperparameter, Space } from '../space/index.ts';
import { planted, range, unitSpace, type Planting } from '../testing/planted.ts';
import { infeasible } from './infeasible.ts';
import { defaultOptions } from './options.ts';
import type { Answer } from './question.ts';
import { viewOf } from './view.ts';

const options = { ...defaultOptions, permutations: 499 };
const space: Space = { hyperparameters: [range('lr', 1e-4, 10, 'log'), range('x', -1, 1)] };

function asked(planting: Partial<Planting> & Pick<Planting, 'fate'>): Answer {
  const round = planted({ seed: 2, space, trials: 24, ...planting });
  return infeasible.ask(viewOf(round, options), options);
}

describe('infeasible', () => {
  it('names the side of a hyperparameter where trials diverge, in its units, and the smaller range', () => {
    const { findings } = asked({ fate: ({ lr = 0 }) => (lr > 0.7 ? 'diverged' : 0.5 + (lr - 0.4) ** 2) });
    expect(findings).toHaveLength(1);
    const [finding] = findings;
    const threshold = Number(finding?.values['threshold']);
    // Place 0.7 of [1e-4, 10] in logarithms is 10^(−4 + 0.7 · 5) = 0.316.
    expect(threshold).toBeGreaterThan(0.15);
    expect(threshold).toBeLessThan(0.7);
    const numbers = finding?.evidence.numbers;
    expect(numbers?.['inside']).toBe(numbers?.['insideCount']);
    expect(numbers?.['outside']).toBe(0);
    expect(Number(numbers?.['insideCount']) + Number(numbers?.['outsideCount'])).toBe(24);
    expect(finding?.action).toEqual({
      kind: 'shrink-range',
      hyperparameter: 'lr',
      scale: 'log',
      range: [1e-4, threshold],
    });
    expect(finding?.headline.text).toContain(`lr above ${threshold}`);
    expect(finding?.explanation.map(({ text }) => text).join('\n')).toContain(
      'training diverged (a loss or the objective was not finite)',
    );
    expect(finding?.evidence.figure).toBe('axis:lr');
  });

  it('searches configurations, not their seeds, and counts all trials in what it finds', () => {
    const repeated = (seed: number, count: number, seeds: number): Planting['design'] =>
      Array.from({ length: count }, (_, c) => {
        const random = stream(seed, 'design', c);
        return { lr: 10 ** (5 * random.uniform() - 4), x: 2 * random.uniform() - 1 };
      }).flatMap((configuration) => Array.from({ length: seeds }, () => configuration));
    let named = 0;
    for (let seed = 0; seed < 60; seed++) {
      const { findings } = asked({
        seed,
        trials: 48,
        design: repeated(seed, 12, 4) ?? [],
        fate: ({ lr = 0 }) => (stream(seed, 'own', String(lr)).uniform() < 0.4 ? 'diverged' : 1),
      });
      if (findings.some(({ values }) => values['hyperparameter'] !== undefined)) named++;
    }
    // scipy 1.17.1: scipy.stats.binom.ppf(0.99, 60, 0.05) = 7; of 48 trials taken for independent, most.
    expect(named).toBeLessThanOrEqual(7);
    const [finding] = asked({
      trials: 60,
      design: repeated(1, 30, 2) ?? [],
      fate: ({ lr = 0 }) => (lr > 0.6 ? 'diverged' : 1),
    }).findings;
    const { inside = 0, insideCount = 0, outside = 0, outsideCount = 0 } = finding?.evidence.numbers ?? {};
    expect([inside, outside]).toEqual([insideCount, 0]);
    expect(insideCount + outsideCount).toBe(60);
  });

  it('cuts a reverse-log range in digits of 1 − x, and advises the range that it would search', () => {
    const beta2 = range('beta2', 0.9, 0.99999, 'reverse-log');
    const { findings } = asked({
      space: { hyperparameters: [beta2, range('x', -1, 1)] },
      fate: (places) => ((places['beta2'] ?? 0) > 0.8 ? 'diverged' : 1),
    });
    const [finding] = findings;
    const [, end] = finding?.action?.kind === 'shrink-range' ? finding.action.range : [];
    // Place 0.8 of four decades below 0.1: 1 − 0.1 · 10 ** (−4 · 0.8) = 0.999937.
    expect(end).toBeGreaterThan(0.9998);
    expect(end).toBeLessThan(0.99999);
    expect(finding?.advice?.text).toBe(`search beta2 up to ${String(end)}`);
  });

  it('does not shrink a range whose far side holds one of the three best', () => {
    const { findings } = asked({
      trials: 40,
      fate: ({ lr = 0 }, random) => (lr > 0.6 && random.uniform() < 0.7 ? 'diverged' : 2 - lr),
    });
    expect(findings[0]?.values['side']).toBe('above');
    expect(findings[0]?.action).toBeUndefined();
    expect(findings[0]?.advice?.key).toBe('region-remedy.competitive');
  });

  it('names a value of an unordered hyperparameter', () => {
    const activation: Hyperparameter = {
      kind: 'categorical',
      id: 'act',
      name: 'act',
      arg: 'act',
      values: ['relu', 'tanh', 'exp'],
    };
    const { findings } = asked({
      space: { hyperparameters: [activation, range('x', -1, 1)] },
      fate: (_, random, configuration) => (configuration['act'] === 'exp' ? 'out-of-memory' : random.uniform()),
    });
    expect(findings.map(({ values }) => [values['hyperparameter'], values['threshold'], values['side']])).toEqual([
      ['act', 'exp', 'at'],
    ]);
  });

  it('claims no region where infeasible trials fall anywhere, in 95 % of rounds and more', () => {
    let named = 0;
    for (let seed = 0; seed < 100; seed++) {
      const { findings } = asked({
        seed,
        space: unitSpace(5),
        trials: 30,
        fate: (_, random) => (random.uniform() < 0.3 ? 'diverged' : 1),
      });
      if (findings.some(({ values }) => values['hyperparameter'] !== undefined)) named++;
    }
    // P(more than 10 of 100 | 5 % each) = 0.011.
    expect(named).toBeLessThanOrEqual(10);
  });

  describe('where everything fails', () => {
    const key = (planting: Partial<Planting>): unknown => {
      const { findings } = asked({ fate: () => 'diverged', ...planting });
      expect(findings).toHaveLength(1);
      return [findings[0]?.headline.key, findings[0]?.severity, findings[0]?.action?.kind];
    };

    it('suspects a bug once the baseline fails too', () => {
      expect(key({ baseline: ['diverged'] })).toEqual(['infeasible.bug', 'warning', 'check-program']);
    });

    it('blames the ranges where the baseline runs', () => {
      expect(key({ baseline: [1, 'diverged'] })).toEqual(['infeasible.ranges', 'advice', undefined]);
    });

    it('cannot tell without a baseline, unless so many failed that hardly any range explains it', () => {
      expect(key({})).toEqual(['infeasible.unclear', 'advice', undefined]);
      expect(key({ trials: 5 })).toEqual(['infeasible.unclear', 'advice', undefined]);
      // scipy 1.17.1: scipy.stats.binomtest(36, 36).proportion_ci(0.95, 'exact').low = 0.902606; of 35, 0.899966
      expect(key({ trials: 35 })).toEqual(['infeasible.unclear', 'advice', undefined]);
      expect(key({ trials: 36 })).toEqual(['infeasible.bug', 'warning', 'check-program']);
    });
  });

  it('names the quantity of two hyperparameters that decides, and searches it in place of the first', () => {
    const momentum = range('momentum', 0.5, 0.999, 'reverse-log');
    const { findings } = asked({
      space: { hyperparameters: [range('lr', 1e-4, 10, 'log'), momentum, range('x', -1, 1)] },
      trials: 80,
      fate: (_, random, { lr, momentum: m }) =>
        Number(lr) / (1 - Number(m)) > 1 ? 'diverged' : Number(lr) > 0.01 ? 3 + random.uniform() : random.uniform(),
    });
    expect(findings[0]?.values).toMatchObject({
      quantity: 'lr / (1 − momentum)',
      hyperparameter: 'lr',
      partner: 'momentum',
    });
    const threshold = Number(findings[0]?.values['threshold']);
    expect(threshold).toBeGreaterThan(0.6);
    expect(threshold).toBeLessThan(1.6);
    // The least that the ranges allow: 1e-4 / (1 − 0.5).
    expect(findings[0]?.action).toEqual({
      kind: 'reparameterize',
      hyperparameters: ['lr', 'momentum'],
      as: 'ratio-to-complement',
      range: [2e-4, threshold],
    });
    expect(findings[0]?.evidence.figure).toBe('region:lr:momentum');
    expect(findings[0]?.headline.text).toMatch(/^lr \/ \(1 − momentum\) above [\d.]+: \d+ of \d+ trials infeasible/);
  });

  it('tells a line that no power names by where it leaves the ranges', () => {
    const { findings } = asked({
      space: unitSpace(3),
      trials: 80,
      fate: ({ x1 = 0, x2 = 0 }) => (x1 + x2 > 1.2 ? 'diverged' : 2 - x1),
    });
    const [finding] = findings;
    expect([finding?.values['hyperparameter'], finding?.values['partner']].sort()).toEqual(['x1', 'x2']);
    expect(finding?.headline.key).toBe('infeasible.lineAbove');
    expect(finding?.action).toBeUndefined();
  });

  it('shrinks both ends where both fail', () => {
    const { findings } = asked({
      trials: 60,
      fate: ({ lr = 0 }) => (lr < 0.2 || lr > 0.8 ? 'diverged' : (lr - 0.5) ** 2),
    });
    expect(findings).toHaveLength(1);
    expect(findings[0]?.values).toMatchObject({ hyperparameter: 'lr', side: 'outside' });
    const [low = 0, high = 0] = findings[0]?.action?.kind === 'shrink-range' ? findings[0].action.range : [];
    // Places 0.2 and 0.8 of five decades from 1e-4: 1e-3 and 1.
    expect(Math.abs(Math.log10(low / 1e-3))).toBeLessThan(0.3);
    expect(Math.abs(Math.log10(high))).toBeLessThan(0.3);
  });

  it('names a middle band without shrinking anything', () => {
    const { findings } = asked({ trials: 60, fate: ({ x = 0 }) => (x > 0.35 && x < 0.65 ? 'diverged' : x) });
    expect(findings[0]?.values).toMatchObject({ hyperparameter: 'x', side: 'between' });
    expect(findings[0]?.action).toBeUndefined();
  });

  it('names one region after the other', () => {
    const { findings } = asked({
      trials: 100,
      fate: ({ lr = 0, x = 0 }) => (lr > 0.7 || x < 0.2 ? 'diverged' : 1 - lr),
    });
    expect(findings.map(({ values }) => [values['quantity'], values['side']])).toEqual([
      ['lr', 'above'],
      ['x', 'below'],
    ]);
  });

  it('gives the share with its exact interval', () => {
    const { findings } = asked({ trials: 7, fate: ({ x = 0 }) => (x > 0.8 ? 'diverged' : 1), seed: 5 });
    const numbers = findings[0]?.evidence.numbers;
    // scipy 1.17.1: scipy.stats.binomtest(1, 7).proportion_ci(0.95, 'exact') = (0.003610, 0.578723)
    expect(numbers).toMatchObject({ infeasible: 1, count: 7 });
    expect(numbers?.['low']).toBeCloseTo(0.00361, 5);
    expect(numbers?.['high']).toBeCloseTo(0.578723, 5);
  });

  it('is silent, with the reason, where nothing is infeasible or nothing has ended', () => {
    expect(asked({ fate: () => 1 })).toMatchObject({ findings: [], silent: [{ key: 'infeasible.none' }] });
    expect(asked({ fate: () => 'running' })).toMatchObject({ findings: [], silent: [{ key: 'infeasible.empty' }] });
  });
});
