/** What the runs of rounds tell of a comparison: how far seeds alone lead apart, and how long a run takes. */
import type { Round } from '../../parts/listed-round.ts';
import { noiseFloor, type NoiseFloor } from './compared.ts';
import type { Table } from './study-summaries.ts';

type Runs = Pick<Table, 'round' | 'trial' | 'baseline' | 'outcome' | 'outcomes' | 'objectiveValue' | 'seconds'>;

/** Of several rounds the widest: no difference is told from noise that one of them would call noise. */
export function widestFloor(tables: readonly Runs[]): NoiseFloor | null {
  const floors = tables.flatMap(({ trial, baseline, outcome, outcomes, objectiveValue }) => {
    const feasible = outcomes.indexOf('feasible');
    const values = trial.flatMap((_, row) => {
      const value = objectiveValue[row] ?? null;
      return baseline[row] === true && outcome[row] === feasible && value !== null ? [value] : [];
    });
    return noiseFloor(values) ?? [];
  });
  return floors.toSorted((a, b) => b.difference - a.difference)[0] ?? null;
}

/** The middle of what feasible runs took, as if each had gone `maxSteps`; null where nothing tells. */
export function secondsOfRun(
  tables: readonly Runs[],
  rounds: readonly Pick<Round, 'round' | 'maxSteps'>[],
  maxSteps: number,
): number | null {
  const took = tables.flatMap(({ round, outcome, outcomes, seconds }) => {
    const feasible = outcomes.indexOf('feasible');
    const own = rounds.find((one) => one.round === round)?.maxSteps ?? maxSteps;
    return seconds.flatMap((one, row) => (one !== null && outcome[row] === feasible ? [(one * maxSteps) / own] : []));
  });
  return took.toSorted((a, b) => a - b)[took.length >> 1] ?? null;
}
