import { describe, expect, it } from 'vitest';
import { launchPoints, launchTitle, measuredWords } from './launch-words.ts';
import { bestWords, decisionWords, progressWords, questionOf } from '../../parts/round-words.ts';
import type { Round } from '../../parts/listed-round.ts';
import { timeline, type Entry, type Launch } from './timeline.ts';

const objective = { metric: 'valid/loss', direction: 'minimize' } as const;

function round(given: Partial<Round> = {}): Round {
  return {
    ...{
      round: 1,
      name: 'first',
      file: 'rounds/01-first.yaml',
      goal: 'understand',
      question: 'which rate?',
      status: 'completed',
    },
    ...{ note: '', roles: { lr: 'nuisance' }, search: 'halton', maxSteps: 10, objective, studies: [] },
    ...{ trials: { completed: 4 }, planned: 4, ended: 4, best: null, baseline: null, verdict: null, comparison: null },
    ...{ startedAt: '2026-01-02T00:00:00Z', endedAt: null },
    ...given,
  };
}

function launch(given: Partial<Launch> = {}): Launch {
  return {
    ...{ kind: 'launch', time: '2026-01-02T00:00:00Z', launch: 1, parent: null, note: '', evidence: null, grounds: '' },
    ...{ configuration: { lr: 0.1 }, changes: [], commit: null, measured: null },
    ...given,
  };
}

const note = (subject: string, time: string): Entry => ({ kind: 'note', time, note: 1, subject, text: 'odd' });

describe('the timeline', () => {
  it('puts the newest first, and the first baseline below the round that begins with it', () => {
    const later = round({ round: 2, startedAt: '2026-01-03T00:00:00Z' });
    const items = timeline([round(), later], [launch(), note('project', '2026-01-04T00:00:00Z')]);
    expect(items.map((item) => (item.kind === 'round' ? item.round.round : item.kind))).toEqual([
      'note',
      2,
      1,
      'launch',
    ]);
  });

  it('shows what is about a round inside of it, and what is about a trial by itself', () => {
    const items = timeline(
      [round()],
      [note('round 1', '2026-01-05T00:00:00Z'), note('trial 3', '2026-01-05T00:00:00Z')],
    );
    expect(items).toMatchObject([
      { kind: 'note', note: { subject: 'trial 3' } },
      { kind: 'round', inside: [{ subject: 'round 1' }] },
    ]);
  });
});

describe('a round in words', () => {
  it('tells its best beside the baseline, in the direction of the objective', () => {
    const best = { trial: 3, objective: 0.045 };
    const told = bestWords(round({ best, baseline: { value: 0.151, seeds: 3 } }));
    expect(told).toEqual({
      best: 'best valid/loss 0.045',
      beside: '0.106 ahead of the baseline’s 0.151 (mean of 3 seeds)',
    });
    const worse = bestWords(round({ best: { trial: 3, objective: 0.2 }, baseline: { value: 0.151, seeds: 1 } }));
    expect(worse.beside).toBe('not ahead of the baseline’s 0.151 (mean of 1 seed)');
    const rising = { metric: 'valid/accuracy', direction: 'maximize' } as const;
    const higher = round({ objective: rising, best: { trial: 1, objective: 0.9 }, baseline: { value: 0.8, seeds: 2 } });
    expect(bestWords(higher).beside).toMatch(/^0.1 ahead/);
  });

  it('says nothing of what is not known', () => {
    expect(bestWords(round())).toEqual({ best: null, beside: null });
    expect(bestWords(round({ baseline: { value: 0.5, seeds: 3 } })).beside).toMatch(
      /^the baseline has valid\/loss 0.5/,
    );
    expect(decisionWords(round())).toBeNull();
  });

  it('tells how a comparison stands', () => {
    const comparison = { candidate: 'trial 24', baseline: 'baseline', pairsMax: 5, concluded: null };
    expect(decisionWords(round({ comparison }))).toBe('undecided so far; at most 5 pairs of runs');
    expect(questionOf(round({ question: '', comparison }))).toBe('trial 24 against baseline');
    const concluded = {
      recommendation: 'reject',
      effect: -0.02,
      interval: { low: -0.03, high: -0.01 },
      better: 0.04,
      pairs: 5,
    } as const;
    expect(decisionWords(round({ comparison: { ...comparison, concluded } }))).toBe(
      'Reject after 5 pairs: worse by 0.02 [0.01, 0.03], P(better) 0.04',
    );
    const bare = { ...concluded, recommendation: 'more-evidence', effect: null, interval: null, better: null } as const;
    expect(decisionWords(round({ comparison: { ...comparison, concluded: bare } }))).toBe(
      'More evidence needed after 5 pairs',
    );
  });

  it('tells how far it is', () => {
    expect(progressWords(round({ status: 'running', ended: 1, planned: 4 }))).toBe('1 of 4 trials ended');
    expect(progressWords(round())).toBe('4 trials');
    expect(questionOf(round({ question: 'which rate?' }))).toBe('Which rate?');
  });
});

describe('a launch in words', () => {
  const second = launch({
    launch: 2,
    parent: 1,
    changes: [{ hyperparameter: 'lr', before: 0.1, after: 0.03 }],
    measured: {
      ...{ value: 0.15, seeds: 3, interval: [0.14, 0.16], maxSteps: 20, stepUnit: 'epoch' },
      objective: { metric: 'valid/loss', direction: 'minimize' },
    },
  });

  it('tells what changed, and what it measured', () => {
    expect(launchTitle(second)).toBe('New baseline: lr 0.1 → 0.03');
    expect(launchTitle(launch())).toBe('The project begins with its first baseline');
    expect(launchTitle(launch({ parent: 1 }))).toBe('The baseline of launch 1 again, recorded anew');
    expect(measuredWords(second)).toBe(
      'valid/loss 0.15 [0.14, 0.16] over 3 seeds (95 % interval of the mean), trained to epoch 20',
    );
    expect(measuredWords(launch())).toBeNull();
  });

  it('is a point of the history where it was measured', () => {
    expect(launchPoints([launch(), second])).toEqual([
      expect.objectContaining({
        number: 2,
        change: 'lr 0.1 → 0.03',
        value: 0.15,
        interval: [0.14, 0.16],
        maxSteps: 20,
      }),
    ]);
  });
});
