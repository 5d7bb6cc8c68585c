import { describe, expect, it } from 'vitest';
import { chooseTrials, isEmpty, mostDrawn, type ChoiceOf, type TableTrial } from './choose-trials.ts';

function trial(number: number, more: Partial<TableTrial> = {}): TableTrial {
  return {
    trial: number,
    baseline: false,
    running: false,
    begun: true,
    feasible: true,
    objective: number / 10,
    ...more,
  };
}

const all = [
  trial(1, { baseline: true }),
  trial(2),
  trial(3, { feasible: false, objective: 0.01 }),
  trial(4),
  trial(5, { running: true, objective: null }),
  trial(6, { begun: false, objective: null }),
  trial(7, { objective: 0.05 }),
];
const usual: ChoiceOf = { which: 'all', best: 2, selected: new Set(), withBaseline: true, direction: 'minimize' };

function told(choice: Partial<ChoiceOf>, trials = all): readonly string[] {
  return chooseTrials(trials, { ...usual, ...choice }).trials.map(({ trial: number, role }) => `${number} ${role}`);
}

describe('trials on the charts', () => {
  it('are all that have begun, the best feasible ones in front', () => {
    expect(told({})).toEqual(['7 front', '2 front', '1 baseline', '5 behind', '4 behind', '3 behind']);
    expect(told({ direction: 'maximize' }).slice(0, 2)).toEqual(['4 front', '2 front']);
  });

  it('are those that run where too few have ended', () => {
    expect(told({ best: 5 }).slice(0, 4)).toEqual(['7 front', '2 front', '4 front', '5 front']);
  });

  it('are the best alone, what runs, or what is selected', () => {
    expect(told({ which: 'best' })).toEqual(['7 front', '2 front', '1 baseline']);
    expect(told({ which: 'running', withBaseline: false })).toEqual(['5 front']);
    expect(told({ which: 'selected', selected: new Set([3, 1]), withBaseline: false })).toEqual(['1 front', '3 front']);
  });

  it('have the selected before the best', () => {
    expect(told({ selected: new Set([4]) }).slice(0, 3)).toEqual(['4 front', '7 front', '2 front']);
  });

  it('are as many as can be drawn, good and bad ones, and it is known how many there are', () => {
    const many = Array.from({ length: 1_000 }, (_, index) => trial(index + 1));
    const { trials, available } = chooseTrials(many, usual);
    expect(trials.length).toBe(mostDrawn);
    expect(available).toBe(1_000);
    expect(Math.max(...trials.map(({ trial: number }) => number))).toBeGreaterThan(900);
    expect(new Set(trials.map(({ trial: number }) => number)).size).toBe(mostDrawn);
  });

  it('are none where only the baseline stands beside what was asked for', () => {
    const empty = (choice: Partial<ChoiceOf>, trials = all): boolean =>
      isEmpty(trials, chooseTrials(trials, { ...usual, ...choice }).trials, choice.which ?? 'all');
    expect(empty({ which: 'running' })).toBe(false);
    const ended = all.map((one) => ({ ...one, running: false }));
    expect(empty({ which: 'running' }, ended)).toBe(true);
    expect(empty({ which: 'selected' })).toBe(true);
    expect(empty({ which: 'selected', selected: new Set([4]) })).toBe(false);
    expect(empty({})).toBe(false);
    expect(empty({}, [trial(6, { begun: false })])).toBe(true);
  });
});
