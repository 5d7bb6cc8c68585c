/** Rounds that compare planted scientific configurations, one study each. */
import type { RoundRecord, StudyRecord } from '../insight/index.ts';
import type { Identity } from '../space/index.ts';
import { planted, type Planting } from './planted.ts';

/**
 * `plantings` by the scientific hyperparameter's value, each its own search study; the baseline is the first one's.
 * Ids follow on; seeds of trials are their ids.
 */
export function plantedComparison(
  id: Identity,
  plantings: Readonly<Record<string, Planting>>,
  change: Partial<RoundRecord> = {},
): RoundRecord {
  const rounds = Object.entries(plantings).map(([value, planting], index) => {
    const { baseline = [], ...rest } = planting;
    return { value, round: planted(index === 0 ? { ...rest, baseline } : rest) };
  });
  const [first] = rounds;
  if (first === undefined) throw new Error('there is nothing to compare');
  const repeats = first.round.studies.filter(({ purpose }) => purpose === 'baseline');
  const trials = first.round.trials.filter(({ study }) => repeats.some((each) => each.id === study));
  const studies: StudyRecord[] = repeats.map((study) => ({ ...study, id: rounds.length + 1 }));
  const all = trials.map((trial) => ({ ...trial, study: rounds.length + 1 }));
  rounds.forEach(({ value, round }, index) => {
    for (const study of round.studies.filter(({ purpose }) => purpose === 'search')) {
      studies.push({ ...study, id: index + 1, name: `${id}=${value}`, scientific: { [id]: value } });
      const own = round.trials.filter((trial) => trial.study === study.id);
      all.push(
        ...own.map((trial, place) => {
          const number = all.length + place + 1;
          const configuration = { [id]: value, ...trial.configuration };
          return { ...trial, id: number, seed: number, study: index + 1, configuration };
        }),
      );
    }
  });
  return {
    ...first.round,
    goal: 'compare',
    roles: { [id]: 'scientific', ...first.round.roles },
    studies,
    trials: all,
    ...change,
  };
}
