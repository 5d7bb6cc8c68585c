import { describe, expect, it } from 'vitest';
import { fulfils, pairOf, wishName, wishOf } from './wish.ts';

const evidence = { trials: [26, 1, 2, 3], numbers: { deviation: 0.01, seeds: 3 } };
const finding = (hyperparameter: string) => ({
  code: 'boundary',
  headline: { text: `${hyperparameter} is best at its upper edge` },
  action: { kind: 'expand-range', hyperparameter, range: [0.1, 10] },
  evidence,
});
const findings = [{ code: 'noise-floor', headline: { text: 'noise' }, evidence }, finding('lr'), finding('wd')];

describe('what a finding asks for', () => {
  it('is named so that an address finds it again', () => {
    const [noise, lr, wd] = findings.map(wishName);
    expect([noise, lr, wd]).toEqual(['noise-floor', 'boundary:lr', 'boundary:wd']);
    expect(wishOf(2, findings, 'boundary:wd')).toEqual({
      round: 2,
      code: 'boundary',
      headline: 'wd is best at its upper edge',
      action: 'Widen wd to 0.1 – 10',
      hyperparameter: 'wd',
      moreTrials: null,
    });
    expect(wishOf(2, findings, 'noise-floor')).toBeNull();
    expect(wishOf(2, findings, 'boundary:gone')).toBeNull();
  });

  it('is done by the round itself where it asks for more trials', () => {
    const headline = { text: 'more would pay' };
    const dense = { code: 'density', headline, action: { kind: 'add-trials', trials: 16 }, evidence };
    expect(wishOf(2, [dense], 'density')?.moreTrials).toBe(16);
  });

  it('is done by the proposal that has it among its reasons, not by one of another round or hyperparameter', () => {
    const wish = wishOf(2, findings, 'boundary:lr');
    if (wish === null) throw new Error('it is there');
    const { round, code, headline } = wish;
    expect(fulfils({ findings: [{ round, code, headline }] }, wish)).toBe(true);
    expect(fulfils({ findings: [{ round: 1, code, headline }] }, wish)).toBe(false);
    expect(fulfils({ findings: [{ round, code, headline: 'wd is best at its upper edge' }] }, wish)).toBe(false);
  });

  it('is a comparison where seeds are to tell two trials apart, not where the baseline alone lacks them', () => {
    const seeds = { headline: { text: 'undecided' }, action: { kind: 'rerun-seeds', seeds: 3 }, evidence };
    expect(pairOf({ ...seeds, code: 'noise-floor' })).toEqual([26, 1]);
    const fewer = { ...evidence, numbers: { deviation: 0.01, seeds: 2 } };
    expect(pairOf({ ...seeds, code: 'noise-floor', evidence: fewer })).toBeNull();
    expect(pairOf({ ...seeds, code: 'isolation', evidence: { trials: [9, 3], numbers: {} } })).toEqual([9, 3]);
    expect(pairOf(finding('lr'))).toBeNull();
  });
});
