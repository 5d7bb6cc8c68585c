/** The parts of a study among which its trials are shared: what each has to tune, and how many trials it has for that. */
import { strata, type Dimension, type Identity, type Stratum } from '../space/index.ts';
import type { Role, StudyPlan } from '../study/index.ts';

export interface Share {
  readonly study: string;
  /** The branch that the part is, by choice; empty where the study has none. */
  readonly labels: Readonly<Record<Identity, string>>;
  /** Trials for each scientific value, not rounded. */
  readonly trials: number;
  /** What these trials have to tune: the nuisance hyperparameters that vary. */
  readonly nuisance: readonly Dimension[];
  /** `trials` as a share of the study's. */
  readonly ofStudy: number;
}

/** Parts into which a scientific range is cut at least, to be compared at all: low against high. */
export const fewestParts = 2;

/** One part for each combination of branches of the study's space. `off` beside a range goes with the range. */
export function sharesOf(study: StudyPlan, roles: Readonly<Record<Identity, Role>>): readonly Share[] {
  const all = strata(study.space);
  const total = all.reduce((sum, { weight }) => sum + weight, 0);
  const groups = Map.groupBy(all, (stratum) => JSON.stringify(branchesOf(stratum)));
  return [...groups.values()].flatMap((group): Share[] => {
    // The stratum with every range switched on has all dimensions of the others.
    const fullest = group.reduce((a, b) => (b.dimensions.length > a.dimensions.length ? b : a));
    const values = fullest.dimensions.filter(({ id }) => roles[id] === 'scientific').map(valuesOf);
    const ofStudy = group.reduce((sum, { weight }) => sum + weight, 0) / total / Math.max(1, ...values);
    return [
      {
        study: study.name,
        labels: branchesOf(fullest),
        trials: study.trials * ofStudy,
        nuisance: fullest.dimensions.filter(({ id }) => roles[id] === 'nuisance'),
        ofStudy,
      },
    ];
  });
}

/** Trials of a study in which a hyperparameter exists, not rounded: all of them, unless it stands in a branch. */
export function trialsHaving({ space, trials }: StudyPlan, id: Identity): number {
  const all = strata(space);
  const weightOf = (some: readonly Stratum[]): number => some.reduce((sum, { weight }) => sum + weight, 0);
  return (trials * weightOf(all.filter(({ active }) => active.includes(id)))) / weightOf(all);
}

/** Without what is only on or off. */
function branchesOf({ labels, fixed }: Stratum): Readonly<Record<Identity, string>> {
  return Object.fromEntries(Object.entries(labels).filter(([id, label]) => fixed[id] === label));
}

/** Several scientific hyperparameters are compared one by one, each over all values of the others. */
function valuesOf(dimension: Dimension): number {
  return 'values' in dimension ? dimension.values.length : fewestParts;
}
