import { describe, expect, it } from 'vitest';
import { resolveRound, type RoundFile } from '../design/index.ts';
import { viewOf, type Action, type Finding } from '../insight/index.ts';
import { samplerFor } from '../samplers/index.ts';
import type { Hyperparameter } from '../space/index.ts';
import type { Project } from '../study/index.ts';
import { bowl, byRate, finding, first, history, past, project, space } from '../testing/past-rounds.ts';
import { planted, range, type Fate, type Places } from '../testing/planted.ts';
import type { History, PastRound } from './history.ts';
import type { Proposal } from './proposal.ts';
import { proposeRounds } from './propose-rounds.ts';

function lengthReason(proposal: Proposal | undefined): string | undefined {
  return proposal?.reasons.find(({ about }) => about.part === 'length')?.message.text;
}

const told = (round: PastRound, change?: Partial<History>) => proposeRounds(history([round], change));
const withAction = (action: Action, change?: Partial<Finding>) =>
  told(past(1, { findings: [finding(action, change)] }));

describe('proposals', () => {
  it('need a round that searched', () => {
    const { proposals, apart } = proposeRounds(history([]));
    expect(proposals).toEqual([]);
    expect(apart.map(({ text }) => text)).toEqual([
      'no search has ended yet: `attune run` begins one, or goes on with it',
    ]);
  });

  it('are valid rounds, deterministic, at most three, and none that was run', () => {
    const rounds = [
      past(1, {}),
      past(2, { file: { ranges: [{ kind: 'range', hyperparameter: 'lr', range: [1e-3, 0.5] }] } }),
    ];
    const outlook = proposeRounds(history(rounds));
    expect(proposeRounds(history(rounds))).toEqual(outlook);
    expect(outlook.proposals.length).toBeGreaterThan(0);
    expect(outlook.proposals.length).toBeLessThanOrEqual(3);
    for (const { round } of outlook.proposals) expect(() => resolveRound(project, round, 3)).not.toThrow();
  });

  it('narrow what matters to where the best lies, and never leave the best trial out', () => {
    const round = past(1, {});
    const [proposal] = told(round).proposals;
    const ranges = new Map(
      proposal?.round.ranges.map((one) => [one.hyperparameter, one.kind === 'range' ? one.range : []]),
    );
    const [low = 0, high = 0] = ranges.get('lr') ?? [];
    // The optimum, place 0.55 of 1e-4 to 1.
    expect(low).toBeLessThan(10 ** (-4 + 4 * 0.55));
    expect(high).toBeGreaterThan(10 ** (-4 + 4 * 0.55));
    expect(Math.log10(high / low)).toBeLessThan(2);
    const best = Number(round.insight.view.ranked[0]?.record.configuration['lr']);
    expect(low <= best && best <= high).toBe(true);
    expect(proposal?.reasons.map(({ message }) => message.text).join('\n')).toContain(
      'a fit to 24 trials expects the optimum',
    );
  });
});

describe('a finding', () => {
  it('moves an edge out, and is named behind the line', () => {
    const [proposal] = withAction({
      kind: 'expand-range',
      hyperparameter: 'lr',
      scale: 'log',
      range: [1e-4, 10],
    }).proposals;
    const [entry] = proposal?.round.ranges.filter(({ hyperparameter }) => hyperparameter === 'lr') ?? [];
    expect(entry?.kind === 'range' ? entry.range[1] : null).toBe(10);
    const reason = proposal?.reasons.find(({ finding: source }) => source !== undefined);
    expect(reason).toMatchObject({
      about: { part: 'range', hyperparameter: 'lr' },
      finding: { round: 1, code: 'test', confidence: 0.97 },
    });
  });

  it('cuts a side, but not where the best trial lies', () => {
    const high = (to: number): number => {
      const action = { kind: 'shrink-range', hyperparameter: 'lr', scale: 'log', range: [1e-4, to] } as const;
      const [proposal] = withAction(action).proposals;
      const [entry] = proposal?.round.ranges.filter(({ hyperparameter }) => hyperparameter === 'lr') ?? [];
      return entry?.kind === 'range' ? entry.range[1] : NaN;
    };
    expect(high(0.06)).toBeLessThanOrEqual(0.06);
    expect(high(2e-4)).toBeGreaterThan(10 ** (-4 + 4 * 0.55));
  });

  it('holds what does not matter at the best trial’s value', () => {
    const round = past(1, { findings: [finding({ kind: 'fix', hyperparameter: 'optimizer' })] });
    const value = round.insight.view.ranked[0]?.record.configuration['optimizer'];
    expect(told(round).proposals[0]?.round.fixed).toEqual([{ hyperparameter: 'optimizer', value }]);
  });

  it('does not hold what a fit expects to cost more than seeds hide', () => {
    const fixing = [finding({ kind: 'fix', hyperparameter: 'wd' })];
    const fixedWith = (baseline: readonly number[]) =>
      told(past(1, { baseline, findings: fixing })).proposals[0]?.round.fixed.map((one) => one.hyperparameter);
    expect(fixedWith([1, 1.000001, 0.999999])).toEqual([]);
    expect(fixedWith([1, 1.5, 0.5])).toEqual(['wd']);
  });

  it('does not hold what another asks to widen', () => {
    const widen = finding({ kind: 'expand-range', hyperparameter: 'wd', scale: 'log', range: [1e-6, 1] });
    const [proposal] = told(past(1, { findings: [finding({ kind: 'fix', hyperparameter: 'wd' }), widen] })).proposals;
    expect(proposal?.round.fixed).toEqual([]);
  });

  it('is overruled by a later round that varied the same hyperparameter, and else stands', () => {
    const widen = finding({ kind: 'expand-range', hyperparameter: 'lr', scale: 'log', range: [1e-4, 10] });
    const later = (file: Partial<RoundFile>): number => {
      const rounds = [past(1, { findings: [widen] }), past(2, { file })];
      const [entry] = proposeRounds(history(rounds)).proposals.flatMap(({ round }) =>
        round.ranges.filter(({ hyperparameter }) => hyperparameter === 'lr'),
      );
      return entry?.kind === 'range' ? entry.range[1] : 0;
    };
    expect(later({})).toBeLessThanOrEqual(1);
    const held = proposeRounds(
      history([past(1, { findings: [widen] }), past(2, { file: { fixed: [{ hyperparameter: 'lr', value: 0.01 }] } })]),
    );
    // Fixed there: it stays so, the range is another round's matter.
    expect(held.proposals[0]?.round.fixed).toContainEqual({ hyperparameter: 'lr', value: 0.01 });
  });

  it('that suspects a bug stands before all rounds', () => {
    const { apart } = withAction({ kind: 'check-program', suspicion: 'x' }, { severity: 'warning' });
    expect(apart[0]?.text).toBe(
      'before any round, look for a mistake in the program or its data: found check-program (round 1)',
    );
  });

  it.each<[string, Action, string]>([
    [
      'warmup',
      { kind: 'add-warmup', steps: 20 },
      '`warmup_steps: { range: [2, 40], type: integer, scale: log, meaning: warmup-steps }`',
    ],
    [
      'clipping',
      { kind: 'clip-gradients', threshold: 5 },
      '`clip_norm: { range: [0.5, 10], scale: log, meaning: clip-norm }`',
    ],
    [
      'another parameterisation',
      { kind: 'reparameterize', hyperparameters: ['lr', 'wd'], as: 'product', range: [1e-6, 1e-3] },
      '`lr_times_wd: { range: [0.000001, 0.001], scale: log }` in place of lr',
    ],
  ])('asks for %s by the very line where the space has none', (_, action, words) => {
    const [proposal] = withAction(action).proposals;
    expect(proposal?.before.map(({ text }) => text).join('\n')).toContain(words);
  });

  it.each<[string, Action, Hyperparameter, readonly [number, number]]>([
    [
      'warmup',
      { kind: 'add-warmup', steps: 20 },
      { ...range('ramp', 100, 200, 'log'), kind: 'integer', meaning: 'warmup-steps' },
      [2, 40],
    ],
    [
      'clipping',
      { kind: 'clip-gradients', threshold: 5 },
      { ...range('clip', 100, 200, 'log'), meaning: 'clip-norm' },
      [0.5, 10],
    ],
  ])('searches %s where the space has it, over the range that the method names', (_, action, extra, expected) => {
    const wider: Project = {
      ...project,
      space: { hyperparameters: [...space.hyperparameters, extra] },
      baseline: { ...project.baseline, [extra.id]: 150 },
    };
    const round = past(1, { project: wider, findings: [finding(action)] });
    const [proposal] = told(round, { project: wider }).proposals;
    expect(proposal?.round.ranges).toContainEqual({ kind: 'range', hyperparameter: extra.id, range: expected });
    expect(proposal?.before).toEqual([]);
  });

  it('frees what regularises, where it was held', () => {
    const round = past(1, {
      file: { fixed: [{ hyperparameter: 'dropout', value: 0 }] },
      findings: [finding({ kind: 'regularize' })],
    });
    const [proposal] = told(round).proposals;
    expect(proposal?.round.fixed).toEqual([]);
    expect(proposal?.reasons.map(({ message }) => message.text)).toContain(
      'dropout is searched again: the best trials overfit, and it holds them back',
    );
  });

  it('frees a choice that keeps what regularises away, but not another optimiser', () => {
    const branch = (label: string, children: readonly Hyperparameter[]) => ({ label, value: label, children });
    const choice = (id: string, hyperparameter: Hyperparameter, more: object = {}): Hyperparameter => ({
      kind: 'choice',
      id,
      name: id,
      arg: id,
      branches: [branch('off', []), branch('on', [hyperparameter])],
      ...more,
    });
    const under = (id: string) => ({ ...range('rate', 0.01, 0.9), id: `${id}=on/rate`, meaning: 'dropout' }) as const;
    const [lr] = space.hyperparameters;
    if (lr === undefined) throw new Error('the space has hyperparameters');
    const wider: Project = {
      ...project,
      space: {
        hyperparameters: [
          lr,
          choice('regularizer', under('regularizer')),
          choice('optimizer', under('optimizer'), { meaning: 'optimizer' }),
        ],
      },
      baseline: { lr: 0.01, regularizer: 'off', optimizer: 'off' },
    };
    const held = ['regularizer', 'optimizer'].map((hyperparameter) => ({ hyperparameter, value: 'off' }));
    const round = past(1, {
      project: wider,
      fate: byRate,
      file: { fixed: held },
      findings: [finding({ kind: 'regularize' })],
    });
    const [proposal] = told(round, { project: wider }).proposals;
    expect(proposal?.round.fixed).toEqual([{ hyperparameter: 'optimizer', value: 'off' }]);
  });

  it('says nothing of what only a branch that is not searched has', () => {
    const child = { ...range('units', 8, 64), id: 'model=mlp/units' };
    const [lr] = space.hyperparameters;
    if (lr === undefined) throw new Error('the space has hyperparameters');
    const model: Hyperparameter = {
      kind: 'choice',
      id: 'model',
      name: 'model',
      arg: 'model',
      branches: [
        { label: 'mlp', value: 'mlp', children: [child] },
        { label: 'cnn', value: 'cnn', children: [] },
      ],
    };
    const wider: Project = {
      ...project,
      space: { hyperparameters: [lr, model] },
      baseline: { lr: 0.01, model: 'cnn' },
    };
    const narrow = { kind: 'range', hyperparameter: child.id, range: [8, 16] } as const;
    const one = past(1, { project: wider, fate: byRate, file: { ranges: [narrow] } });
    const two = past(2, { project: wider, fate: byRate, file: { fixed: [{ hyperparameter: 'model', value: 'cnn' }] } });
    const { proposals } = proposeRounds(history([one, two], { project: wider }));
    expect(proposals.length).toBeGreaterThan(0);
    expect(JSON.stringify(proposals)).not.toContain(child.id);
  });

  it('gives the next round more trials, and the baseline seeds', () => {
    const findings = [finding({ kind: 'add-trials', trials: 48 }), finding({ kind: 'rerun-seeds', seeds: 3 })];
    const [proposal] = told(past(1, { findings })).proposals;
    expect(proposal?.round).toMatchObject({ trials: 48, baselineSeeds: 3 });
  });
});

describe('the length of training', () => {
  const longer = { kind: 'stretch-schedule', maxSteps: 600 } as const;

  it('grows for all where steps are surely lacking, and its file says so', () => {
    const [proposal] = withAction(longer, { values: { schedule: 'constant' } }).proposals;
    expect(proposal).toMatchObject({ kind: 'search', maxSteps: 600, round: { baselineSeeds: 3, maxSteps: 600 } });
    const reason = proposal?.reasons.find(({ about }) => about.part === 'length');
    expect(reason).toMatchObject({ message: { text: '600 steps, not 400' }, finding: { round: 1 } });
    expect(proposal?.before.map(({ text }) => text.slice(0, 23))).toEqual(['where the learning rate']);
  });

  it('is tried on the best first where a decay may explain it', () => {
    const [proposal] = withAction(longer, { values: { schedule: 'falling' }, severity: 'note' }).proposals;
    expect(proposal).toMatchObject({ kind: 'length', maxSteps: 600, round: { trials: 3, search: { kind: 'list' } } });
  });

  it('is not tried twice', () => {
    const falling = finding(longer, { values: { schedule: 'falling' } });
    const one = past(1, { findings: [falling] });
    const [proposal] = told(one).proposals;
    if (proposal === undefined) throw new Error('a length is proposed');
    expect(proposal.round.maxSteps).toBe(600);
    const tried = proposeRounds(history([one, past(2, { file: proposal.round })]));
    expect(tried.proposals.map(({ kind }) => kind)).not.toContain('length');
  });

  it('goes back where more of it brought nothing', () => {
    const baseline = [1.2, 1.21, 1.19];
    const one = past(1, { baseline, findings: [finding(longer, { values: { schedule: 'falling' } })] });
    const [proposal] = told(one).proposals;
    if (proposal === undefined) throw new Error('a length is proposed');
    const tried = past(2, { file: proposal.round });
    const [next] = proposeRounds(history([one, tried])).proposals;
    expect(next?.maxSteps).toBe(400);
    expect(next?.round.maxSteps).toBeUndefined();
    // A project that was set to the longer training itself is led back in the file.
    const now = { ...project, train: { ...project.train, maxSteps: 600 } };
    const [back] = proposeRounds(history([one, tried], { project: now })).proposals;
    expect(back?.round.maxSteps).toBe(400);
    expect(lengthReason(back)).toContain(
      '400 steps, not 600: in round 2 the same configurations gained 0 by the longer',
    );
  });

  it('is gone on with where its trial paid, and by the rounds after it', () => {
    const baseline = [1.2, 1.21, 1.19];
    const one = past(1, { baseline, findings: [finding(longer, { values: { schedule: 'falling' } })] });
    const [proposal] = told(one).proposals;
    if (proposal === undefined) throw new Error('a length is proposed');
    const better = (places: Places): Fate => Number(bowl(places)) - 0.2;
    const tried = past(2, { file: proposal.round, fate: better });
    const [search] = proposeRounds(history([one, tried])).proposals;
    expect(search).toMatchObject({ kind: 'search', maxSteps: 600, round: { maxSteps: 600 } });
    expect(lengthReason(search)).toBe('600 steps, not 400: in round 2 the same configurations gained 0.2 by them');
    if (search === undefined) throw new Error('a search is proposed');
    const third = past(3, { file: search.round, fate: better });
    const after = proposeRounds(history([one, tried, third])).proposals;
    expect(after.length).toBeGreaterThan(0);
    expect(after.map(({ round }) => round.maxSteps)).toEqual(after.map(() => 600));
    expect(lengthReason(after[0])).toBe('600 steps, as in round 3');
    // What the user has since set in attune.yaml, to a length that no round had, goes before it.
    const now = { ...project, train: { ...project.train, maxSteps: 900 } };
    const [own] = proposeRounds(history([one, tried, third], { project: now })).proposals;
    expect(own).toMatchObject({ maxSteps: 900 });
    expect(own?.round.maxSteps).toBeUndefined();
  });

  it('is gone on with where no round had that of attune.yaml', () => {
    const { proposals } = told(past(1, { file: { maxSteps: 500 } }));
    expect(proposals[0]?.round.maxSteps).toBe(500);
    expect(lengthReason(proposals[0])).toBe('500 steps, as in round 1');
  });
});

describe('a space with branches', () => {
  const branched: Project = {
    ...project,
    space: {
      hyperparameters: [
        {
          kind: 'choice',
          id: 'optimizer',
          name: 'optimizer',
          arg: 'optimizer',
          branches: [
            { label: 'adam', value: 'adam', children: [range('optimizer=adam/lr', 1e-5, 1e-1, 'log')] },
            { label: 'sgd', value: 'sgd', children: [range('optimizer=sgd/lr', 1e-3, 10, 'log')] },
          ],
        },
        { ...range('dropout', 0.1, 0.6), off: 0, meaning: 'dropout' },
      ],
    },
    baseline: { optimizer: 'adam', 'optimizer=adam/lr': 1e-3, dropout: 0 },
  };

  it('gets rounds that can be run, each branch with its own range', () => {
    const resolved = resolveRound(branched, { ...first, trials: 40 }, 1);
    const plan = resolved.studies.find(({ purpose }) => purpose === 'search');
    if (plan === undefined) throw new Error('a round searches');
    const suggested = samplerFor(plan.sampler).suggest({ space: plan.space, budget: 40 }, 0, 40, plan.seed);
    const record = planted({
      seed: 1,
      space: plan.space,
      trials: 40,
      design: suggested.map(({ configuration }) => configuration),
      fate: (places, random) =>
        1 + ((places['optimizer=adam/lr'] ?? 1.2) - 0.5) ** 2 + (places['dropout'] ?? 0) ** 2 + 0.01 * random.normal(),
      round: { roles: resolved.roles },
    });
    const insight = { view: viewOf(record), findings: [], silent: [] };
    const rounds = [{ number: 1, name: 'first', resolved, insight }];
    const { proposals } = proposeRounds({ project: branched, rounds, launches: [], comparisons: [] });
    expect(proposals.length).toBeGreaterThan(0);
    for (const { round } of proposals) expect(() => resolveRound(branched, round, 2)).not.toThrow();
    const [search] = proposals;
    expect(search?.round.ranges.map(({ hyperparameter }) => hyperparameter)).toContain('optimizer=adam/lr');
    expect(search?.round.ranges.map(({ hyperparameter }) => hyperparameter)).not.toContain('optimizer=sgd/lr');
  });

  it('is asked whether what can be switched off helps', () => {
    const resolved = resolveRound(branched, { ...first, trials: 24 }, 1);
    const plan = resolved.studies.find(({ purpose }) => purpose === 'search');
    if (plan === undefined) throw new Error('a round searches');
    const suggested = samplerFor(plan.sampler).suggest({ space: plan.space, budget: 24 }, 0, 24, plan.seed);
    const record = planted({
      seed: 1,
      space: plan.space,
      trials: 24,
      design: suggested.map(({ configuration }) => configuration),
      fate: (places) => 1 + ((places['dropout'] ?? 1.5) - 0.5) ** 2,
      round: { roles: resolved.roles },
    });
    const rounds = [
      { number: 1, name: 'first', resolved, insight: { view: viewOf(record), findings: [], silent: [] } },
    ];
    const { proposals } = proposeRounds({ project: branched, rounds, launches: [], comparisons: [] });
    const simplify = proposals.find(({ kind }) => kind === 'simplify');
    expect(simplify?.round).toMatchObject({ goal: 'compare', scientific: [{ hyperparameter: 'dropout' }] });
    expect(simplify?.round.scientific[0]?.values?.[0]).toBe(0);
  });
});
