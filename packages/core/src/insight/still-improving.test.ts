import { describe, expect, it } from 'vitest';
import { marked, numbered } from '../testing/marked.ts';
import { planted, unitSpace, type Planting } from '../testing/planted.ts';
import { defaultOptions } from './options.ts';
import type { Finding } from './finding.ts';
import type { RoundRecord } from './record.ts';
import { stillImproving } from './still-improving.ts';
import type { Answer } from './question.ts';
import { viewOf } from './view.ts';

function ranked(change: Partial<Planting> = {}): RoundRecord {
  let next = 0;
  return planted({
    seed: 3,
    space: unitSpace(2),
    trials: 20,
    bestAt: () => 1,
    fate: () => 1 + 0.01 * next++,
    ...change,
  });
}

function asked(round: RoundRecord, trials: readonly number[]): Answer {
  return stillImproving.ask(viewOf(round, defaultOptions, marked(round, 'still-improving', trials)), defaultOptions);
}

function withRate(round: RoundRecord, rate: (fraction: number) => number): RoundRecord {
  const trials = round.trials.map((trial) => {
    const steps = trial.curves[0]?.steps ?? [];
    const values = steps.map((step) => rate(step / round.maxSteps));
    return { ...trial, curves: [...trial.curves, { metric: 'lr', steps, values }] };
  });
  return { ...round, trials };
}

function explained(finding: Finding | undefined): readonly string[] {
  return finding?.explanation.map(({ key }) => key) ?? [];
}

describe('still improving', () => {
  it('proposes one run with its schedule stretched, whatever is known of the rate', () => {
    for (const [rate, said] of [
      [null, 'still-improving.unknown'],
      [(f: number) => 1 - f / 2, 'still-improving.falling'],
      [() => 0.1, 'still-improving.constant'],
      [(f: number) => Math.min(1, f / 0.1), 'still-improving.constant'],
    ] as const) {
      const round = rate === null ? ranked() : withRate(ranked(), rate);
      const [finding] = asked(round, numbered(1, 6)).findings;
      expect(finding?.action).toEqual({ kind: 'stretch-schedule', maxSteps: 600 });
      expect(explained(finding)).toContain(said);
    }
  });

  it('is silent where the rate falls to nothing and training comes to rest with it, not where the end brings much', () => {
    const round = withRate(ranked(), (f) => 1 - f);
    expect(asked(round, numbered(1, 6))).toMatchObject({ findings: [], silent: [{ key: 'decayed.rests' }] });
    const steep = round.trials.map((trial) => ({
      ...trial,
      curves: trial.curves.map((curve) =>
        curve.metric === 'lr'
          ? curve
          : { ...curve, values: curve.values.map((value, i) => value - 10 * ((curve.steps[i] ?? 0) / 400)) },
      ),
    }));
    expect(explained(asked({ ...round, trials: steep }, numbered(1, 6)).findings[0])).toContain(
      'still-improving.falling',
    );
  });

  it('is silent where neither the best three nor half of the competitive trials still improve', () => {
    expect(asked(ranked(), [1, 8, 9, 10]).findings).toEqual([]);
    expect(asked(ranked(), [2]).findings).toEqual([]);
    // Beyond the better half nothing counts.
    expect(asked(ranked(), numbered(11, 20)).findings).toEqual([]);
  });

  it('does not count trials that were stopped before the end', () => {
    const round = ranked();
    const cut = round.trials.map((trial) => ({
      ...trial,
      curves: trial.curves.map(({ metric, steps, values }) => ({
        metric,
        steps: steps.slice(0, 30),
        values: values.slice(0, 30),
      })),
    }));
    expect(asked({ ...round, trials: cut }, numbered(1, 10))).toMatchObject({
      findings: [],
      silent: [{ key: 'still-improving.cut' }],
    });
  });

  it('only notes a gain that another seed would outweigh', () => {
    const noisy = ranked({ baseline: [0.5, 1.5, 2.5] });
    // Baseline runs come first: the search trials are numbered from 4.
    const [small] = asked(noisy, numbered(4, 9)).findings;
    expect(small?.severity).toBe('note');
    const [large] = asked(ranked({ baseline: [1, 1.001, 1.002] }), numbered(4, 9)).findings;
    expect(large?.severity).toBe('advice');
    expect(large?.evidence.numbers['gain']).toBeGreaterThan(0);
  });

  it('advises without seeds only where the gain is large beside the spread of the competitive trials', () => {
    const gaining = (by: number): RoundRecord => {
      const round = ranked();
      const trials = round.trials.map((trial) => ({
        ...trial,
        curves: trial.curves.map((curve) => ({
          ...curve,
          values: curve.values.map((_, i) => 1 + 0.01 * trial.id + by * (1 - (curve.steps[i] ?? 0) / round.maxSteps)),
        })),
      }));
      return { ...round, trials };
    };
    // The ten competitive objectives are 0.01 apart, their quartiles 0.045; a quarter of the fall is gained.
    const [large] = asked(gaining(0.4), numbered(1, 10)).findings;
    expect(large).toMatchObject({ severity: 'advice', action: { kind: 'stretch-schedule' } });
    expect(large?.evidence.numbers['spread']).toBeCloseTo(0.045, 10);
    expect(large?.evidence.numbers['gain']).toBeCloseTo(0.1, 2);
    expect(asked(gaining(0.1), numbered(1, 10)).findings[0]?.severity).toBe('note');
  });

  it('stretches no training of no steps', () => {
    const [finding] = asked({ ...ranked(), maxSteps: 0 }, numbered(1, 6)).findings;
    expect(finding?.action).toBeUndefined();
  });

  it('measures the gain in the direction of the objective', () => {
    let next = 0;
    const round = ranked({ direction: 'maximize', metric: 'valid/accuracy', fate: () => 1 - 0.01 * next++ });
    const [finding] = asked(round, numbered(1, 6)).findings;
    expect(finding?.evidence.numbers['gain']).toBeGreaterThan(0);
  });
});
