import { describe, expect, it } from 'vitest';
import type { RoundFile } from '../design/index.ts';
import type { Action, Finding } from '../insight/index.ts';
import type { Configuration } from '../space/index.ts';
import { bowl, finding, history, past, project } from '../testing/past-rounds.ts';
import type { Fate, Places } from '../testing/planted.ts';
import type { Compared, History, PastRound } from './history.ts';
import { proposeRounds } from './propose-rounds.ts';

const told = (round: PastRound, change?: Partial<History>) => proposeRounds(history([round], change));

describe('a comparison', () => {
  const file: Partial<RoundFile> = {
    goal: 'compare',
    question: 'Adam?',
    scientific: [{ hyperparameter: 'optimizer' }],
  };
  const isolation = (verdict: string, action?: Action): Finding => ({
    ...finding(action ?? { kind: 'rerun-seeds', seeds: 3 }),
    code: 'isolation',
    values: { verdict },
    evidence: { trials: [3, 9], numbers: {} },
  });

  it('that is decided holds the winner in the next search', () => {
    const round = past(1, { file, findings: [isolation('better')] });
    const [proposal] = told(round).proposals;
    expect(proposal?.kind).toBe('search');
    expect(proposal?.round.fixed[0]?.hyperparameter).toBe('optimizer');
    expect(proposal?.reasons.map(({ message }) => message.text).join()).toContain('it won the comparison of round 1');
  });

  it('that wants trials is asked again, over better ranges', () => {
    const [proposal] = told(
      past(1, { file, findings: [isolation('undecided', { kind: 'add-trials', trials: 60 })] }),
    ).proposals;
    expect(proposal).toMatchObject({
      kind: 'compare',
      round: { goal: 'compare', question: 'Adam?', trials: 60, scientific: [{ hyperparameter: 'optimizer' }] },
    });
  });

  it('that wants seeds is left to compare', () => {
    const { apart } = told(past(1, { file, findings: [isolation('undecided')] }));
    expect(apart.map(({ text }) => text)).toContain(
      'trials 3 and 9 are not told apart by one run each: `attune compare 3 9`',
    );
  });

  it('that is undecided is asked again over changed ranges, before its leader is held', () => {
    const cut = finding({ kind: 'shrink-range', hyperparameter: 'lr', scale: 'log', range: [1e-4, 0.2] });
    const { proposals } = told(past(1, { file, findings: [isolation('undecided'), cut] }));
    expect(proposals.map(({ kind }) => kind).slice(0, 2)).toEqual(['compare', 'search']);
    const [again, search] = proposals;
    expect(again?.round).toMatchObject({ goal: 'compare', scientific: [{ hyperparameter: 'optimizer' }] });
    expect(again?.round.ranges).toContainEqual({ kind: 'range', hyperparameter: 'lr', range: [1e-4, 0.2] });
    // What is compared is tuned alike: no fit narrows its ranges.
    expect(again?.round.ranges.map(({ hyperparameter }) => hyperparameter)).toEqual(['lr']);
    expect(search?.round.fixed[0]?.hyperparameter).toBe('optimizer');
  });

  it('that is undecided over ranges that need no change goes on with its leader', () => {
    const { proposals, withheld } = told(past(1, { file, findings: [isolation('undecided')] }));
    expect(proposals.map(({ kind }) => kind)).not.toContain('compare');
    expect(withheld.map(({ text }) => text).join()).toContain('round 1 asked this already');
  });

  const compared = (
    recommendation: 'adopt' | 'reject' | 'more-evidence',
    change: Partial<Compared> = {},
  ): Compared => ({
    round: 2,
    maxSteps: 400,
    candidate: { ...project.baseline, optimizer: 'sgd' },
    baseline: project.baseline,
    decision: { recommendation, effect: 0.1, interval: [0.05, 0.15], better: 0.9, pairs: 5 },
    ...change,
  });

  it.each([
    ['adopt', 'sgd'],
    ['reject', 'adam'],
  ] as const)('that runs of both sides decided is closed: %s holds %s', (recommendation, winner) => {
    const cut = finding({ kind: 'shrink-range', hyperparameter: 'lr', scale: 'log', range: [1e-4, 0.2] });
    const round = past(1, { file, findings: [isolation('undecided'), cut] });
    const { proposals } = told(round, { comparisons: [compared(recommendation)] });
    expect(proposals.map(({ kind }) => kind)).not.toContain('compare');
    expect(proposals[0]?.round.fixed).toContainEqual({ hyperparameter: 'optimizer', value: winner });
    expect(proposals[0]?.reasons.map(({ message }) => message.text)).toContain(
      `optimizer at ${winner}: the runs of round 2 decided for it`,
    );
  });

  it('stays open where its runs left it undecided, or were about something else', () => {
    const cut = finding({ kind: 'shrink-range', hyperparameter: 'lr', scale: 'log', range: [1e-4, 0.2] });
    const round = past(1, { file, findings: [isolation('undecided'), cut] });
    for (const comparison of [
      compared('more-evidence'),
      compared('adopt', { candidate: { ...project.baseline, lr: 0.1 } }),
    ]) {
      expect(told(round, { comparisons: [comparison] }).proposals[0]?.kind).toBe('compare');
    }
  });

  it('is decided by runs of its own best trials, and not by those of two configurations that differ in more', () => {
    const cut = finding({ kind: 'shrink-range', hyperparameter: 'lr', scale: 'log', range: [1e-4, 0.2] });
    const found = past(1, { file, findings: [isolation('undecided'), cut] });
    const { insight } = found;
    // The third is of the other optimizer.
    const ranked = insight.view.ranked.map((trial, place) =>
      place === 2
        ? { ...trial, record: { ...trial.record, configuration: { ...trial.record.configuration, optimizer: 'sgd' } } }
        : trial,
    );
    const [baseline, , candidate] = ranked.map(({ record }) => record);
    if (baseline === undefined || candidate === undefined) throw new Error('three trials are feasible');
    const evidence = { trials: [baseline.id, candidate.id], numbers: {} };
    const findings = insight.findings.map((one) => (one.code === 'isolation' ? { ...one, evidence } : one));
    const round = { ...found, insight: { ...insight, findings, view: { ...insight.view, ranked } } };
    const sides = { candidate: candidate.configuration, baseline: baseline.configuration };
    const own = told(round, { comparisons: [compared('adopt', sides)] }).proposals[0];
    expect(own?.reasons.map(({ message }) => message.text)).toContain(
      'optimizer at sgd: the runs of round 2 decided for it',
    );
    const other = { ...baseline.configuration, lr: 0.9 };
    const beside = told(round, { comparisons: [compared('adopt', { ...sides, baseline: other })] });
    const reasons = beside.proposals.flatMap((proposal) => proposal.reasons.map(({ message }) => message.text));
    expect(beside.proposals[0]?.kind).toBe('compare');
    expect(reasons.join()).not.toContain('decided for it');
    expect(reasons.join()).toMatch(/leads in round 1, but not clearly; round 2 decided between two configurations/);
  });

  it('that says adopt asks for the launch, until it is launched', () => {
    const words = 'the comparison of round 2 says adopt: `attune launch` makes its candidate the baseline';
    const comparisons = [compared('adopt')];
    const round = past(1, {});
    expect(told(round, { comparisons }).apart.map(({ text }) => text)).toContain(words);
    const launches = [{ number: 2, configuration: compared('adopt').candidate }];
    expect(told(round, { comparisons, launches }).apart.map(({ text }) => text)).not.toContain(words);
  });

  it('of two trials asks for the winner against the baseline before a launch', () => {
    const round = past(1, {});
    const [best, second] = round.insight.view.ranked.map(({ record }) => record);
    if (best === undefined || second === undefined) throw new Error('two trials are feasible');
    const between = compared('adopt', { candidate: best.configuration, baseline: second.configuration });
    const { apart } = told(round, { comparisons: [between] });
    expect(apart.map(({ text }) => text).join()).toContain(`\`attune compare ${best.id}\` sets the winner against it`);
    expect(apart.map(({ text }) => text).join()).not.toContain('`attune launch` makes');
    const reversed = compared('reject', { candidate: second.configuration, baseline: best.configuration });
    expect(told(round, { comparisons: [reversed] }).apart).toEqual(apart);
  });

  it('that is open beside the baseline of today is named; one that rejected, or is of an older baseline, is not', () => {
    const about = (comparison: Compared) =>
      told(past(1, {}), { comparisons: [comparison] })
        .apart.map(({ text }) => text)
        .join();
    expect(about(compared('more-evidence'))).toContain(
      'the comparison of round 2 needs more evidence: `attune report 2` says',
    );
    const words = 'the comparison of round 2';
    expect(about(compared('reject'))).not.toContain(words);
    expect(about(compared('more-evidence', { baseline: { ...project.baseline, lr: 0.5 } }))).not.toContain(words);
  });

  it('of two trials is not asked for where it was made, in whatever order their values were written', () => {
    const round = past(1, { file, findings: [isolation('undecided')] });
    const [a, b] = [3, 9].map((id) => round.insight.view.ranked.find(({ record }) => record.id === id)?.record);
    if (a === undefined || b === undefined) throw new Error('both trials are feasible');
    const reversed = Object.fromEntries(Object.entries(a.configuration).toReversed());
    const made = compared('more-evidence', { candidate: b.configuration, baseline: reversed });
    const { apart } = told(round, { comparisons: [made] });
    expect(apart.map(({ text }) => text).join()).not.toContain('attune compare 3 9');
  });
});

describe('a branch that lost', () => {
  const held = (value: string): Partial<RoundFile> => ({ fixed: [{ hyperparameter: 'optimizer', value }] });
  const behind =
    (distance: number) =>
    (places: Places, { optimizer }: Configuration): Fate =>
      Number(bowl(places)) + (optimizer === 'adam' ? 0 : distance);
  const baseline = [1, 1.01, 0.99];
  const rounds = (distance: number): readonly PastRound[] => [
    past(1, { file: held('adam'), fate: behind(distance), baseline }),
    past(2, { file: held('sgd'), fate: behind(distance), baseline }),
  ];
  const first = (of: readonly PastRound[], change: Partial<History> = {}) =>
    proposeRounds(history(of, change)).proposals[0];
  const winner = { hyperparameter: 'optimizer', value: 'adam' };

  it('is not gone on with, by a clear lead of the other', () => {
    const proposal = first(rounds(0.5));
    expect(proposal?.round.fixed).toContainEqual(winner);
    expect(proposal?.reasons.map(({ message }) => message.text)).toContain(
      'optimizer at adam: round 2 searched sgd once more, and its best stays clearly behind',
    );
  });

  it('is gone on with where the lead is within noise, unless runs decided', () => {
    const [one, two] = [rounds(0.01), rounds(0.01)];
    expect(first(one)?.round.fixed).not.toContainEqual(winner);
    const decision = { recommendation: 'reject', effect: -0.1, interval: null, better: 0.1, pairs: 5 } as const;
    const [candidate, baselineOf] = [{ optimizer: 'sgd' }, { optimizer: 'adam' }];
    const comparisons = [{ round: 3, maxSteps: 400, candidate, baseline: baselineOf, decision }];
    expect(first(two, { comparisons })?.round.fixed).toContainEqual(winner);
    const more = comparisons.map((one) => ({ ...one, candidate: { ...candidate, lr: 0.9 } }));
    expect(first(two, { comparisons: more })?.round.fixed).not.toContainEqual(winner);
  });
});
