/** A trial that ran the baseline of today. */
import { useQuery } from '@tanstack/react-query';
import { read } from '../api/queries.ts';
import { equalValues } from './equal-values.ts';

/** Null while that is not known, and where none did: the baseline may have been changed since. */
export function useBaselineTrial(wanted: boolean): number | null {
  const { data: project } = useQuery(read('GET /project', {}));
  const { data: rounds } = useQuery({ ...read('GET /rounds', {}), enabled: wanted });
  const studies = rounds?.rounds.flatMap((round) => (round.comparison === null ? round.studies : [])) ?? [];
  const study = studies.findLast(({ purpose }) => purpose === 'baseline')?.id;
  const { data } = useQuery({
    ...read('GET /trials', { study: study ?? 1, status: ['completed'], limit: 1 }),
    enabled: wanted && study !== undefined,
  });
  const [first] = data?.trials ?? [];
  if (!wanted || first === undefined || project === undefined) return null;
  return equalValues(first.configuration, project.baseline) ? first.trial : null;
}
