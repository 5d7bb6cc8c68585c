/**
 * What a round compares: the scientific configurations after their own nuisance tuning (method D12), however they were
 * sampled. Either every search study holds one of them, or joint studies sampled scientific values with the rest; then the
 * trials of one value, or of one part of a range, are taken for a study of their own, each scientific hyperparameter by
 * itself, over all values of the others.
 */
import type { Hyperparameter, Identity, Space } from '../../space/index.ts';
import type { StudyRecord } from '../record.ts';
import { isRanked, viewWith, type JudgedTrial, type RankedTrial, type RoundView } from '../view.ts';
import { variedAcross } from './dimension.ts';
import { partsOf, type Part } from './parts.ts';
import { tunedOf, type Tuned } from './tuned.ts';

export interface Isolated {
  /** Their names; as one where studies hold combinations. */
  readonly names: string;
  /** Id of the figure. */
  readonly figure: string;
  readonly sampled: Sampling;
  /** The round with a study to each configuration. */
  readonly view: RoundView;
  /** As `tunedOf` gives them: that of the best trial first. */
  readonly tuned: readonly Tuned[];
  /** How many comparisons the round makes: they share its false alarms. */
  readonly comparisons: number;
}

/** A study to each configuration, or joint studies, whose values are their own or fall into parts of a range. */
export type Sampling =
  | { readonly kind: 'studies' }
  | { readonly kind: 'values' | 'ranges'; readonly hyperparameter: Hyperparameter; readonly parts: readonly Part[] };

/** None where nothing is scientific, or the search adapts: it would try good values more often than others. */
export function isolatedOf(view: RoundView): readonly Isolated[] {
  const studies = view.round.studies.filter(({ purpose }) => purpose === 'search');
  const joint = studies.filter(({ scientific }) => Object.keys(scientific).length === 0);
  if (studies.length === 0) return [];
  if (joint.length === 0) {
    const names = [...new Set(studies.flatMap(({ scientific }) => Object.keys(scientific)))].join(', ');
    const sampled: Sampling = { kind: 'studies' };
    return [{ names, figure: 'isolation', sampled, view, tuned: tunedOf(view), comparisons: 1 }];
  }
  if (joint.length < studies.length || studies.some(({ adaptive }) => adaptive)) return [];
  const scientific = variedAcross(studies).filter(({ id }) => view.round.roles[id] === 'scientific');
  return scientific.flatMap((hyperparameter) => {
    const one = split(view, studies, hyperparameter);
    return one === null ? [] : [{ ...one, comparisons: scientific.length }];
  });
}

/** Null where the trials are too few to part, or all lie in one part. */
function split(
  view: RoundView,
  studies: readonly StudyRecord[],
  hyperparameter: Hyperparameter,
): Omit<Isolated, 'comparisons'> | null {
  const values = view.search.map(({ record }) => record.configuration[hyperparameter.id]);
  const parted = partsOf(hyperparameter, values);
  const [template] = studies;
  if (parted === null || template === undefined) return null;
  const { id } = hyperparameter;
  // Numbers beyond those of the round's own studies: an id names a random stream too.
  const first = Math.max(...view.round.studies.map((study) => study.id)) + 1;
  const space: Space = { hyperparameters: template.space.hyperparameters.map((each) => without(each, id)) };
  const own = parted.parts.map((part, i): StudyRecord => ({
    ...template,
    id: first + i,
    name: part.label,
    scientific: { [id]: part.value },
    space,
    trials: view.search.filter(({ record }) => part.holds(record.configuration[id])).length,
  }));
  const moved = (trial: JudgedTrial): readonly JudgedTrial[] => {
    const place = parted.parts.findIndex((part) => part.holds(trial.record.configuration[id]));
    const study = own[place];
    return study === undefined ? [] : [{ ...trial, study }];
  };
  const search = view.search.flatMap(moved);
  const ranked: readonly RankedTrial[] = view.ranked.flatMap(moved).filter(isRanked);
  const others = view.round.studies.filter(({ purpose }) => purpose !== 'search');
  const round = { ...view.round, studies: [...others, ...own] };
  const splitView = viewWith({ ...view, round, search, ranked }, view.options);
  return {
    names: id,
    figure: `isolation:${id}`,
    sampled: { kind: parted.kind, hyperparameter, parts: parted.parts },
    view: splitView,
    tuned: tunedOf(splitView),
  };
}

/** A value sampled in part of its range is no dimension to be judged there; a branch keeps its children. */
function without(hyperparameter: Hyperparameter, id: Identity): Hyperparameter {
  if (hyperparameter.kind === 'choice') {
    const branches = hyperparameter.branches.map((branch) => ({
      ...branch,
      children: branch.children.map((child) => without(child, id)),
    }));
    return { ...hyperparameter, branches };
  }
  if (hyperparameter.id !== id) return hyperparameter;
  const { name, arg } = hyperparameter;
  return { kind: 'categorical', id, name, arg, values: ['held'] };
}
