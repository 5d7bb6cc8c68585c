/** What the rounds so far measured, as the design of the next one and the advice on it use it (`design/known.ts`). */
import type { Known } from '../design/index.ts';
import { noiseOf } from '../insight/index.ts';
import { find, holds, sameConfiguration, type Identity } from '../space/index.ts';
import { isVaried, spacesOf, type Basis } from './basis.ts';
import type { PastRound } from './history.ts';

/** For a round that trains `maxSteps`. */
export function knownTo(basis: Basis, maxSteps: number): Known {
  const { rounds, project } = basis;
  const findings = rounds.flatMap(({ number, insight }) =>
    insight.findings
      .flatMap((finding) => [finding, ...(finding.also ?? [])])
      .map((finding) => ({ number, action: finding.action, values: finding.values })),
  );
  return {
    insensitive: findings.flatMap(({ number, action }) =>
      action?.kind === 'fix' ? [{ hyperparameter: action.hyperparameter, round: number }] : [],
    ),
    interacting: findings.flatMap(({ values: { first, second } }) =>
      typeof first === 'string' && typeof second === 'string' ? [[first, second] as const] : [],
    ),
    baselineRuns: baselineRuns(basis, maxSteps),
    searchedAtBaseline: Object.keys(project.baseline).filter((id) => rounds.some((round) => reached(basis, round, id))),
  };
}

/** Whether a round searched a hyperparameter over values that hold the baseline's, which was its baseline too. */
function reached({ project }: Basis, round: PastRound, id: Identity): boolean {
  const value = project.baseline[id];
  if (value === undefined || round.resolved.project.baseline[id] !== value) return false;
  return spacesOf(round, id).some((one) => isVaried(one) && holds(one, value));
}

/** Of the baseline of now under other seeds: as a round's baseline, and as a side of a comparison. */
function baselineRuns({ rounds, comparisons, project }: Basis, maxSteps: number): number {
  const own = rounds.findLast(
    ({ resolved }) =>
      resolved.project.train.maxSteps === maxSteps && sameConfiguration(resolved.project.baseline, project.baseline),
  );
  const compared = comparisons.filter(
    (one) =>
      one.maxSteps === maxSteps &&
      one.round > (own?.number ?? 0) &&
      [one.candidate, one.baseline].some((side) => sameConfiguration(side, project.baseline)),
  );
  const pairs = compared.reduce((sum, { decision }) => sum + (decision?.pairs ?? 0), 0);
  const { metric } = project.objective;
  return pairs + (own === undefined ? 0 : (noiseOf(own.insight.view, metric)?.baseline.length ?? 0));
}

/** Whether it was varied in any round, in any branch, or compared. */
export function wasTested({ rounds }: Basis, id: Identity): boolean {
  return rounds.some((round) => round.resolved.roles[id] === 'scientific' || spacesOf(round, id).some(isVaried));
}

/** Whether it stands in the project's space and is no choice. */
export function isTunable({ project }: Basis, id: Identity): boolean {
  const [own] = find(project.space, id).filter((one) => one.id === id);
  return own !== undefined && own.kind !== 'choice' && isVaried(own);
}
