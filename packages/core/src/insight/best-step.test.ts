import { describe, expect, it } from 'vitest';
import { marked } from '../testing/marked.ts';
import { planted, unitSpace, type Planting } from '../testing/planted.ts';
import { bestStep } from './best-step.ts';
import { defaultOptions } from './options.ts';
import type { Answer } from './question.ts';
import { viewOf } from './view.ts';

function asked(planting: Partial<Planting>): Answer {
  const round = planted({ seed: 4, space: unitSpace(2), trials: 20, fate: ({ x1 = 0 }) => x1 + 1, ...planting });
  return bestStep.ask(viewOf(round), defaultOptions);
}

describe('best step', () => {
  it('calls training far too long where every competitive trial is best in the first tenth', () => {
    const { findings } = asked({
      bestAt: (random) => 0.025 + 0.075 * random.uniform(),
      maxSteps: 400,
      evaluations: 40,
    });
    expect(findings).toHaveLength(1);
    const [finding] = findings;
    const latest = 400 * Number(finding?.evidence.numbers['latest']);
    expect(latest).toBeLessThanOrEqual(40);
    expect(finding?.action).toEqual({ kind: 'fewer-steps', maxSteps: 2 * latest });
    // Ten competitive trials: 0.1 ^ 10.
    expect(finding?.evidence.numbers['p']).toBeCloseTo(1e-10, 15);
    expect(finding?.evidence.trials).toHaveLength(10);
  });

  /** Twenty trials, the earlier the better, all best at a twentieth of training but those told. */
  function straggling(late: readonly number[]): Answer {
    let index = 0;
    let next = 0;
    return asked({ bestAt: () => (late.includes(index++) ? 0.9 : 0.05), fate: () => 1 + next++ });
  }

  it('is not kept silent by a few stragglers, and says that they would be cut short', () => {
    // Ten are competitive; two of them come late.
    const [finding] = straggling([3, 7]).findings;
    expect(finding?.action).toEqual({ kind: 'fewer-steps', maxSteps: 40 });
    expect(finding?.headline.text).toContain('8 of 10 competitive trials, the best of all among them');
    expect(finding?.explanation.map(({ text }) => text)).toContain(
      '2 trials were best later, step 360 at the latest, and would be cut short: none of them is the best',
    );
    // scipy 1.17.1: scipy.stats.binom.sf(7, 10, 0.1) = 3.736e-07
    expect(finding?.evidence.numbers['p']).toBeCloseTo(3.736e-7, 9);
    expect(straggling([15, 19]).findings[0]?.headline.key).toBe('best-step.early');
  });

  it('keeps the length where more than a quarter, or the best trial itself, needs it', () => {
    expect(straggling([3, 5, 7]).findings).toEqual([]);
    expect(straggling([0])).toMatchObject({ findings: [], silent: [{ key: 'best-step.spread' }] });
  });

  it('proposes one stretched run where the best comes late, never bare more steps', () => {
    const { findings } = asked({ bestAt: (random) => 0.8 + 0.2 * random.uniform(), maxSteps: 400 });
    expect(findings).toHaveLength(1);
    expect(findings[0]?.action).toEqual({ kind: 'stretch-schedule', maxSteps: 600 });
    expect(findings[0]?.severity).toBe('note');
    expect(findings[0]?.explanation.map(({ key }) => key)).toContain('best-step.lateCaution');
    // All 10 late: 0.25 ^ 10.
    expect(findings[0]?.evidence.numbers['p']).toBeCloseTo(0.25 ** 10, 12);
  });

  it('is silent where best steps are spread out', () => {
    const { findings, silent } = asked({ bestAt: (random) => random.uniform() });
    expect(findings).toEqual([]);
    expect(silent.map(({ key }) => key)).toEqual(['best-step.spread']);
  });

  it('needs 20 evaluations and four competitive trials', () => {
    expect(asked({ evaluations: 19, bestAt: () => 0.05 }).silent.map(({ key }) => key)).toEqual(['best-step.few']);
    expect(asked({ trials: 6, bestAt: () => 0.05 }).silent.map(({ key }) => key)).toEqual(['best-step.few']);
    expect(asked({ trials: 7, evaluations: 20, bestAt: () => 0.05 }).findings).toHaveLength(1);
  });

  it('speaks by chance of a late best in at most 5 % of rounds', () => {
    let spoken = 0;
    for (let seed = 0; seed < 200; seed++) {
      spoken += asked({ seed, bestAt: (random) => random.uniform() }).findings.length;
    }
    expect(spoken).toBeLessThanOrEqual(10);
  });

  /** Evaluations moved to other steps, in the same order. */
  function evaluatedAt(bestAt: number, stepOf: (fraction: number) => number): Answer {
    const round = planted({
      seed: 4,
      space: unitSpace(2),
      trials: 8,
      bestAt: () => bestAt,
      fate: ({ x1 = 0 }) => x1 + 1,
    });
    const moved = round.trials.map((trial) => ({
      ...trial,
      curves: trial.curves.map((curve) => ({ ...curve, steps: curve.steps.map((step) => stepOf(step / 400)) })),
    }));
    return bestStep.ask(viewOf({ ...round, trials: moved }), defaultOptions);
  }

  it('does not take a late best for a sign where nearly every evaluation is late', () => {
    const late = evaluatedAt(0.5, (fraction) => Math.round(320 + 80 * fraction));
    expect(late).toMatchObject({ findings: [], silent: [{ key: 'best-step.chance' }] });
  });

  it('does not take an early best for a sign where half of the evaluations are early', () => {
    const early = evaluatedAt(0.25, (fraction) => Math.round(fraction <= 0.5 ? 80 * fraction : 800 * fraction - 360));
    expect(early).toMatchObject({ findings: [], silent: [{ key: 'best-step.chance' }] });
    // All of the 4 competitive trials within the half of evaluations that is early: 0.5 ^ 4 = 6.25 %.
    expect(early.silent[0]?.text).toContain('6.3 %');
  });

  it('counts a best at exactly three quarters of training as not late', () => {
    expect(asked({ bestAt: () => 0.75 }).findings).toEqual([]);
  });

  it('is silent of a late best where the rate falls to nothing and training comes to rest with it', () => {
    const round = planted({ seed: 4, space: unitSpace(2), trials: 20, fate: ({ x1 = 0 }) => x1 + 1, bestAt: () => 1 });
    const rated = (last: number): Answer => {
      const trials = round.trials.map((trial) => {
        const steps = trial.curves[0]?.steps ?? [];
        const values = steps.map((step) => 1 - (1 - last) * (step / round.maxSteps));
        return { ...trial, curves: [...trial.curves, { metric: 'lr', steps, values }] };
      });
      return bestStep.ask(viewOf({ ...round, trials }), defaultOptions);
    };
    expect(rated(0)).toMatchObject({ findings: [], silent: [{ key: 'decayed.rests' }] });
    expect(rated(0.5).findings[0]).toMatchObject({ severity: 'note', action: { kind: 'stretch-schedule' } });
  });

  it('says that it is chance on which evaluation of a flat curve the best falls', () => {
    const round = planted({
      seed: 4,
      space: unitSpace(2),
      trials: 20,
      fate: ({ x1 = 0 }) => x1 + 1,
      bestAt: (random) => random.uniform(),
    });
    const ids = round.trials.map(({ id }) => id);
    const answer = bestStep.ask(viewOf(round, defaultOptions, marked(round, 'saturated', ids)), defaultOptions);
    expect(answer).toMatchObject({ findings: [], silent: [{ key: 'best-step.flat' }] });
  });
});
