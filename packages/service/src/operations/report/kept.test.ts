import { describe, expect, it } from 'vitest';
import { exampleRound } from '../../report/testing/example-round.ts';
import { keptRemarks } from './kept.ts';

const round = exampleRound({ trials: 12, points: 20 });
const texts = (kept: readonly number[]): readonly string[] => keptRemarks(round, kept).map(({ text }) => text);
const feasible = round.trials.find(({ state }) => state.status === 'completed')?.id ?? 0;

describe('trials kept feasible', () => {
  it('must be trials of the round, whose numbers it tells', () => {
    const ids = round.trials.map(({ id }) => id);
    expect(() => keptRemarks(round, [999, feasible])).toThrow(
      `round ${round.number} has no trial 999: --keep-feasible takes trials of this round, ${Math.min(...ids)} to ${Math.max(...ids)}`,
    );
    expect(() => keptRemarks(round, [998, 999])).toThrow('no trials 998, 999');
    expect(() => keptRemarks({ ...round, trials: [] }, [1])).toThrow('no trials yet');
  });

  it('are told of where keeping them changes nothing', () => {
    expect(texts([])).toEqual([]);
    expect(texts([feasible])).toEqual([
      `--keep-feasible changes nothing for trial ${feasible}: it is feasible as it is`,
    ]);
    const state = { status: 'infeasible', reason: 'diverged' } as const;
    const trials = round.trials.map((trial) => (trial.id === feasible ? { ...trial, state } : trial));
    expect(keptRemarks({ ...round, trials }, [feasible]).map(({ text }) => text)).toEqual([
      `--keep-feasible changes nothing for trial ${feasible}: how it ended leaves no result to keep; it takes back only the rules for outliers and chance`,
    ]);
  });

  it('pass without a word where keeping takes a rule back', () => {
    const objective = round.objective.metric;
    // Far beyond what the others reach, so that the rule for outliers judges it.
    const trials = round.trials.map((trial) =>
      trial.id !== feasible
        ? trial
        : {
            ...trial,
            curves: trial.curves.map((curve) =>
              curve.metric === objective
                ? { ...curve, values: curve.values.map(() => (round.objective.direction === 'minimize' ? 1e6 : -1e6)) }
                : curve,
            ),
          },
    );
    expect(keptRemarks({ ...round, trials }, [feasible])).toEqual([]);
  });
});
