import { describe, expect, it } from 'vitest';
import { marked, numbered } from '../testing/marked.ts';
import { planted, unitSpace } from '../testing/planted.ts';
import type { Finding } from './finding.ts';
import { defaultOptions } from './options.ts';
import type { RoundRecord } from './record.ts';
import { saturated } from './saturated.ts';
import { viewOf } from './view.ts';

/** Trials ranked by number, their training loss at `left` of where it began; rates as told. */
function ranked(left: number | null, rate: 'constant' | 'falling' | null = null): RoundRecord {
  let next = 0;
  const round = planted({ seed: 3, space: unitSpace(2), trials: 20, fate: () => 1 + 0.01 * next++ });
  const trials = round.trials.map((trial) => {
    const steps = trial.curves[0]?.steps ?? [];
    const loss = steps.map((_, i) => left ?? Math.max(0.001, 1 - i));
    const rates = steps.map((_, i) => (rate === 'falling' ? 1 - i / steps.length : 1));
    return {
      ...trial,
      curves: [
        ...trial.curves,
        ...(left === null ? [] : [{ metric: 'train/loss', steps, values: loss.map((_, i) => (i === 0 ? 1 : left)) }]),
        ...(rate === null ? [] : [{ metric: 'lr', steps, values: rates }]),
      ],
    };
  });
  return { ...round, trials };
}

function found(round: RoundRecord, trials: readonly number[], step = 100): Finding | undefined {
  const view = viewOf(round, defaultOptions, marked(round, 'saturated', trials, { step }));
  return saturated.ask(view, defaultOptions).findings[0];
}

describe('saturated', () => {
  it('proposes half as many steps again as the best took to come to rest, where the training set is fitted', () => {
    expect(found(ranked(0.01), numbered(1, 6))).toMatchObject({
      severity: 'advice',
      values: { state: 'fitted' },
      action: { kind: 'fewer-steps', maxSteps: 150 },
    });
  });

  it('keeps the length where little would be saved', () => {
    const finding = found(ranked(0.01), numbered(1, 6), 250);
    expect(finding?.action).toBeUndefined();
    expect(finding?.advice?.key).toBe('saturated.little');
  });

  it('asks for decay or capacity, not for fewer steps, where much is left to learn', () => {
    for (const [rate, advice] of [
      ['constant', 'saturated.decay'],
      ['falling', 'saturated.capacity'],
      [null, 'saturated.decayOrCapacity'],
    ] as const) {
      const finding = found(ranked(0.4, rate), numbered(1, 6));
      expect(finding).toMatchObject({ severity: 'note', values: { state: 'high' }, advice: { key: advice } });
      expect(finding?.action).toBeUndefined();
    }
  });

  it('tells what was gained since, in units of the noise between seeds', () => {
    const round = planted({
      seed: 3,
      space: unitSpace(2),
      trials: 20,
      baseline: [1, 1.1, 1.2],
      bestAt: () => 1,
      fate: () => 1,
    });
    const ids = round.trials.slice(3).map(({ id }) => id);
    const finding = found(round, ids, 200);
    expect(finding?.explanation.map(({ key }) => key)).toContain('saturated.gainOfNoise');
    expect(finding?.evidence.numbers['gain']).toBeGreaterThan(0);
    expect(finding?.evidence.numbers['p']).toBeUndefined();
  });

  it('does not say of trials that were stopped that they were trained for too long', () => {
    expect(found({ ...ranked(0.01), maxSteps: 4000 }, numbered(1, 20))).toBeUndefined();
  });

  it('cannot tell why without a training metric', () => {
    expect(found(ranked(null), numbered(1, 6))).toMatchObject({
      values: { state: 'unknown' },
      advice: { key: 'saturated.report' },
    });
  });

  it('does not take a loss below 0 for fitted', () => {
    expect(found(ranked(-5), numbered(1, 6))?.values['state']).toBe('unknown');
  });

  it('takes no steps from all trials where the best need them', () => {
    expect(found(ranked(0.01), numbered(4, 10))).toBeUndefined();
    expect(found(ranked(0.01), [1])).toBeUndefined();
    expect(found(ranked(0.01), [3, ...numbered(6, 8)])).toBeUndefined();
    expect(found(ranked(0.01), [3, ...numbered(6, 9)])).toBeDefined();
  });
});
