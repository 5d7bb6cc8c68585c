import { describe, expect, it } from 'vitest';
import type { Hyperparameter } from '../space/index.ts';
import { planted, range, unitSpace, type Planting } from '../testing/planted.ts';
import { plantedComparison } from '../testing/planted-comparison.ts';
import { boundary } from './boundary.ts';
import { fairness } from './fairness.ts';
import { defaultOptions } from './options.ts';
import type { Answer, Question } from './question.ts';
import type { RoundRecord } from './record.ts';
import { viewOf } from './view.ts';

const plan: Planting = { seed: 1, space: unitSpace(1), trials: 24, fate: ({ x1 = 0 }) => 0.05 + 0.1 * (x1 - 0.5) ** 2 };
const seeds = [0.12, 0.125, 0.13];
const good = ({ x1 = 0 }): number => 0.05 + 0.1 * (x1 - 0.5) ** 2;
const worse = ({ x1 = 0 }): number => 0.15 + 0.1 * (x1 - 0.5) ** 2;
const options = { ...defaultOptions, permutations: 199 };

function round(adam: Partial<Planting>, momentum: Partial<Planting>): RoundRecord {
  const plantings = { adam: { ...plan, baseline: seeds, ...adam }, momentum: { ...plan, seed: 2, ...momentum } };
  return plantedComparison('optimizer', plantings);
}

const answer = (record: RoundRecord): Answer => fairness.ask(viewOf(record), options);
const finding = (record: RoundRecord) => answer(record).findings[0];
const keys = (record: RoundRecord) => finding(record)?.explanation.map(({ key }) => key);

describe('fairness', () => {
  it('warns where equal tuning could turn a decided lead', () => {
    const edge = ({ x1 = 0 }): number => 0.15 + 0.1 * (1.3 - x1) ** 2;
    const found = finding(round({ fate: edge }, { fate: good }));
    expect(found).toMatchObject({
      severity: 'warning',
      headline: {
        text: 'the lead of optimizer=momentum is in doubt: optimizer=adam may have been tuned less well',
      },
      advice: { text: 'widen x1 before concluding' },
      action: { kind: 'expand-range', hyperparameter: 'x1' },
      values: { of: 'optimizer', labels: 'optimizer=adam' },
      evidence: { figure: 'isolation' },
    });
    expect(keys(round({ trials: 16, fate: worse }, { trials: 32, fate: good }))).toEqual(['fairness.unequal']);
    expect(finding(round({ trials: 16, fate: worse }, { trials: 32, fate: good }))?.severity).toBe('warning');
  });

  it('advises where nothing is decided, or the leader itself was held back', () => {
    const near = ({ x1 = 0 }): number => 0.05 + 0.01 * (1.3 - x1) ** 2;
    const undecided = finding(round({ fate: near }, { fate: good }));
    expect(undecided).toMatchObject({ severity: 'advice', headline: { key: 'fairness.before' } });
    const leading = ({ x1 = 0 }): number => 0.01 + 0.02 * (1.3 - x1) ** 2;
    const ahead = finding(round({ fate: worse }, { fate: leading }));
    expect(ahead).toMatchObject({ severity: 'advice', headline: { key: 'fairness.ahead' } });
    expect(ahead?.advice?.key).toBe('fairness.widenAhead');
    expect(finding(round({ trials: 32, fate: worse }, { trials: 16, fate: good }))?.severity).toBe('advice');
  });

  it('says no more of an edge than boundary claims', () => {
    const near =
      (base: number): Planting['fate'] =>
      ({ x1 = 0 }, random) =>
        base + 0.1 * (x1 - 0.95) ** 2 + 0.01 * random.normal();
    const record = round({ trials: 40, fate: near(0.15) }, { trials: 40, fate: good });
    expect(boundary.ask(viewOf(record), options).findings[0]?.values['claim']).toBe('possible');
    expect(finding(record)?.explanation[0]?.text).toBe(
      'the best values of x1 for optimizer=adam may lie at the edge of its range (1) or beyond: widen it before concluding',
    );
    expect(keys(round({ trials: 40, fate: near(0) }, { trials: 40, fate: good }))).toEqual(['fairness.maybeEdgeAhead']);
  });

  it('leaves an edge that all configurations share to the question of edges', () => {
    const beyond =
      (value: number): Planting['fate'] =>
      ({ x1 = 0 }) =>
        value + 0.1 * (1.3 - x1) ** 2;
    const shared = round({ fate: beyond(0.15) }, { fate: beyond(0.05) });
    expect(boundary.ask(viewOf(shared), options).findings).toHaveLength(2);
    expect(answer(shared).findings).toEqual([]);
  });

  it('finds the edge of one listed value of a joint study, and not that of the study', () => {
    const act: Hyperparameter = { kind: 'categorical', id: 'act', name: 'act', arg: 'act', values: ['relu', 'tanh'] };
    const joint = (fate: Planting['fate']): Answer => {
      const space = { hyperparameters: [act, range('x1', -1, 1), range('x2', -1, 1)] };
      const record = planted({ ...plan, trials: 80, baseline: seeds, space, fate });
      return answer({ ...record, roles: { act: 'scientific', x1: 'nuisance', x2: 'nuisance' } });
    };
    const edge = (x: number): number => 0.1 * (1.3 - x) ** 2;
    expect(joint(({ x1 = 0, x2 = 0 }) => 0.1 + edge(x1) + 0.1 * (x2 - 0.5) ** 2).findings).toEqual([]);
    const own = joint(({ x1 = 0 }, _random, { act: value }) =>
      value === 'tanh' ? 0.2 + edge(x1) : 0.05 + 0.4 * (x1 - 0.3) ** 2,
    );
    expect(own.findings[0]?.explanation[0]?.text).toMatch(
      /^the best trials of act=tanh crowd its range of x1 towards the edge/,
    );
  });

  it('tells what a configuration lost, and how many of its trials were infeasible, beyond chance', () => {
    const stopped: Planting['fate'] = (places, random) => (random.uniform() < 0.5 ? 'stopped' : worse(places));
    const lost = finding(round({ fate: stopped }, { fate: good }));
    expect(lost?.explanation[0]?.text).toMatch(
      /^\d+ of the 24 trials of optimizer=adam were cut short or failed, of all others 0 of 24: fewer of its trials could find a good configuration$/,
    );
    expect(lost).toMatchObject({ severity: 'warning', advice: { key: 'fairness.again' } });
    const diverging: Planting['fate'] = (places, random) => (random.uniform() < 0.5 ? 'diverged' : worse(places));
    expect(keys(round({ fate: diverging }, { fate: good }))).toEqual(['fairness.infeasible']);
    const few: Planting['fate'] = (places) => ((places['x1'] ?? 0) < 0.05 ? 'diverged' : worse(places));
    expect(answer(round({ fate: few }, { fate: good })).findings).toEqual([]);
  });

  it('does not blame a range for what its values make infeasible, but a listed value it does', () => {
    const record: RoundRecord = {
      ...planted({ ...plan, trials: 80, baseline: seeds, fate: ({ x1 = 0 }) => (x1 > 0.7 ? 'diverged' : 0.1 + x1) }),
      roles: { x1: 'scientific' },
    };
    expect(answer(record).findings).toEqual([]);
  });

  it('is silent where tuning was equal, or nothing is compared', () => {
    const silent = (record: RoundRecord): readonly string[] => {
      const { findings, silent: reasons } = answer(record);
      expect(findings).toEqual([]);
      return reasons.map(({ key }) => key);
    };
    expect(silent(round({ fate: worse }, { fate: good }))).toEqual(['fairness.fair']);
    expect(silent(planted(plan))).toEqual(['fairness.nothing']);
    expect(silent(round({ fate: () => 'diverged' }, {}))).toEqual(['fairness.nothing']);
    expect(silent(round({ fate: () => 'running' }, { fate: () => 'running' }))).toEqual(['fairness.nothing']);
  });

  it('takes the edges from the answer of the question for them', () => {
    const codes: string[] = [];
    const asked = (question: Question): Answer => {
      codes.push(question.code);
      return { findings: [], silent: [] };
    };
    fairness.ask(viewOf(round({ fate: worse }, { fate: good })), options, asked);
    expect(codes).toEqual([boundary.code]);
  });
});
