import { describe, expect, it } from 'vitest';
import { find } from '../space/index.ts';
import { history, past, project } from '../testing/past-rounds.ts';
import type { Fate } from '../testing/planted.ts';
import { basisOf, type Basis } from './basis.ts';
import type { PastRound } from './history.ts';
import { prospectOf } from './promising.ts';
import { proposeRounds } from './propose-rounds.ts';

const known = [1.2, 1.21, 1.19];

function basis(rounds: readonly PastRound[]): Basis {
  const made = basisOf(history(rounds));
  if (made === null) throw new Error('a round has searched');
  return made;
}

describe('where a fit expects the best', () => {
  // The optimum of the rate lies at 0.3, beyond all that was searched with adam; with sgd higher rates were.
  const fate = ({ lr = 0 }, { optimizer }: { readonly optimizer?: unknown }): Fate =>
    (optimizer === 'adam' ? 1 : 1.5) + (lr - 0.87) ** 2;
  const told = (number: number, optimizer: string, range: readonly [number, number]): PastRound =>
    past(number, {
      baseline: known,
      fate: (places, configuration) => fate(places, configuration),
      file: {
        fixed: [{ hyperparameter: 'optimizer', value: optimizer }],
        ranges: [{ kind: 'range', hyperparameter: 'lr', range }],
      },
    });

  it('lies within what was searched of the branch of the best trial, whatever another one was given', () => {
    const rounds = [told(1, 'adam', [1e-4, 1e-2]), told(2, 'sgd', [5e-3, 1])];
    const { expected, ranges } = prospectOf(basis(rounds));
    for (const configuration of [expected?.configuration, ...(expected?.drawn ?? [])]) {
      expect(configuration?.['optimizer']).toBe('adam');
      expect(configuration?.['lr']).toBeLessThanOrEqual(1e-2);
    }
    expect(expected?.configuration['lr']).toBeGreaterThan(3e-3);
    expect(ranges.get('lr')?.high).toBeLessThanOrEqual(1.000001e-2);
  });

  it('is not sought between two values that were compared', () => {
    const compared = past(1, {
      baseline: known,
      fate: ({ wd = 0, dropout = 0 }) => 1 + (wd - 0.4) ** 2 + (dropout - 0.9) ** 2,
      file: {
        scientific: [{ hyperparameter: 'lr', values: [0.001, 0.01] }],
        fixed: [{ hyperparameter: 'optimizer', value: 'adam' }],
      },
    });
    const { expected } = prospectOf(basis([compared]));
    expect([0.001, 0.01]).toContain(expected?.configuration['lr']);
  });

  it('is confirmed nowhere else', () => {
    const rounds = [told(1, 'adam', [1e-4, 1e-2]), told(2, 'sgd', [5e-3, 1]), told(3, 'adam', [1e-3, 1e-2])];
    const confirming = proposeRounds(history(rounds)).proposals.filter(({ kind }) => kind === 'confirm');
    expect(confirming).toHaveLength(1);
    for (const { round } of confirming) {
      if (round.search.kind !== 'list') throw new Error('a list is confirmed');
      for (const { lr, dropout, wd } of round.search.configurations) {
        expect(lr).toBeLessThanOrEqual(1e-2);
        for (const [id, value] of Object.entries({ dropout, wd })) {
          const [declared] = find(project.space, id);
          if (declared?.kind !== 'float') throw new Error('a range');
          expect(value).toBeGreaterThanOrEqual(declared.low);
          expect(value).toBeLessThanOrEqual(declared.high);
        }
      }
    }
  });
});
