import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planted, range, unitSpace, type Fate } from '../testing/planted.ts';
import { ask } from './ask.ts';
import type { RoundRecord } from './record.ts';

const quick = { permutations: 99 };

describe('ask', () => {
  it('ranks warnings, then advice, then notes, the surer first', () => {
    const round = planted({
      seed: 1,
      space: unitSpace(3),
      trials: 40,
      baseline: [2.4, 2.5, 2.3],
      fate: ({ x1 = 0 }) => (1.3 - x1) ** 2,
      round: { references: { chance: { 'valid/loss': 2.3 } } },
    });
    const { findings } = ask(round, quick);
    const order = findings.map(({ severity }) => ['warning', 'advice', 'note'].indexOf(severity));
    expect(order[0]).toBe(0);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(new Set(findings.map(({ code }) => code))).toEqual(
      new Set(['noise-floor', 'boundary', 'density', 'sensitivity', 'best-step']),
    );
  });

  it('gives one answer to one record', () => {
    const round = planted({ seed: 2, space: unitSpace(2), trials: 30, fate: (_, random) => random.normal() });
    const [first, second] = [ask(round, quick), ask(round, quick)];
    expect(first.findings.length).toBeGreaterThan(0);
    expect(second.findings).toEqual(first.findings);
    expect(second.silent).toEqual(first.silent);
  });

  const plain = planted({
    seed: 3,
    space: unitSpace(2),
    trials: 12,
    fate: (_, random) => random.uniform(),
    bestAt: (random) => random.uniform(),
    baseline: [0.5, 0.6],
  });
  const curves = (change: (values: readonly number[]) => readonly number[]): RoundRecord => ({
    ...plain,
    trials: plain.trials.map((trial) => ({
      ...trial,
      curves: trial.curves.map((c) => ({ ...c, values: change(c.values) })),
    })),
  });
  const bad: readonly (readonly [string, RoundRecord])[] = [
    ['an empty round', { ...plain, studies: [], trials: [] }],
    ['studies without trials', { ...plain, trials: [] }],
    ['trials of unknown studies', { ...plain, studies: [] }],
    ['one trial', { ...plain, trials: plain.trials.slice(-1) }],
    ['an objective that nobody reports', { ...plain, objective: { metric: 'valid/nothing', direction: 'minimize' } }],
    ['no curves at all', { ...plain, trials: plain.trials.map((trial) => ({ ...trial, curves: [] })) }],
    ['NaN only', curves((values) => values.map(() => NaN))],
    ['a constant objective', curves((values) => values.map(() => 1))],
    ['infinite values', curves((values) => values.map((value, i) => (i % 2 === 0 ? Infinity : value)))],
    ['no steps to train', { ...plain, maxSteps: 0 }],
    [
      'duplicate steps',
      {
        ...plain,
        trials: plain.trials.map((t) => ({
          ...t,
          curves: t.curves.map((c) => ({ ...c, steps: c.steps.map(() => 7) })),
        })),
      },
    ],
    [
      'configurations without the space’s hyperparameters',
      { ...plain, trials: plain.trials.map((t) => ({ ...t, configuration: {} })) },
    ],
    [
      'values outside the space',
      { ...plain, trials: plain.trials.map((t) => ({ ...t, configuration: { x1: 'seven', x2: null } })) },
    ],
  ];

  it.each(bad)('claims no cause and does not fail on %s', (_, round) => {
    const { findings, silent } = ask(round, quick);
    const modest = ['rerun-seeds', 'check-program'];
    expect(findings.filter(({ action }) => action !== undefined && !modest.includes(action.kind))).toEqual([]);
    expect(findings.filter(({ values }) => values['verdict'] === 'better' || values['verdict'] === 'worse')).toEqual(
      [],
    );
    expect(silent.length).toBeGreaterThan(0);
    for (const { reason } of silent) expect(reason.text).not.toMatch(/\{|undefined/);
  });

  it('answers on a trial of a million evaluations', () => {
    const round = planted({
      seed: 1,
      space: unitSpace(2),
      trials: 1,
      evaluations: 1_000_000,
      maxSteps: 1_000_000,
      fate: () => 1,
      round: { references: { chance: { 'valid/loss': 2.3 } } },
    });
    const { view } = ask(round, quick);
    expect(view.ranked[0]?.outcome).toMatchObject({ objective: 1, lastStep: 1_000_000, evaluations: 1_000_000 });
  });

  it('warns of all trials infeasible where the baseline is too, and ranks and compares none of them', () => {
    const round = planted({ seed: 3, space: unitSpace(3), trials: 12, baseline: ['diverged'], fate: () => 'diverged' });
    const { findings } = ask(round, quick);
    expect(findings.map(({ code, severity }) => [code, severity])[0]).toEqual(['infeasible', 'warning']);
    const compared = ['isolation', 'noise-floor', 'boundary', 'density', 'sensitivity', 'best-step', 'stability-edge'];
    expect(findings.filter(({ code }) => compared.includes(code))).toEqual([]);
  });

  it('never fails, and fills every text, whatever the trials’ fates', () => {
    const space = { hyperparameters: [range('lr', 1e-4, 1, 'log'), range('m', 0.5, 0.99, 'reverse-log')] };
    const fate: fc.Arbitrary<Fate> = fc.oneof(
      fc.double({ noNaN: false }),
      fc.constantFrom<Fate>('diverged', 'out-of-memory', 'crashed', 'stopped', 'running', 0, 1),
    );
    fc.assert(
      fc.property(
        fc.array(fate, { maxLength: 30 }),
        fc.array(fate, { maxLength: 4 }),
        fc.boolean(),
        (fates, baseline, up) => {
          let next = 0;
          const direction = up ? 'maximize' : 'minimize';
          const round = planted({
            seed: 1,
            space,
            trials: fates.length,
            fate: () => fates[next++] ?? 0,
            baseline,
            direction,
          });
          const { findings, silent } = ask(round, { permutations: 19 });
          const messages = findings.flatMap((f) => [
            f.headline,
            ...f.explanation,
            ...(f.advice === undefined ? [] : [f.advice]),
          ]);
          for (const { text } of [...messages, ...silent.map(({ reason }) => reason)]) {
            expect(text).not.toMatch(/\{\w+[|}]|undefined/);
          }
          for (const { confidence } of findings) {
            expect(confidence).toBeGreaterThanOrEqual(0);
            expect(confidence).toBeLessThanOrEqual(1);
          }
        },
      ),
      { numRuns: 150, seed: 1 },
    );
  });
});
