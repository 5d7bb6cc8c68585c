import { describe, expect, it } from 'vitest';
import { planted, unitSpace, type Planting } from '../testing/planted.ts';
import { samplingError } from './evidence/noise.ts';
import { noiseFloor } from './noise-floor.ts';
import { defaultOptions } from './options.ts';
import type { RoundRecord } from './record.ts';
import type { Answer } from './question.ts';
import { viewOf } from './view.ts';

const plan: Planting = {
  seed: 6,
  space: unitSpace(2),
  trials: 12,
  fate: ({ x1 = 0 }) => 0.081 + 0.05 * x1,
  baseline: [0.121, 0.124, 0.127],
};

function asked(planting: Partial<Planting> = {}): Answer {
  return noiseFloor.ask(viewOf(planted({ ...plan, ...planting })), defaultOptions);
}

/** Every trial also reports an error: a third of its loss. */
function withError(round: RoundRecord): RoundRecord {
  const trials = round.trials.map((trial) => ({
    ...trial,
    curves: trial.curves.flatMap((curve) => [
      curve,
      { ...curve, metric: 'valid/error', values: curve.values.map((v) => v / 3) },
    ]),
  }));
  return { ...round, trials };
}

describe('noise floor', () => {
  it('says what was learned: best against baseline in units of the floor', () => {
    const { findings } = asked();
    expect(findings).toHaveLength(1);
    const [finding] = findings;
    expect(finding?.values).toMatchObject({ verdict: 'better', baseline: 0.124 });
    // scipy 1.17.1: t.ppf(0.975, 2) * 0.003 * sqrt(4/3) = 0.014905
    expect(finding?.evidence.numbers['floor']).toBeCloseTo(0.014905, 6);
    expect(finding?.headline.text).toMatch(
      /^valid\/loss: best 0\.08\d+ beats the baseline 0\.124 by 0\.0\d+, [\d.]+ × the noise floor 0\.0149, on this validation set$/,
    );
    expect(finding?.explanation.map(({ key }) => key)).toContain('noise-floor.luck');
    expect(finding?.action).toEqual({ kind: 'rerun-seeds', seeds: 3 });
    expect(finding?.evidence.trials.slice(1)).toEqual([1, 2, 3]);
  });

  it('says undecided inside the floor', () => {
    const { findings } = asked({ fate: () => 0.115 });
    expect(findings[0]?.values['verdict']).toBe('undecided');
    expect(findings[0]?.headline.key).toBe('noise-floor.undecided');
  });

  it('speaks of this validation set alone unless its sampling error is in the floor', () => {
    const rate: Partial<Planting> = { metric: 'valid/error', fate: () => 0.01 };
    expect(asked(rate).findings[0]?.headline.key).toBe('noise-floor.betterHere');
    expect(asked({ ...rate, fate: () => 0.9 }).findings[0]?.headline.key).toBe('noise-floor.worseHere');
    const counted = { ...rate, round: { examples: { valid: 450 } } };
    expect(asked(counted).findings[0]?.headline.key).toBe('noise-floor.better');
    expect(asked({ ...counted, fate: () => 0.9 }).findings[0]?.headline.key).toBe('noise-floor.worse');
  });

  it('asks for seeds where the noise is unmeasured, without a verdict', () => {
    const { findings } = asked({ baseline: [0.3] });
    expect(findings[0]).toMatchObject({
      severity: 'advice',
      values: { verdict: 'undecided', floor: null },
      action: { kind: 'rerun-seeds', seeds: 3 },
    });
  });

  it('warns of a baseline that is no better than chance', () => {
    const { findings } = asked({ baseline: [2.31, 2.3], round: { references: { chance: { 'valid/loss': 2.303 } } } });
    // 2.3 is ahead of it by no more than its evaluations vary.
    expect(findings[0]).toMatchObject({
      severity: 'warning',
      evidence: { trials: [1, 2], numbers: { value: 2.31, chance: 2.303 } },
    });
  });

  it('compares a second metric at the best step, with its sampling error and the references', () => {
    const references = { 'logistic regression': { 'valid/error': 0.06 }, chance: { 'valid/error': 0.9 } };
    const round = withError(planted({ ...plan, round: { examples: { valid: 450 }, references } }));
    const { findings } = noiseFloor.ask(viewOf(round), defaultOptions);
    expect(findings.map(({ values }) => values['metric'])).toEqual(['valid/loss', 'valid/error']);
    const second = findings[1];
    expect(second?.evidence.numbers['best']).toBeCloseTo(Number(findings[0]?.evidence.numbers['best']) / 3, 12);
    expect(second?.severity).toBe('note');
    const keys = second?.explanation.map(({ key }) => key);
    expect(keys).toEqual(
      expect.arrayContaining(['noise-floor.atBestStep', 'noise-floor.sampling', 'noise-floor.referenceBetter']),
    );
    expect(second?.explanation.find(({ text }) => text.startsWith('logistic regression has 0.06'))?.key).toBe(
      'noise-floor.referenceBetter',
    );
  });

  it('shows values in the digits that tell them apart', () => {
    const { findings } = asked({
      direction: 'maximize',
      metric: 'valid/accuracy',
      baseline: [0.9988, 0.9989, 0.999],
      fate: ({ x1 = 0 }) => 0.99962 - 0.0001 * x1,
      trials: 1,
    });
    expect(findings[0]?.headline.text).toMatch(
      /^valid\/accuracy: best 0\.9995\d+ beats the baseline 0\.9989 by 0\.000\d+, /,
    );
  });

  it('does not speak of the floor’s width where there is no floor', () => {
    const { findings } = asked({ baseline: [0.124, 0.124] });
    expect(findings[0]?.headline.key).toBe('noise-floor.unmeasured');
    expect(findings[0]?.explanation.map(({ key }) => key)).not.toContain('noise-floor.fewSeeds');
    expect(asked().findings[0]?.explanation.map(({ key }) => key)).toContain('noise-floor.fewSeeds');
  });

  it('does not take a rate of exactly 0 for certain', () => {
    // scipy 1.17.1, with 2 successes and 2 failures added: numpy.sqrt(2/454 * 452/454 / 454) = 0.003108
    expect(samplingError(0, 450)).toBeCloseTo(0.003108, 6);
    expect(samplingError(1, 450)).toBeCloseTo(samplingError(0, 450), 12);
    const round = planted({ ...plan, metric: 'valid/error', fate: () => 0, round: { examples: { valid: 450 } } });
    const { findings } = noiseFloor.ask(viewOf(round), defaultOptions);
    expect(findings[0]?.explanation.map(({ text }) => text)).toContain(
      'with 450 validation examples, valid/error 0 has a sampling error of 0.0031',
    );
  });

  it('reports a baseline alone, and is silent without one', () => {
    expect(asked({ fate: () => 'running' }).findings.map(({ headline }) => headline.key)).toEqual(['noise-floor.only']);
    expect(asked({ baseline: [] })).toMatchObject({ findings: [], silent: [{ key: 'noise-floor.alone' }] });
    expect(asked({ baseline: [], trials: 0 })).toMatchObject({
      findings: [],
      silent: [{ key: 'noise-floor.nothing' }],
    });
  });

  it('does not compare a metric whose good direction is not known', () => {
    const { silent } = asked({ round: { references: { model: { 'valid/sharpness': 3 } } } });
    expect(silent.map(({ key }) => key)).toEqual(['noise-floor.unknown']);
  });
});
