import { describe, expect, it } from 'vitest';
import { stream } from '../numeric/index.ts';
import { planted, unitSpace, type Planting } from '../testing/planted.ts';
import { plantedComparison } from '../testing/planted-comparison.ts';
import { density } from './density.ts';
import { defaultOptions } from './options.ts';
import type { Answer } from './question.ts';
import type { RoundRecord } from './record.ts';
import { viewOf } from './view.ts';

/** Seeds whose standard deviation is exactly 1. */
const seeds = [999, 1000, 1001];

const noiseOnly: Planting['fate'] = (_places, random) => 1000 + random.normal();
const steep: Planting['fate'] = ({ x1 = 0, x2 = 0 }, random) =>
  1000 + 2000 * ((x1 - 0.4) ** 2 + (x2 - 0.6) ** 2) + random.normal();

const plan: Planting = { seed: 1, space: unitSpace(2), trials: 40, baseline: seeds, fate: noiseOnly };

function answer(round: RoundRecord, change: Partial<typeof defaultOptions> = {}): Answer {
  return density.ask(viewOf(round, defaultOptions, new Map()), { ...defaultOptions, permutations: 199, ...change });
}

const keys = (round: RoundRecord): readonly string[] =>
  answer(round).findings.flatMap(({ explanation }) => explanation.map(({ key }) => key));

describe('density', () => {
  it('asks for more trials where another search would change the best by more than a seed does', () => {
    const [found] = answer(planted({ ...plan, fate: steep })).findings;
    expect(found?.headline.text).toMatch(
      /^more trials would pay: from one search of 20 trials to another the best varies by \d+, \d+ × what a training seed changes \(1\)$/,
    );
    expect(found).toMatchObject({
      severity: 'advice',
      action: { kind: 'add-trials', trials: 40 },
      advice: { text: 'add 40 trials, or first narrow the ranges to where the best trials lie' },
      evidence: { figure: 'density:search' },
    });
    expect(found?.confidence).toBeGreaterThan(0.95);
    const { search = 0, seed = 0, p = 1 } = found?.evidence.numbers ?? {};
    expect(search).toBeGreaterThan(4 * seed);
    expect(p).toBeLessThanOrEqual(defaultOptions.falseAlarms);
  });

  it('says how many trials would have been enough where seeds explain the rest', () => {
    const [found] = answer(planted(plan)).findings;
    const enough = found?.evidence.numbers['enough'] ?? Infinity;
    expect(enough).toBeLessThanOrEqual(40 / 3);
    expect(found?.headline.text).toBe(
      `about ${enough} of the 40 trials would have been enough: on average the best of ${enough} comes within 1, the standard deviation from seed to seed, of the best of all`,
    );
    expect(found).toMatchObject({ severity: 'note', advice: { key: 'density.fewer' } });
    expect(found?.action).toBeUndefined();
    expect(found?.explanation.map(({ key }) => key)).toEqual([
      'density.sources',
      'density.budgets',
      'density.gained',
      'density.region',
      'density.near',
      'density.unseen',
    ]);
  });

  it('speaks of budgets up to half of the trials and of all, nothing between', () => {
    const text =
      answer(planted(plan)).findings[0]?.explanation.find(({ key }) => key === 'density.budgets')?.text ?? '';
    expect([...text.matchAll(/ of (\d+)[,;]/g)].map(([, n]) => Number(n))).toEqual([1, 3, 5, 10, 20]);
    expect(text).toMatch(/; of all 40: 99\d(\.\d+)?$/);
  });

  it('gives the losses of half and a quarter where the noise is not known, and what the validation set can tell', () => {
    const round = planted({ ...plan, baseline: [1000] });
    const [found] = answer(round).findings;
    expect(found).toMatchObject({ severity: 'note', headline: { key: 'density.unmeasured' } });
    expect(found?.advice).toBeUndefined();
    const { half, quarter } = found?.headline.values ?? {};
    expect(Number(quarter)).toBeGreaterThan(Number(half));
    const error: Planting = {
      ...plan,
      baseline: [],
      metric: 'valid/error',
      fate: (_places, random) => 0.2 + 0.002 * random.normal(),
      round: { examples: { valid: 1000 } },
    };
    // e of noise.ts, p = 0.19589, N = 1000: √(0.19711 · 0.80289 / 1004) = 0.01255
    expect(answer(planted(error)).findings[0]?.explanation.map(({ text }) => text)).toContainEqual(
      expect.stringMatching(
        /^the best of about 1 trial comes on average within 0\.013 of the best of all, the sampling error/,
      ),
    );
  });

  it('is silent where the search is adaptive, too small, flat, or its seeds do not differ', () => {
    const reasons = (change: Partial<Planting>): readonly string[] => {
      const { findings, silent } = answer(planted({ ...plan, ...change }));
      expect(findings).toEqual([]);
      return silent.map(({ key }) => key);
    };
    expect(reasons({ adaptive: true })).toEqual(['density.adaptive']);
    expect(reasons({ trials: 7 })).toEqual(['density.few']);
    expect(reasons({ trials: 0 })).toEqual(['density.few']);
    expect(reasons({ fate: () => 'diverged' })).toEqual(['density.few']);
    expect(reasons({ fate: () => 1000 })).toEqual(['density.flat']);
    expect(reasons({ baseline: [1000, 1000, 1000] })).toEqual(['density.motionless']);
  });

  it('is silent between too few and enough', () => {
    const between: Planting['fate'] = ({ x1 = 0, x2 = 0 }, random) =>
      1000 + 60 * ((x1 - 0.4) ** 2 + (x2 - 0.6) ** 2) + random.normal();
    const said = Array.from({ length: 20 }, (_, seed) => answer(planted({ ...plan, seed, fate: between })));
    const silent = said.filter(({ findings }) => findings.length === 0);
    expect(silent.length).toBeGreaterThan(0);
    for (const { silent: reasons } of silent) expect(reasons.map(({ key }) => key)).toEqual(['density.between']);
  });

  it('reads results in either direction alike', () => {
    const up: Planting = { ...plan, direction: 'maximize', fate: (...args) => 2000 - Number(steep(...args)) };
    const numbers = (planting: Planting): Readonly<Record<string, number>> =>
      answer(planted(planting)).findings[0]?.evidence.numbers ?? {};
    const [rising, falling] = [numbers(up), numbers({ ...plan, fate: steep })];
    expect(rising['search']).toBeCloseTo(falling['search'] ?? NaN, 6);
    expect(rising['gained']).toBeCloseTo(falling['gained'] ?? NaN, 6);
  });

  it('asks each study of a comparison, which share the false alarms', () => {
    const round = plantedComparison('optimizer', {
      adam: { ...plan, fate: steep },
      momentum: { ...plan, seed: 2, baseline: [], fate: steep },
    });
    const { findings } = answer(round);
    expect(findings.map(({ values }) => values['study'])).toEqual(['optimizer=adam', 'optimizer=momentum']);
    expect(keys(round)[0]).toBe('density.study');
    // A single p cannot be below 1 / 200 with 199 relabelings, and half of the allowance is below that.
    expect(answer(round, { falseAlarms: 1 / 150 }).findings).toEqual([]);
  });

  it('calls a study of pure noise too thin in at most 5 % of studies', () => {
    let alarms = 0;
    for (let seed = 0; seed < 300; seed++) {
      const baseline = [0, 1, 2].map((i) => Number(noiseOnly({}, streamOf(seed, i), {})));
      const round = planted({ ...plan, seed, trials: 20, evaluations: 1, bestAt: () => 1, baseline });
      if (answer(round).findings.some(({ action }) => action?.kind === 'add-trials')) alarms++;
    }
    // 15 of 300 are 5 %.
    expect(alarms).toBeLessThanOrEqual(15);
  });
});

function streamOf(seed: number, i: number): ReturnType<typeof stream> {
  return stream(seed, 'seeds', i);
}
