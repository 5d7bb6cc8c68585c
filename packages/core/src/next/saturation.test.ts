import { describe, expect, it } from 'vitest';
import { adviceOn, type RoundFile } from '../design/index.ts';
import type { Finding } from '../insight/index.ts';
import { finding, history, past, project } from '../testing/past-rounds.ts';
import type { PastRound } from './history.ts';
import { proposeRounds } from './propose-rounds.ts';

describe('saturation', () => {
  const narrow = (low: number, high: number): Partial<RoundFile> => ({
    fixed: [
      { hyperparameter: 'optimizer', value: 'adam' },
      { hyperparameter: 'dropout', value: 0.3 },
    ],
    ranges: [
      { kind: 'range', hyperparameter: 'lr', range: [low, high] },
      { kind: 'range', hyperparameter: 'wd', range: [3e-5, 1e-4] },
    ],
  });

  it('is told with its figures, and then no proposal searches on', () => {
    const baseline = [1.2, 1.25, 1.15];
    const rounds = [
      past(1, { baseline }),
      past(2, { baseline, file: narrow(0.008, 0.04) }),
      past(3, { baseline, file: narrow(0.012, 0.025) }),
    ];
    const { saturated, proposals } = proposeRounds(history(rounds));
    expect(saturated?.deviation).toBeCloseTo(0.05, 10);
    expect(saturated?.gain).toBeLessThan(0.05);
    expect(saturated?.rounds.map(({ round }) => round)).toEqual([1, 2, 3]);
    expect(saturated?.message.text).toContain('tuning has saturated');
    expect(proposals.map(({ kind }) => kind)).not.toContain('search');
    expect(proposals[0]).toMatchObject({ kind: 'confirm', round: { search: { kind: 'list' } } });
    // Three runs of each configuration; draws that coincide are one.
    expect(proposals[0]?.round.trials).toBe(9);
    // What fresh seeds have decided against is no longer the best so far.
    const best = rounds
      .flatMap(({ insight }) => insight.view.ranked)
      .toSorted((a, b) => a.outcome.objective - b.outcome.objective)[0]?.record.configuration;
    const decision = { recommendation: 'reject', effect: -0.1, interval: null, better: 0.02, pairs: 5 } as const;
    const compared = { round: 4, maxSteps: 400, candidate: best ?? {}, baseline: project.baseline, decision };
    const after = proposeRounds(history(rounds, { comparisons: [compared] })).proposals;
    expect(after.map(({ kind }) => kind)).not.toContain('confirm');
  });

  it('is not told while an edge is open, nor without seeds', () => {
    const widen = finding({ kind: 'expand-range', hyperparameter: 'lr', scale: 'log', range: [0.012, 0.2] });
    const rounds = (baseline: readonly number[], findings: readonly Finding[]): readonly PastRound[] => [
      past(1, { baseline }),
      past(2, { baseline, file: narrow(0.008, 0.04) }),
      past(3, { baseline, file: narrow(0.012, 0.025), findings }),
    ];
    expect(proposeRounds(history(rounds([1.2, 1.25, 1.15], [widen]))).saturated).toBeNull();
    expect(proposeRounds(history(rounds([], []))).saturated).toBeNull();
  });

  it('is not told while more steps are asked for, whatever else', () => {
    const longer = (code: string) => finding({ kind: 'stretch-schedule', maxSteps: 600 }, { code });
    for (const code of ['still-improving', 'best-step']) {
      const baseline = [1.2, 1.25, 1.15];
      const rounds = [
        past(1, { baseline }),
        past(2, { baseline, file: narrow(0.008, 0.04) }),
        past(3, { baseline, file: narrow(0.012, 0.025), findings: [longer(code)] }),
      ];
      expect(proposeRounds(history(rounds)).saturated).toBeNull();
    }
  });

  it('counts rounds that searched, not lists', () => {
    const baseline = [1.2, 1.25, 1.15];
    const configurations = [
      { lr: 0.0158, wd: 6.3e-5, dropout: 0.3, optimizer: 'adam' },
      { lr: 0.02, wd: 6e-5, dropout: 0.3, optimizer: 'adam' },
    ];
    const list = past(2, { baseline, file: { search: { kind: 'list', configurations }, trials: 2 } });
    const two = [past(1, { baseline }), list, past(3, { baseline, file: narrow(0.012, 0.025) })];
    expect(proposeRounds(history(two)).saturated).toBeNull();
    const three = [...two, past(4, { baseline, file: narrow(0.013, 0.022) })];
    expect(proposeRounds(history(three)).saturated?.rounds.map(({ round }) => round)).toEqual([1, 3, 4]);
  });
});

describe('where there is nothing to propose', () => {
  it('says what is lacking, and what would help', () => {
    const file = { fixed: ['wd', 'dropout', 'optimizer'].map((hyperparameter) => ({ hyperparameter })), trials: 6 };
    const { proposals, apart, saturated } = proposeRounds(history([past(1, { file })]));
    expect(proposals).toEqual([]);
    expect(saturated).toBeNull();
    expect(apart.map(({ text }) => text)).toEqual([
      '`attune run 1 --trials +6` continues round 1: its ranges have no reason to change, and 6 usable trials are too few to tell where in them the best lies (10 are needed)',
    ]);
  });
});

describe('the budget', () => {
  const trialsOf = (round: PastRound, trials?: number) =>
    proposeRounds(history([round], trials === undefined ? {} : { trials })).proposals.find(
      ({ kind }) => kind === 'search',
    )?.round.trials;

  it('is that of the plan, whatever the round was given later, or what is asked for', () => {
    const extended = past(1, { file: { trials: 44 } });
    expect(trialsOf(extended)).toBe(44);
    expect(trialsOf({ ...extended, planned: 24 })).toBe(24);
    expect(trialsOf({ ...extended, planned: 24 }, 30)).toBe(30);
  });
});

describe('what was held and never tested', () => {
  const held = {
    fixed: [
      { hyperparameter: 'wd', value: 1e-4 },
      { hyperparameter: 'dropout', value: 0.3 },
      { hyperparameter: 'optimizer', value: 'adam' },
    ],
  };

  it('is searched as far as the trials suffice', () => {
    const [proposal] = proposeRounds(history([past(1, { file: { ...held, trials: 24 } })])).proposals;
    // 24 trials tune two: the rate, and weight decay, which interacts with it more than dropout.
    expect(proposal?.round.fixed.map(({ hyperparameter }) => hyperparameter)).toEqual(['dropout', 'optimizer']);
    expect(proposal?.reasons.map(({ message }) => message.text)).toContain(
      'wd is searched: it was held at 0.0001 in every round so far and never tested, and 24 trials suffice for it',
    );
    const budget = proposal?.reasons.find(({ about }) => about.part === 'budget');
    expect(budget?.message.text).toBe('as many trials as round 1 had');
  });

  it('stays held where they do not, and once it was found not to matter', () => {
    const few = proposeRounds(history([past(1, { file: { ...held, trials: 9 } })]));
    expect(JSON.stringify(few.proposals)).not.toContain('never tested');
    const tested = [past(1, {}), past(2, { file: held })];
    expect(JSON.stringify(proposeRounds(history(tested)).proposals)).not.toContain('never tested');
  });

  it('leaves nothing for the advice on a plan to criticise', () => {
    const rounds = [past(1, { file: held, baseline: [1, 1.01, 0.99] })];
    const { proposals } = proposeRounds(history(rounds));
    expect(proposals.length).toBeGreaterThan(0);
    const known = { insensitive: [], interacting: [], baselineRuns: 3, searchedAtBaseline: ['lr'] };
    for (const { round } of proposals) {
      const advice = adviceOn(project, round, { number: 2, known }).filter(({ severity }) => severity !== 'note');
      expect(advice.map(({ code }) => code)).toEqual([]);
    }
  });
});
