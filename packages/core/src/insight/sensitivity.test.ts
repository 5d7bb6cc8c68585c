import { describe, expect, it } from 'vitest';
import { stream } from '../numeric/index.ts';
import type { Hyperparameter, Space } from '../space/index.ts';
import { planted, range, unitSpace, type Planting } from '../testing/planted.ts';
import { defaultOptions } from './options.ts';
import type { Answer } from './question.ts';
import type { RoundRecord } from './record.ts';
import { sensitivity } from './sensitivity.ts';
import { viewOf } from './view.ts';

function recordOf(planting: Partial<Planting>): RoundRecord {
  return planted({
    seed: 4,
    space: unitSpace(4),
    trials: 100,
    evaluations: 1,
    bestAt: () => 1,
    fate: ({ x1 = 0, x2 = 0 }, random) => 10 + 2 * x1 + (x2 - 0.5) ** 2 + 0.05 * random.normal(),
    ...planting,
  });
}

function asked(planting: Partial<Planting>): Answer {
  return sensitivity.ask(viewOf(recordOf(planting), defaultOptions, new Map()), defaultOptions);
}

const keysOf = ({ silent }: Answer): readonly string[] => silent.map(({ key }) => key);

describe('sensitivity', () => {
  it('names what matters most, with shares and intervals in both regions', () => {
    const [order] = asked({}).findings;
    expect(order).toMatchObject({ severity: 'note', headline: { key: 'sensitivity.leads', values: { first: 'x1' } } });
    expect(order?.values['feasible']).toBe('x1, x2');
    const numbers = order?.evidence.numbers ?? {};
    expect(numbers['feasible trials']).toBe(100);
    expect(numbers['competitive trials']).toBe(50);
    expect(numbers['feasible x1']).toBeGreaterThan(0.8);
    expect(numbers['feasible x1 low']).toBeLessThan(numbers['feasible x1'] ?? 0);
    expect(numbers['feasible x3']).toBeLessThan(0.02);
    expect(order?.evidence.figure).toBe('sensitivity');
  });

  it('says what may be fixed, from the competitive trials alone, at the values of the best', () => {
    const { findings } = asked({});
    const advice = findings.find(({ severity }) => severity === 'advice');
    expect(advice?.headline.key).toBe('sensitivity.fix');
    const all = [advice, ...(advice?.also ?? [])];
    expect(all.map((each) => each?.action).sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)))).toEqual([
      { kind: 'fix', hyperparameter: 'x3' },
      { kind: 'fix', hyperparameter: 'x4' },
    ]);
    for (const each of all) expect(each?.evidence.numbers['bound']).toBeLessThanOrEqual(0.1);
    expect(advice?.evidence.trials).toHaveLength(50);
  });

  it('tells the order among competitive trials apart from that over all feasible ones', () => {
    // x1 is a cliff: what lies beyond is bad, and what lies before it is alike.
    const [order] = asked({
      trials: 200,
      fate: ({ x1 = 0, x2 = 0 }, random) => 10 + (x1 > 0.5 ? 5 : 0) + x2 + 0.05 * random.normal(),
    }).findings;
    expect(order?.headline).toMatchObject({ key: 'sensitivity.flips', values: { first: 'x1', competitive: 'x2' } });
  });

  it('leaves infeasible trials out instead of counting them as bad', () => {
    const { findings } = asked({
      fate: ({ x1 = 0, x2 = 0 }, random) => (x1 > 0.7 ? 'diverged' : 10 + x2 + 0.05 * random.normal()),
    });
    expect(findings[0]?.values).toEqual({ feasible: 'x2', competitive: 'x2' });
    expect(findings[0]?.explanation.map(({ key }) => key)).toContain('sensitivity.left');
  });

  it('names the pair that interacts, and fixes neither of it', () => {
    const answer = asked({
      trials: 200,
      fate: ({ x1 = 0, x2 = 0 }, random) => 10 + x1 + 6 * (x1 - 0.5) * (x2 - 0.5) + 0.1 * random.normal(),
    });
    const pair = answer.findings.find(({ headline }) => headline.key === 'sensitivity.pair');
    expect(pair?.values).toEqual({ first: 'x1', second: 'x2' });
    expect(pair?.evidence.figure).toBe('interaction');
    expect(JSON.stringify(answer.findings.flatMap(({ action, also }) => [action, also]))).not.toContain('"x2"');
  });

  it('does not take for an interaction what a change of scale would remove', () => {
    for (let seed = 0; seed < 10; seed++) {
      const answer = asked({
        seed,
        fate: ({ x1 = 0, x2 = 0 }, random) => Math.exp(2 * x1 + x2 + 0.2 * random.normal()),
      });
      expect(keysOf(answer)).toContain('sensitivity.noPair');
    }
  });

  it('calls a hyperparameter of a branch by its short name, and keeps its identity for programs', () => {
    const child = (label: string): Hyperparameter => ({ ...range(`opt=${label}/lr`, 0, 1), name: 'lr', arg: 'lr' });
    const beta: Hyperparameter = { ...range('opt=b/beta', 0, 1), name: 'beta', arg: 'beta' };
    const branches = [
      { label: 'a', value: 'a', children: [child('a')] },
      { label: 'b', value: 'b', children: [child('b'), beta] },
    ];
    const space: Space = { hyperparameters: [{ kind: 'choice', id: 'opt', name: 'opt', arg: 'opt', branches }] };
    const [order] = asked({
      space,
      trials: 120,
      fate: (places, random) =>
        10 + (places['opt=a/lr'] ?? 0.5) + 3 * (places['opt=b/beta'] ?? 0.5) + 0.05 * random.normal(),
    }).findings;
    expect(order?.headline.text).toMatch(/^beta, a\/lr/);
    expect(order?.explanation[0]?.text).toMatch(/beta \d+ %.*a\/lr \d+ %/);
    expect(order?.values['feasible']).toMatch(/^opt=b\/beta, opt=a\/lr/);
  });

  it('never fixes a learning rate, nor what the round asks about', () => {
    const space: Space = {
      hyperparameters: [range('x1', -1, 1), range('x2', -1, 1), { ...range('x3', -1, 1), meaning: 'learning-rate' }],
    };
    const { findings } = asked({ space, round: { roles: { x1: 'nuisance', x2: 'scientific', x3: 'nuisance' } } });
    expect(findings.flatMap(({ action }) => action ?? [])).toEqual([]);
  });

  it('says honestly that 20 trials of noise cannot tell', () => {
    const answer = asked({ trials: 20, fate: (_places, random) => random.normal() });
    expect(answer.findings).toEqual([]);
    expect(keysOf(answer)).toEqual(['sensitivity.none']);
    expect(Number(answer.silent[0]?.values['high'])).toBeGreaterThan(10);
  });

  it('is silent on an empty round, one trial, one hyperparameter and one objective throughout', () => {
    expect(keysOf(asked({ trials: 0 }))).toEqual(['sensitivity.few']);
    expect(keysOf(asked({ trials: 1 }))).toEqual(['sensitivity.few']);
    expect(keysOf(asked({ fate: () => 'diverged' }))).toEqual(['sensitivity.few']);
    expect(keysOf(asked({ space: unitSpace(1) }))).toEqual(['sensitivity.one']);
    expect(keysOf(asked({ space: unitSpace(0) }))).toEqual(['sensitivity.one']);
    expect(keysOf(asked({ fate: () => 3 }))).toEqual(['sensitivity.flat']);
  });

  it('gives the same answer where the objective is maximised', () => {
    const record = recordOf({});
    const mirrored: RoundRecord = {
      ...record,
      objective: { ...record.objective, direction: 'maximize' },
      trials: record.trials.map((trial) => ({
        ...trial,
        curves: trial.curves.map((curve) => ({ ...curve, values: curve.values.map((value) => -value) })),
      })),
    };
    const numbers = ({ findings }: Answer): unknown => findings[0]?.evidence.numbers;
    const mirror = sensitivity.ask(viewOf(mirrored, defaultOptions, new Map()), defaultOptions);
    expect(numbers(mirror)).toEqual(numbers(asked({})));
  });

  it('weighs an adaptive search less', () => {
    const [order] = asked({ adaptive: true }).findings;
    expect(order?.confidence).toBeLessThanOrEqual(0.5);
    expect(order?.explanation.map(({ key }) => key)).toContain('sensitivity.adaptive');
  });

  it('names a pair that interacts where neither does anything alone', () => {
    // Too few trials for competitive ones, among which the better values of either do stand out.
    const answer = asked({
      trials: 22,
      seed: 6,
      fate: ({ x1 = 0, x2 = 0 }, random) => 10 + 8 * (x1 - 0.5) * (x2 - 0.5) + 0.1 * random.normal(),
    });
    expect(answer.findings.map(({ headline }) => headline.key)).toEqual(['sensitivity.pair']);
    expect(answer.findings[0]?.values).toEqual({ first: 'x1', second: 'x2' });
    expect(keysOf(answer)).toEqual(['sensitivity.none']);
  });

  it('widens the interval of an effect that is no smooth curve, and says so', () => {
    const step = asked({
      trials: 300,
      fate: ({ x1 = 0, x2 = 0 }, random) => 10 + (x1 > 0.7 ? 2 : 0) + 0.6 * x2 + 0.4 * random.normal(),
    }).findings[0];
    expect(step?.explanation.find(({ key }) => key === 'sensitivity.rough')?.values).toEqual({ names: 'x1' });
    const smooth = asked({
      trials: 300,
      fate: ({ x1 = 0, x2 = 0 }, random) => 10 + 2 * x1 + x2 + 0.4 * random.normal(),
    }).findings[0];
    expect(smooth?.explanation.map(({ key }) => key)).not.toContain('sensitivity.rough');
  });

  it('counts a configuration once, however many seeds it was run under', () => {
    let spoken = 0;
    for (let seed = 0; seed < 100; seed++) {
      const design = Array.from({ length: 16 }, (_, c) => {
        const random = stream(seed, 'design', c);
        return Object.fromEntries(['x1', 'x2', 'x3', 'x4'].map((id) => [id, 2 * random.uniform() - 1]));
      }).flatMap((configuration) => [configuration, configuration, configuration]);
      const { findings } = asked({
        seed,
        trials: 48,
        design,
        fate: (places, random) => 10 + stream(seed, 'own', String(places['x1'])).normal() + 0.3 * random.normal(),
      });
      if (findings.length > 0) spoken++;
    }
    // scipy 1.17.1: scipy.stats.binom.ppf(0.99, 100, 0.05) = 11; of 48 trials taken for independent, most.
    expect(spoken).toBeLessThanOrEqual(11);
  });

  it('speaks of noise in at most 5 % of rounds', () => {
    let spoken = 0;
    for (let seed = 0; seed < 600; seed++) {
      const { findings } = asked({ seed, trials: 30, fate: (_places, random) => random.normal() });
      spoken += findings.length > 0 ? 1 : 0;
    }
    // scipy 1.17.1: scipy.stats.binom.ppf(0.99, 600, 0.05) = 43.
    expect(spoken).toBeLessThanOrEqual(43);
  });
});
