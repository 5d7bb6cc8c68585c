/**
 * The scientific configurations of a round, each after its own nuisance tuning (method D12): its study's trials, the best
 * first. Only where every search study holds one scientific configuration; a joint study tunes no value by itself.
 */
import type { Configuration } from '../../space/index.ts';
import type { StudyRecord } from '../record.ts';
import type { JudgedTrial, RankedTrial, RoundView } from '../view.ts';

export interface Tuned {
  /** `optimizer=adam`. */
  readonly label: string;
  readonly study: StudyRecord;
  readonly trials: readonly JudgedTrial[];
  /** Feasible, best first. */
  readonly ranked: readonly RankedTrial[];
}

/** That of the best trial first, those without a feasible trial last; empty where a search study is joint. */
export function tunedOf({ round, search, ranked }: RoundView): readonly Tuned[] {
  const studies = round.studies.filter(({ purpose }) => purpose === 'search');
  if (studies.some(({ scientific }) => Object.keys(scientific).length === 0)) return [];
  const trials = Map.groupBy(search, ({ study }) => study.id);
  const feasible = Map.groupBy(ranked, ({ study }) => study.id);
  const place = new Map([...feasible.keys()].map((id, index) => [id, index]));
  return studies
    .map((study) => ({
      label: labelOf(study.scientific),
      study,
      trials: trials.get(study.id) ?? [],
      ranked: feasible.get(study.id) ?? [],
    }))
    .sort((a, b) => (place.get(a.study.id) ?? place.size) - (place.get(b.study.id) ?? place.size));
}

function labelOf(scientific: Configuration): string {
  return Object.entries(scientific)
    .map(([id, value]) => `${id}=${String(value)}`)
    .join(', ');
}
