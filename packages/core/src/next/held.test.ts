import { describe, expect, it } from 'vitest';
import type { Finding } from '../insight/index.ts';
import type { Hyperparameter } from '../space/index.ts';
import type { Project } from '../study/index.ts';
import { byRate, finding, history, past, project, space } from '../testing/past-rounds.ts';
import { range } from '../testing/planted.ts';
import type { History, PastRound } from './history.ts';
import type { Proposal } from './proposal.ts';
import { proposeRounds } from './propose-rounds.ts';

const fixed = [
  { hyperparameter: 'wd', value: 1e-4 },
  { hyperparameter: 'dropout', value: 0.3 },
  { hyperparameter: 'optimizer', value: 'adam' },
];

function searchAfter(rounds: readonly PastRound[], change?: Partial<History>): Proposal {
  const search = proposeRounds(history(rounds, change)).proposals.find(({ kind }) => kind === 'search');
  if (search === undefined) throw new Error('a search is proposed');
  return search;
}

function textOf({ reasons }: Proposal, id: string): string | undefined {
  return reasons.find(({ about }) => 'hyperparameter' in about && about.hyperparameter === id)?.message.text;
}

describe('what was held and never tested', () => {
  it('is asked for once: held again by a later round, it is the user’s choice, and its line says so', () => {
    const once = [past(1, { file: { fixed, trials: 24 } })];
    expect(textOf(searchAfter(once), 'wd')).toContain('wd is searched: it was held at 0.0001');
    const wider = [{ kind: 'range', hyperparameter: 'lr', range: [1e-3, 1] }] as const;
    const twice = [...once, past(2, { file: { fixed, ranges: wider, trials: 24 } })];
    const search = searchAfter(twice);
    expect(search.round.fixed).toContainEqual({ hyperparameter: 'wd', value: 1e-4 });
    expect(textOf(search, 'wd')).toBe(
      'wd at 0.0001: the trials of round 1 sufficed to search it too, and round 2 held it again, so that it is taken for your choice; without this line it is searched',
    );
    // Of the two, 24 trials sufficed for one: the other was never asked for.
    expect(textOf(search, 'dropout')).toContain('dropout is searched: it was held at 0.3 in every round so far');
  });

  it('is asked for where only the budget had held it', () => {
    const short = past(1, { file: { fixed, trials: 9 } });
    const wider = [{ kind: 'range', hyperparameter: 'lr', range: [1e-3, 1] }] as const;
    const again = past(2, { file: { fixed, ranges: wider, trials: 24 } });
    expect(textOf(searchAfter([short, again]), 'wd')).toContain('wd is searched');
  });
});

describe('what each of two branches held', () => {
  it('was asked for in both, where the trials of each sufficed', () => {
    const units = (id: string): Hyperparameter => ({ ...range('units', 8, 64), id: `model=${id}/units` });
    const [lr] = space.hyperparameters;
    if (lr === undefined) throw new Error('the space has hyperparameters');
    const model: Hyperparameter = {
      kind: 'choice',
      id: 'model',
      name: 'model',
      arg: 'model',
      branches: ['mlp', 'cnn'].map((label) => ({ label, value: label, children: [units(label)] })),
    };
    const own: Project = {
      ...project,
      space: { hyperparameters: [lr, model] },
      baseline: { lr: 0.01, model: 'mlp', 'model=mlp/units': 16 },
      inactive: { 'model=cnn/units': 16 },
    };
    const held = ['mlp', 'cnn'].map((id) => ({ hyperparameter: `model=${id}/units`, value: 16 }));
    const compared = past(1, {
      project: own,
      fate: byRate,
      file: { goal: 'compare', question: 'which?', scientific: [{ hyperparameter: 'model' }], fixed: held, trials: 24 },
    });
    const cnn = [{ hyperparameter: 'model', value: 'cnn' }, ...held.slice(1)];
    const wider = [{ kind: 'range', hyperparameter: 'lr', range: [1e-3, 1] }] as const;
    const after = past(2, { project: own, fate: byRate, file: { fixed: cnn, ranges: wider, trials: 24 } });
    const search = searchAfter([compared, after], { project: own });
    expect(textOf(search, 'model=cnn/units')).toContain('and round 2 held it again');
  });
});

describe('what a finding asks to free', () => {
  const overfits = finding({ kind: 'regularize' }, { code: 'overfitting' });
  const without = [{ hyperparameter: 'dropout', value: 0 }];

  it('is not asked for again where the next round held it all the same', () => {
    const one = past(1, { file: { fixed: without }, findings: [overfits] });
    expect(textOf(searchAfter([one]), 'dropout')).toContain('dropout is searched again: the best trials overfit');
    const narrower = [{ kind: 'range', hyperparameter: 'lr', range: [1e-3, 1] }] as const;
    const two = past(2, { file: { fixed: without, ranges: narrower }, findings: [overfits] });
    const search = searchAfter([one, two]);
    expect(search.round.fixed).toContainEqual({ hyperparameter: 'dropout', value: 0 });
    expect(textOf(search, 'dropout')).toBe(
      'dropout at 0: round 1 found a reason to search it (overfitting), and round 2 held it all the same, so that it is taken for your choice; without this line it is searched',
    );
  });
});

describe('regularisation that a round has already', () => {
  const [lr] = space.hyperparameters;
  if (lr === undefined) throw new Error('the space has hyperparameters');
  const branch = (label: string, children: readonly Hyperparameter[]) => ({ label, value: label, children });
  const rate: Hyperparameter = { ...range('rate', 0.05, 0.7), id: 'regularizer=dropout/rate', meaning: 'dropout' };
  const regularizer: Hyperparameter = {
    kind: 'choice',
    id: 'regularizer',
    name: 'regularizer',
    arg: 'regularizer',
    branches: [branch('none', []), branch('dropout', [rate])],
    off: 'none',
  };
  const model: Hyperparameter = {
    kind: 'choice',
    id: 'model',
    name: 'model',
    arg: 'model',
    branches: [branch('mlp', []), branch('cnn', [])],
    meaning: 'architecture',
  };
  const own: Project = {
    ...project,
    space: { hyperparameters: [lr, regularizer, model] },
    baseline: { lr: 0.01, regularizer: 'none', model: 'mlp' },
  };
  const words = 'the space has no regularisation that is not searched already';
  const showing = (round: PastRound, only: (configuration: Readonly<Record<string, unknown>>) => boolean): Finding => {
    const trials = round.insight.view.ranked.filter(({ record }) => only(record.configuration));
    if (trials.length === 0) throw new Error('some trials show it');
    return finding(
      { kind: 'regularize' },
      { code: 'overfitting', evidence: { trials: trials.map(({ record }) => record.id), numbers: {} } },
    );
  };
  const apartAfter = (round: PastRound, shown: Finding): string => {
    const told = { ...round, insight: { ...round.insight, findings: [...round.insight.findings, shown] } };
    return JSON.stringify(proposeRounds(history([told], { project: own })).apart.map(({ text }) => text));
  };

  it('is not asked for by a finding on the trials without it', () => {
    const held = [{ hyperparameter: 'model', value: 'cnn' }];
    const round = past(1, {
      project: own,
      file: { fixed: held },
      fate: (places, { regularizer: value }) => Number(byRate(places)) + (value === 'none' ? 1 : 0),
    });
    const isNone = ({ regularizer: value }: Readonly<Record<string, unknown>>): boolean => value === 'none';
    expect(apartAfter(round, showing(round, isNone))).not.toContain(words);
    expect(
      apartAfter(
        round,
        showing(round, (one) => !isNone(one)),
      ),
    ).toContain(words);
  });

  it('nor by one on a branch that lost the comparison', () => {
    const decided = finding(
      { kind: 'rerun-seeds', seeds: 3 },
      { code: 'isolation', values: { verdict: 'better' }, evidence: { trials: [], numbers: {} } },
    );
    const joint = past(1, {
      project: own,
      file: { fixed: [{ hyperparameter: 'regularizer', value: 'none' }] },
      fate: (places, { model: value }) => Number(byRate(places)) + (value === 'mlp' ? 1 : 0),
      findings: [decided],
    });
    const compared = {
      ...joint,
      resolved: { ...joint.resolved, roles: { ...joint.resolved.roles, model: 'scientific' as const } },
    };
    const asks = (value: string): boolean => {
      const shown = showing(compared, ({ model: one }) => one === value);
      const told = { ...compared, insight: { ...compared.insight, findings: [decided, shown] } };
      const { proposals } = proposeRounds(history([told], { project: own }));
      return JSON.stringify(proposals).includes('regularizer is searched again');
    };
    expect(asks('mlp')).toBe(false);
    expect(asks('cnn')).toBe(true);
  });
});
