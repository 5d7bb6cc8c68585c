/** Whether trials fail along an edge of a range: then it is a limit of stability and not of the range (method D4). */
import type { Hyperparameter } from '../../space/index.ts';
import type { StudyRecord } from '../record.ts';
import { isJudged, type RoundView } from '../view.ts';
import { placeOf } from './dimension.ts';
import { infeasibleRegions } from './infeasible-regions.ts';
import { axesOf, liesTowards } from './region.ts';

/** The strip along the edge in which infeasible trials are counted, and the share of them that makes it a stability limit. */
const strip = 0.2;
const unstableShare = 0.25;

export interface Strip {
  /** Its judged trials. */
  readonly count: number;
  readonly infeasible: number;
  /**
   * Whether many trials fail in it, more of them than elsewhere: an edge that leads away from them is the range's. Where
   * regions are known in which trials fail, only one of this hyperparameter makes its edge unstable.
   */
  readonly unstable: boolean;
}

/** The strip along one edge of a hyperparameter in a study. */
export function stripAlong(
  view: RoundView,
  study: StudyRecord,
  hyperparameter: Hyperparameter,
  edge: 'low' | 'high',
): Strip {
  const placed = view.search.flatMap((trial) => {
    const place = placeOf(hyperparameter, trial.record.configuration);
    if (trial.study.id !== study.id || place === null || !isJudged(trial)) return [];
    const inside = (edge === 'low' ? place : 1 - place) <= strip;
    return [{ inside, infeasible: trial.outcome.kind === 'infeasible' }];
  });
  const [along, others] = [placed.filter(({ inside }) => inside), placed.filter(({ inside }) => !inside)];
  const infeasibleOf = (trials: typeof placed): number => trials.filter((trial) => trial.infeasible).length;
  const [count, infeasible] = [along.length, infeasibleOf(along)];
  const elsewhere = others.length === 0 ? 0 : infeasibleOf(others) / others.length;
  const many = infeasible >= 2 && infeasible >= unstableShare * count && infeasible > elsewhere * count;
  return { count, infeasible, unstable: many && isOfHyperparameter(view, hyperparameter, edge) };
}

function isOfHyperparameter(view: RoundView, hyperparameter: Hyperparameter, edge: 'low' | 'high'): boolean {
  const { regions, hyperparameters } = view.kept(infeasibleRegions);
  if (regions.length === 0) return true;
  return regions.some(({ where }) => {
    const at = axesOf(where).findIndex((axis) => hyperparameters[axis]?.id === hyperparameter.id);
    return at >= 0 && liesTowards(where, at, edge);
  });
}
