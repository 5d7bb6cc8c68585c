import { describe, expect, it } from 'vitest';
import type { LaunchEntry, RoundEntry } from './entry.ts';
import { tellEntry } from './told.ts';

const time = '2026-01-02T03:04:05.000Z';

const launch: LaunchEntry = {
  kind: 'launch',
  time,
  launch: 2,
  parent: 1,
  note: 'one more loss term',
  evidence: { kind: 'none' },
  grounds: 'Launched without evidence: the paper uses it.',
  configuration: { lr: 0.03 },
  changes: [
    { hyperparameter: 'lr', before: 0.1, after: 0.03 },
    { hyperparameter: 'dropout', before: null, after: 0.2 },
  ],
  commit: '0123456789abcdef',
  measured: {
    ...{ value: 0.25, seeds: 3, interval: [0.24, 0.26], maxSteps: 20, stepUnit: 'epoch' },
    objective: { metric: 'valid/loss', direction: 'minimize' },
  },
};

const round: RoundEntry = {
  kind: 'round',
  time,
  round: 3,
  name: 'x',
  goal: 'compare',
  question: '',
  notes: '',
  file: 'rounds/03-x.yaml',
  status: 'paused',
  endedAt: null,
  planned: 9,
  ended: 4,
  objective: { metric: 'valid/loss', direction: 'minimize' },
  best: null,
  verdict: 'Adam wins. It beats the baseline.',
  decision: null,
  findings: [
    { code: 'isolation', severity: 'note', headline: 'adam wins', advice: null, figure: null },
    { code: 'boundary', severity: 'advice', headline: 'Widen lr', advice: 'Do.', figure: null },
  ],
};

describe('tellEntry', () => {
  it('tells a launch: what changed, what it reaches, what speaks for it', () => {
    expect(tellEntry(launch)).toEqual({
      label: 'launch 2',
      title: 'New baseline: lr 0.1 → 0.03, dropout none → 0.2',
      facts: 'valid/loss 0.25 [0.24, 0.26] over 3 seeds (95 % interval of the mean), trained to epoch 20',
      body: ['Launched without evidence: the paper uses it.', 'Complexity: one more loss term', 'Commit 0123456789'],
      findings: [],
    });
    const bare = { ...launch, note: '', commit: null, grounds: '', changes: [], measured: null };
    expect(tellEntry(bare)).toMatchObject({
      title: 'The baseline of launch 1 again, recorded anew',
      facts: '',
      body: [],
    });
    const [value, objective] = [0.25, { metric: 'valid/error', direction: 'minimize' as const }];
    const measured = { value, objective, seeds: 1, interval: null, maxSteps: 20, stepUnit: 'epoch' };
    const once = { ...launch, measured };
    expect(tellEntry(once).facts).toBe('valid/error 0.25, a single seed, trained to epoch 20');
  });

  it('tells a round, and says again of what its verdict is made of only where there is something to do', () => {
    expect(tellEntry(round)).toEqual({
      label: 'round 3',
      title: 'Which values are best?',
      facts: 'compare · paused, 4 of 9 trials ended',
      body: ['Adam wins. It beats the baseline.'],
      findings: [{ severity: 'advice', text: 'Widen lr', advice: 'Do.', said: false }],
    });
  });

  it('tells what to do about a finding that the verdict is made of', () => {
    const advised = { code: 'isolation', severity: 'advice', headline: 'adam wins', advice: 'Widen lr.' } as const;
    expect(tellEntry({ ...round, findings: [{ ...advised, figure: null }] }).findings).toEqual([
      { severity: 'advice', text: 'adam wins', advice: 'Widen lr.', said: true },
    ]);
  });

  it('tells the notes that stand in a round’s file', () => {
    const { body } = tellEntry({ ...round, notes: 'the split is new' });
    expect(body).toEqual(['Adam wins. It beats the baseline.', 'Notes in its file: the split is new']);
  });

  it('tells a comparison by its figures, as far as there are any', () => {
    const decision = {
      recommendation: 'reject',
      final: true,
      candidate: 'trial 7',
      baseline: 'baseline',
      complexity: 'none',
      pairs: 5,
      effect: -0.01,
      interval: [-0.02, 0.001],
      better: 0.034,
      reason: 'no improvement',
    } as const;
    const compared: RoundEntry = {
      ...round,
      status: 'completed',
      decision: { ...decision, interval: [-0.02, 0.001] },
    };
    expect(tellEntry(compared).facts).toBe(
      'comparison · 5 pairs of runs with fresh seeds · valid/loss worse by 0.01 [-0.001, 0.02] (90 %), P(better) 0.034',
    );
    const early: RoundEntry = {
      ...round,
      decision: { ...decision, pairs: 1, effect: null, interval: null, better: null },
    };
    expect(tellEntry(early).facts).toBe('comparison · 1 pair of runs so far');
  });
});
