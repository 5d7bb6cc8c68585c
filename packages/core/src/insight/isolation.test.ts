import { describe, expect, it } from 'vitest';
import type { Hyperparameter } from '../space/index.ts';
import { range, unitSpace, planted, type Planting } from '../testing/planted.ts';
import { plantedComparison } from '../testing/planted-comparison.ts';
import { ask } from './ask.ts';
import { isolation } from './isolation.ts';
import { defaultOptions } from './options.ts';
import type { Answer } from './question.ts';
import type { RoundRecord } from './record.ts';
import { viewOf } from './view.ts';

const plan: Planting = { seed: 1, space: unitSpace(1), trials: 16, fate: ({ x1 = 0 }) => 0.05 + 0.1 * (x1 - 0.5) ** 2 };
const seeds = [0.12, 0.125, 0.13];

function round(adam: Partial<Planting>, momentum: Partial<Planting>, change: Partial<RoundRecord> = {}): RoundRecord {
  const plantings = { adam: { ...plan, baseline: seeds, ...adam }, momentum: { ...plan, seed: 2, ...momentum } };
  return plantedComparison('optimizer', plantings, change);
}

function answer(record: RoundRecord): Answer {
  return isolation.ask(viewOf(record), { ...defaultOptions, permutations: 199 });
}

const finding = (record: RoundRecord) => answer(record).findings[0];
const keys = (record: RoundRecord) => finding(record)?.explanation.map(({ key }) => key) ?? [];

const good = ({ x1 = 0 }): number => 0.05 + 0.1 * (x1 - 0.5) ** 2;
const worse = ({ x1 = 0 }): number => 0.15 + 0.1 * (x1 - 0.5) ** 2;
const edge = ({ x1 = 0 }): number => 0.15 + 0.1 * (1.3 - x1) ** 2;

describe('isolation', () => {
  it('names the better configuration, by how many floors, and what each was tuned with', () => {
    const record = round({ fate: worse }, { fate: good });
    const found = finding(record);
    // scipy 1.17.1: t.ppf(0.975, 2) * 0.005 * numpy.sqrt(2) = 0.030424
    expect(found?.headline.text).toMatch(
      /^optimizer=momentum \(0\.05\d*, best of 16\) beats optimizer=adam \(0\.15\d*, best of 16\) by 0\.099\d*, 3\.3 × the noise floor 0\.0304, on this validation set$/,
    );
    expect(found).toMatchObject({ severity: 'note', values: { verdict: 'better', first: 'optimizer=momentum' } });
    expect(found?.advice).toBeUndefined();
    expect(found?.explanation.map(({ text }) => text)).toEqual([
      expect.stringMatching(
        /^optimizer=momentum: best 0\.05\d* \(trial \d+\); of 16 trials planned, 16 feasible$/,
      ) as string,
      expect.stringMatching(
        /^optimizer=adam: best 0\.15\d* \(trial \d+\); of 16 trials planned, 16 feasible$/,
      ) as string,
      'the 16 best trials are all of optimizer=momentum: if optimizer made no difference, as many would be of one configuration in less than 0.001 % of rounds',
      'this is of optimizer as tuned here: other ranges or budgets may give another answer',
    ]);
    expect(found?.evidence.trials).toHaveLength(2);
  });

  it('leaves the validation set out where its sampling error is in the floor', () => {
    const rate = { metric: 'valid/error', round: { examples: { valid: 5000 } } };
    expect(finding(round({ ...rate, fate: worse }, { ...rate, fate: good }))?.headline.key).toBe('isolation.decided');
  });

  it('says undecided inside the floor, and which trials to run again', () => {
    const record = round({ fate: (places) => good(places) + 0.02 }, { fate: good });
    const found = finding(record);
    expect(found?.headline.text).toMatch(
      /^optimizer=momentum \(0\.05\d*, best of 16\) against optimizer=adam \(0\.07\d*, best of 16\): undecided, 0\.0\d+ apart with a noise floor of 0\.0304$/,
    );
    expect(found).toMatchObject({ severity: 'note', confidence: 0.95, action: { kind: 'rerun-seeds', seeds: 3 } });
    const [first, second] = found?.evidence.trials ?? [];
    expect(found?.advice?.values).toMatchObject({ first, second });
  });

  it('asks for more trials where the luck of the search may explain the lead', () => {
    const wide = ({ x1 = 0 }): number => 0.05 + 0.9 * Math.abs(x1 - 0.5);
    const record = round({ trials: 8, fate: (places) => wide(places) + 0.1 }, { trials: 8, fate: wide, seed: 3 });
    const found = finding(record);
    expect(found?.headline.key).toBe('isolation.searched');
    expect(found?.values['verdict']).toBe('undecided');
    expect(found?.action).toEqual({ kind: 'add-trials', trials: 16 });
  });

  it('does not decide where the noise is not known', () => {
    const found = finding(round({ baseline: [0.12], fate: worse }, { fate: good }));
    expect(found?.headline.key).toBe('isolation.unmeasured');
    expect(found).toMatchObject({ severity: 'advice', action: { kind: 'rerun-seeds', seeds: 3 } });
    expect(keys(round({ baseline: [0.12], fate: worse }, { fate: good }))).toContain('comparison.unmeasured');
  });

  it('calls the comparison unfair where the one behind lies at an edge of its range, and would widen it first', () => {
    const record = round({ trials: 30, fate: edge }, { trials: 30, fate: good });
    const found = finding(record);
    expect(found?.values['verdict']).toBe('better');
    expect(found?.severity).toBe('advice');
    expect(found?.confidence).toBeLessThan(0.5);
    expect(found?.explanation[0]?.text).toBe(
      'the best trials of optimizer=adam crowd its range of x1 towards the edge at 1: widen it before concluding',
    );
    expect(found?.advice?.text).toBe('widen x1 before concluding');
    expect(found?.action).toMatchObject({ kind: 'expand-range', hyperparameter: 'x1' });
  });

  it('widens first what lies at an edge where it is undecided, too', () => {
    const near = ({ x1 = 0 }): number => 0.05 + 0.01 * (1.3 - x1) ** 2;
    const found = finding(round({ trials: 30, fate: near }, { trials: 30, fate: good }));
    expect(found).toMatchObject({ severity: 'advice', confidence: 0.95, values: { verdict: 'undecided' } });
    expect(found?.explanation[0]?.key).toBe('fairness.edge');
    expect(found?.advice?.text).toBe('widen x1 before concluding');
  });

  it('does not doubt a lead for the leader’s own edge, but says that it may grow', () => {
    const leading = ({ x1 = 0 }): number => 0.01 + 0.02 * (1.3 - x1) ** 2;
    const found = finding(round({ trials: 30, fate: worse }, { trials: 30, fate: leading }));
    expect(found?.explanation[0]?.key).toBe('fairness.edgeAhead');
    expect(found?.confidence).toBeGreaterThan(0.95);
    expect(found).toMatchObject({ severity: 'advice', advice: { key: 'fairness.widenAhead' } });
  });

  it('says that budgets differ, and doubts the larger one’s lead', () => {
    const found = finding(round({ trials: 12, fate: worse }, { trials: 24, fate: good }));
    expect(found?.explanation[0]?.text).toBe(
      'the budgets differ, from 12 to 24 trials: the larger had more chances to find a good one',
    );
    expect(found).toMatchObject({ severity: 'advice', advice: { text: 'give each configuration 24 trials' } });
    expect(found?.confidence).toBeLessThan(0.5);
    expect(finding(round({ trials: 24, fate: worse }, { trials: 12, fate: good }))?.confidence).toBeGreaterThan(0.95);
    expect(keys(round({ trials: 17, fate: worse }, { trials: 16, fate: good }))).not.toContain('fairness.unequal');
  });

  it('lists every configuration with what became of its trials', () => {
    const record = plantedComparison('act', {
      relu: { ...plan, baseline: seeds, fate: good },
      tanh: { ...plan, seed: 2, fate: ({ x1 = 0 }) => (x1 < 0.2 ? 'diverged' : x1 < 0.4 ? 'running' : 0.2) },
      gelu: { ...plan, seed: 3, fate: ({ x1 = 0 }) => (x1 < 0.5 ? 'crashed' : 'diverged') },
    });
    const texts = finding(record)?.explanation.map(({ text }) => text) ?? [];
    expect(texts).toContainEqual(
      expect.stringMatching(
        /^act=tanh: best 0\.2 \(trial \d+\); of 16 trials planned, \d+ feasible, \d+ infeasible, \d+ still to end$/,
      ) as string,
    );
    expect(texts).toContainEqual(
      expect.stringMatching(
        /^act=gelu: no usable result; of 16 trials planned, 0 feasible, \d+ infeasible, \d+ cut short or failed$/,
      ) as string,
    );
  });

  it('names those behind the leader where the runner-up is not, at one level for all', () => {
    const far = ({ x1 = 0 }): number => 0.5 + 0.1 * (x1 - 0.5) ** 2;
    const record = plantedComparison('act', {
      relu: { ...plan, baseline: seeds, fate: good },
      gelu: { ...plan, seed: 2, fate: good },
      tanh: { ...plan, seed: 3, fate: far },
      sign: { ...plan, seed: 4, fate: far },
    });
    const found = finding(record);
    expect(found?.values).toMatchObject({ verdict: 'undecided', behind: 'act=tanh, act=sign' });
    expect(keys(record)).toContain('isolation.behind');
    expect(finding(round({ fate: worse }, { fate: good }))?.values['behind']).toBe('optimizer=adam');
  });

  it('says what was fixed, at the value that the trials ran with and not the baseline’s', () => {
    const roles = { optimizer: 'scientific', depth: 'fixed', width: 'fixed', untaken: 'fixed' } as const;
    const record = round({}, {}, { baseline: { depth: 8, width: 32, untaken: 1 }, roles });
    const trials = record.trials.map((trial) => {
      const own = record.studies.find(({ id }) => id === trial.study)?.purpose === 'search' ? 16 : 8;
      return { ...trial, configuration: { ...trial.configuration, depth: own, width: 32 } };
    });
    expect(finding({ ...record, trials })?.explanation.at(-1)?.text).toBe(
      'fixed throughout, and the answer may differ elsewhere: depth=16, width=32',
    );
    expect(keys(record)).not.toContain('isolation.fixed');
  });

  it('parts the listed values that a joint study sampled, each scientific hyperparameter by itself', () => {
    const act: Hyperparameter = { kind: 'categorical', id: 'act', name: 'act', arg: 'act', values: ['relu', 'tanh'] };
    const norm: Hyperparameter = { kind: 'boolean', id: 'norm', name: 'norm', arg: 'norm', values: [true, false] };
    const record = planted({
      ...plan,
      trials: 60,
      baseline: seeds,
      space: { hyperparameters: [act, norm, range('x1', 0, 1)] },
      fate: (places, _random, { act: value }) => (value === 'tanh' ? worse(places) : good(places)),
    });
    const { findings } = answer({ ...record, roles: { act: 'scientific', norm: 'scientific', x1: 'nuisance' } });
    expect(findings.map(({ values }) => [values['of'], values['verdict'], values['first']])).toEqual([
      ['act', 'better', 'act=relu'],
      ['norm', 'undecided', expect.any(String) as string],
    ]);
    expect(findings.map(({ evidence }) => evidence.figure)).toEqual(['isolation:act', 'isolation:norm']);
    expect(findings[0]?.explanation[0]?.text).toMatch(
      /^act=relu: best 0\.05\d* \(trial \d+\); of \d+ trials, \d+ feasible$/,
    );
  });

  it('parts a range that a joint study sampled, and says how the best runs along it', () => {
    const record = (fate: Planting['fate']): RoundRecord => ({
      ...planted({ ...plan, trials: 60, baseline: seeds, space: unitSpace(2), fate }),
      roles: { x1: 'scientific', x2: 'nuisance' },
    });
    const found = finding(record(({ x1 = 0, x2 = 0 }) => 0.05 + x1 + 0.02 * x2));
    expect(found?.headline.text).toMatch(
      /^x1 matters: the best is with x1=-\d\.\d+ to -0\.\d+ \(0\.0\d+\); (x1=\S+ to \S+, )*x1=\S+ to \S+ (is|are) behind by more than noise and luck explain$/,
    );
    expect(found?.evidence.figure).toBe('isolation:x1');
    const keysOf = (fate: Planting['fate']): readonly string[] => keys(record(fate));
    expect(keysOf(({ x1 = 0 }) => 0.05 + x1)).toContain('isolated-range.falling');
    expect(keysOf(({ x1 = 0 }) => 1.05 - x1)).toContain('isolated-range.rising');
    expect(keysOf(({ x1 = 0 }) => 0.05 + 2 * Math.abs(x1 - 0.5))).toContain('isolated-range.inside');
    const flat = finding(record((_places, random) => 0.05 + 0.005 * random.normal()));
    expect(flat?.headline.key).toBe('isolated-range.untold');
    expect(flat?.values['behind']).toBeNull();
  });

  it('is silent, with the reason, where there is nothing to compare', () => {
    const reason = (record: RoundRecord): string | undefined => {
      const { findings, silent } = answer(record);
      expect(findings).toEqual([]);
      return silent.map(({ text }) => text).join('; ');
    };
    const joint = planted({ ...plan, space: { hyperparameters: [range('width', 1, 9)] } });
    expect(reason(joint)).toBe('the round has no scientific hyperparameter: there is nothing to compare');
    expect(reason({ ...joint, roles: { width: 'scientific' } })).toBe(
      'the values of width were sampled together, and the trials are too few to part them',
    );
    const adaptive = planted({ ...plan, adaptive: true, space: { hyperparameters: [range('width', 1, 9)] } });
    expect(reason({ ...adaptive, roles: { width: 'scientific' } })).toBe(
      'one adaptive study samples the values of width together: it tries good values more often than others, so that none was tuned as the others were',
    );
    expect(reason(plantedComparison('optimizer', { adam: plan }))).toBe(
      'the round holds one scientific configuration, optimizer=adam: there is nothing to compare it with',
    );
    expect(reason(round({ fate: () => 'running' }, {}))).toBe(
      'only optimizer=momentum has a feasible trial yet: there is nothing to compare it with',
    );
    expect(reason(round({ fate: () => 'running' }, { fate: () => 'diverged' }))).toBe(
      'no scientific configuration has a feasible trial yet',
    );
  });

  it('comes first where the round is to compare, and by its urgency elsewhere', () => {
    const record = round({ trials: 30, fate: edge }, { trials: 30, fate: good });
    expect(ask(record, { permutations: 199 }).findings[0]?.code).toBe('isolation');
    const { findings } = ask({ ...record, goal: 'understand' }, { permutations: 199 });
    // It says itself what was unfair, and is as urgent as that.
    expect(findings[0]).toMatchObject({ code: 'isolation', also: [{ code: 'fairness' }, { code: 'boundary' }] });
  });

  it('calls equal configurations different in at most 5 % of rounds, where the search matters far more than the seed', () => {
    let decided = 0;
    for (let seed = 0; seed < 300; seed++) {
      const fate: Planting['fate'] = ({ x1 = 0, x2 = 0 }, random) =>
        1000 + 100 * (x1 - 0.4) ** 2 + 100 * (x2 - 0.6) ** 2 + random.normal();
      const half: Planting = { seed: 3 * seed, space: unitSpace(2), trials: 8, evaluations: 1, bestAt: () => 1, fate };
      const noise = [0, 1, 2].map((i) => 1000 + Math.sin(7 * seed + i));
      const record = plantedComparison('optimizer', {
        adam: { ...half, baseline: noise },
        momentum: { ...half, seed: 3 * seed + 1 },
      });
      if (finding(record)?.values['verdict'] === 'better') decided++;
    }
    // 15 of 300 are 5 %.
    expect(decided).toBeLessThanOrEqual(15);
  });
});
