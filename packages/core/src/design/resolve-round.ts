/** From what a round file asks to what will run: roles, studies, seeds and caveats, all decided here and then frozen. */
import { AttuneError } from '../errors/index.ts';
import { hash } from '../numeric/index.ts';
import { gridSize, levelsOfEach, levelsWithin, type Configuration, type Space } from '../space/index.ts';
import type { Project, ResolvedRound, SamplerSpec, StudyPlan } from '../study/index.ts';
import { defineTexts } from '../texts/index.ts';
import { fewestToTune } from './affordable.ts';
import type { RoundFile } from './round-file.ts';
import { lengthCaveats, trainedFor } from './round-length.ts';
import { roundSpace } from './round-space.ts';
import { scientificConfigurations, type ScientificConfiguration } from './scientific.ts';

export const designTexts = defineTexts('design', {
  budgetTooSmall:
    'budget of {trials} {trials|trial|trials} for {studies} studies, one for each scientific configuration: allow at least {least}, {each} for each, so that anything is tuned; or compare fewer',
});

/** Runs of the baseline: more in the first round, whose spread is the trial variance until it is measured again (A6). */
export const baselineSeeds = { first: 3, later: 1 } as const;

/** Runs of the baseline that a round needs beside so many earlier ones: together the usual number, and one in any round. */
export function repeatsAfter(earlier: number): number {
  return Math.max(baselineSeeds.later, baselineSeeds.first - earlier);
}

/**
 * The round as it will run. One search study for each scientific configuration, which share the budget equally, the
 * earlier ones getting what does not divide; one joint study where those are many or infinitely many, or where the
 * configurations are listed; and the baseline's own study, beyond the budget. A grid's points are settled here, and a study
 * plans no more trials than it has points, so a larger budget either continues the same grid or is another design.
 * A pure function: the same project, file and number always give the same round. Throws `invalid`.
 */
export function resolveRound(given: Project, round: RoundFile, number: number): ResolvedRound {
  const project = trainedFor(given, round);
  const { space, roles, caveats } = roundSpace(project, round);
  const seed = round.seed ?? seedOf(0, 'round', project.name, number);
  const ids = round.scientific.map(({ hyperparameter }) => hyperparameter);
  const joint: readonly ScientificConfiguration[] = [{ scientific: {}, space }];
  const compared = round.search.kind === 'list' ? joint : (scientificConfigurations(space, ids) ?? joint);
  if (round.trials < compared.length) {
    const studies = compared.length;
    const least = studies * fewestToTune;
    const message = designTexts.budgetTooSmall({ trials: round.trials, studies, least, each: fewestToTune });
    throw new AttuneError('invalid', message);
  }
  const shares = equalShares(round.trials, compared.length);
  const searches = compared.map((part, index): StudyPlan => {
    const name = studyName(part.scientific);
    const planned = settled(round.search, part.space, shares[index] ?? 0);
    return { name, purpose: 'search', ...part, ...planned, seed: seedOf(seed, 'study', name) };
  });
  const repeats = round.baselineSeeds ?? (number === 1 ? baselineSeeds.first : baselineSeeds.later);
  const studies = repeats === 0 ? searches : [baselineStudy(project, repeats, seed), ...searches];
  return {
    goal: round.goal,
    question: round.question,
    roles,
    studies,
    seed,
    project,
    caveats: [...caveats, ...lengthCaveats(round)],
  };
}

/** A study's sampler and trials: a grid with the levels that its budget gives, and not more trials than points. */
function settled(search: SamplerSpec, space: Space, budget: number): Pick<StudyPlan, 'sampler' | 'trials'> {
  if (search.kind !== 'grid') return { sampler: search, trials: budget };
  const { points = levelsWithin(space, budget) } = search;
  const size = gridSize(space, typeof points === 'number' ? levelsOfEach(space, points) : points);
  return { sampler: { kind: 'grid', points }, trials: Math.min(budget, size) };
}

/** `total` in whole parts that differ by at most one, the larger ones first. */
export function equalShares(total: number, parts: number): readonly number[] {
  const share = Math.floor(total / parts);
  const rest = total - share * parts;
  return Array.from({ length: parts }, (_, index) => (index < rest ? share + 1 : share));
}

/** The baseline, listed once for each run: a list ends where its configurations do. */
function baselineStudy(project: Project, repeats: number, seed: number): StudyPlan {
  return {
    name: 'baseline',
    purpose: 'baseline',
    scientific: {},
    space: project.space,
    sampler: { kind: 'list', configurations: Array.from({ length: repeats }, () => project.baseline) },
    trials: repeats,
    seed: seedOf(seed, 'study', 'baseline'),
  };
}

function studyName(scientific: Configuration): string {
  const parts = Object.entries(scientific).map(([id, value]) => `${id}=${String(value)}`);
  return parts.length === 0 ? 'search' : parts.join(', ');
}

/** A seed in [0, 2³¹). */
function seedOf(seed: number, ...labels: readonly (string | number)[]): number {
  return hash(seed, ...labels) >>> 1;
}
