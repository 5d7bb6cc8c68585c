/** What earlier rounds measured of hyperparameters, for the design of the next one. */
import type { Known } from '@attune/core/design';
import { defaultOptions, sensitivity, viewOf, type Finding } from '@attune/core/insight';
import { find, holds, onlyValue, type Hyperparameter, type Identity, type Space, type Value } from '@attune/core/space';
import type { Project } from '@attune/core/study';
import { baselineRuns, readRoundRecord } from '../../history/index.ts';
import type { RoundRow, Store } from '../../store/index.ts';

/** Rounds that are looked at, the latest ones: reading a round’s curves takes time, and old ranges differ. */
const latest = 3;

/**
 * From the completed rounds before round `number`. A hyperparameter that has since been defined otherwise in the project is
 * left out: what was found holds for the range that was sampled. `project`: as the round trains it.
 */
export async function knownBefore(
  store: Store | null,
  number: number,
  project: Pick<Project, 'space' | 'baseline' | 'objective' | 'train'>,
): Promise<Known> {
  const { space } = project;
  const rounds = store === null ? [] : await store.read('round', { status: ['completed'] });
  const insensitive: { hyperparameter: Identity; round: number }[] = [];
  const interacting: (readonly [Identity, Identity])[] = [];
  if (store === null) return { insensitive, interacting, baselineRuns: 0 };
  const searchedAtBaseline = Object.entries(project.baseline).flatMap(([id, value]) => {
    const before = rounds.filter((one) => one.number < number);
    return before.some((round) => searchedAt(round, id, value)) ? [id] : [];
  });
  for (const round of rounds.filter((one) => one.number < number).slice(-latest)) {
    for (const finding of await findingsOf(store, round)) {
      if (finding.action?.kind === 'fix') {
        const { hyperparameter } = finding.action;
        if (same(hyperparameter, round.resolved.project.space, space)) {
          insensitive.push({ hyperparameter, round: round.number });
        }
      }
      const { first, second } = finding.values;
      if (typeof first === 'string' && typeof second === 'string') interacting.push([first, second]);
    }
  }
  const runs = (await baselineRuns(store, project, number)).flatMap(({ trials }) => trials);
  const completed = runs.filter(({ state }) => state.status === 'completed').length;
  return { insensitive, interacting, baselineRuns: completed, searchedAtBaseline };
}

/** Whether a round searched a hyperparameter over several values, its baseline's among them, which was this one. */
function searchedAt({ resolved }: RoundRow, id: Identity, value: Value): boolean {
  if (resolved.project.baseline[id] !== value) return false;
  return resolved.studies.some(({ purpose, space }) => {
    const own = purpose === 'search' ? exactly(space, id) : undefined;
    return own !== undefined && onlyValue(own) === undefined && holds(own, value);
  });
}

async function findingsOf(store: Store, round: RoundRow): Promise<readonly Finding[]> {
  // Sensitivity looks at results, not at curves' diagnoses, which take the time.
  const view = viewOf(await readRoundRecord(store, round), defaultOptions, new Map());
  return sensitivity.ask(view, defaultOptions).findings.flatMap((finding) => [finding, ...(finding.also ?? [])]);
}

function same(id: Identity, before: Space, now: Space): boolean {
  return JSON.stringify(exactly(before, id)) === JSON.stringify(exactly(now, id)) && exactly(now, id) !== undefined;
}

function exactly(space: Space, id: Identity): Hyperparameter | undefined {
  return find(space, id).find((one) => one.id === id);
}
