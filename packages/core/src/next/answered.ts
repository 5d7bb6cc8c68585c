/** Whether an earlier round asked the same already: the same comparison over the same ranges, as long. */
import { resolveRound, type RoundFile } from '../design/index.ts';
import { flatten, onlyValue, sameConfiguration, scaled, type Hyperparameter, type Space } from '../space/index.ts';
import type { Project, ResolvedRound, StudyPlan } from '../study/index.ts';
import type { PastRound } from './history.ts';

/** Ends that differ by less than this share of a range are the same. */
const alike = 0.05;

/** The latest round that did; null where none did. `maxSteps` is what the new round is meant for. */
export function answeredBy(
  rounds: readonly PastRound[],
  project: Project,
  file: RoundFile,
  maxSteps: number,
): PastRound | null {
  const asked = resolveRound(project, file, (rounds.at(-1)?.number ?? 0) + 1);
  return (
    rounds.findLast(({ resolved }) => {
      const { train, objective } = resolved.project;
      return (
        train.maxSteps === maxSteps &&
        objective.metric === project.objective.metric &&
        objective.direction === project.objective.direction &&
        sameSearch(searchesOf(resolved), searchesOf(asked))
      );
    }) ?? null
  );
}

function searchesOf({ studies }: ResolvedRound): readonly StudyPlan[] {
  return studies.filter(({ purpose }) => purpose === 'search');
}

function sameSearch(before: readonly StudyPlan[], after: readonly StudyPlan[]): boolean {
  return (
    before.length === after.length &&
    after.every((study) => {
      const earlier = before.find(({ name }) => name === study.name);
      return earlier !== undefined && sameSampler(earlier, study) && sameSpace(earlier.space, study.space);
    })
  );
}

/** All that sample a space ask the same; lists do where they hold the same configurations. */
function sameSampler({ sampler: a }: StudyPlan, { sampler: b }: StudyPlan): boolean {
  if (a.kind !== 'list' && b.kind !== 'list') return true;
  if (a.kind !== 'list' || b.kind !== 'list' || a.configurations.length !== b.configurations.length) return false;
  return a.configurations.every((one, i) => sameConfiguration(one, b.configurations[i] ?? {}));
}

function sameSpace(before: Space, after: Space): boolean {
  const [first, second] = [before, after].map((space) => flatten(space).map(({ hyperparameter }) => hyperparameter));
  if (first === undefined || second === undefined || first.length !== second.length) return false;
  return second.every((one) => first.some((other) => other.id === one.id && sameValues(other, one)));
}

function sameValues(before: Hyperparameter, after: Hyperparameter): boolean {
  if (isRange(before) && isRange(after)) {
    const [from, to] = [scaled(before.scale, before.low), scaled(before.scale, before.high)];
    const moved = Math.max(
      Math.abs(scaled(after.scale, after.low) - from),
      Math.abs(scaled(after.scale, after.high) - to),
    );
    return before.scale === after.scale && moved <= alike * (to - from);
  }
  return before.kind === after.kind && onlyValue(before) === onlyValue(after) && listOf(before) === listOf(after);
}

function listOf(hyperparameter: Hyperparameter): string {
  if (hyperparameter.kind === 'choice') return hyperparameter.branches.map(({ label }) => label).join();
  return isRange(hyperparameter) ? '' : hyperparameter.values.map(String).join();
}

function isRange(hyperparameter: Hyperparameter): hyperparameter is Extract<Hyperparameter, { readonly low: number }> {
  return hyperparameter.kind === 'float' || hyperparameter.kind === 'integer';
}
