/** What `next` proposes from: every round that ended with its findings, the launches, and what was compared. */
import type { Compared, History } from '@attune/core/next';
import type { Project } from '@attune/core/study';
import type { RoundRow, Store } from '../../store/index.ts';
import { roundInsight } from '../views/round-report.ts';

/** Rounds that have not ended are left out: half a round misleads. */
export async function readHistory(store: Store, project: Project): Promise<History> {
  const ended = (await store.read('round')).filter(({ status }) => status === 'completed');
  const searches = ended.filter(({ resolved }) => resolved.comparison === undefined);
  const added = await addedTrials(store);
  const rounds = [];
  for (const round of searches) {
    const { number, name, resolved } = round;
    const more = added.get(`round ${number}`) ?? 0;
    const budget = resolved.studies.reduce((sum, { purpose, trials }) => sum + (purpose === 'search' ? trials : 0), 0);
    const planned = more === 0 ? {} : { planned: Math.max(1, budget - more) };
    rounds.push({ number, name, resolved, insight: await roundInsight(store, round), ...planned });
  }
  const launches = await store.read('launch');
  return {
    project,
    rounds,
    launches: launches.map(({ number, configuration }) => ({ number, configuration })),
    comparisons: ended.flatMap((round) => comparedIn(round, project)),
  };
}

/** None where the round is no comparison, or one by another objective. */
function comparedIn({ number, resolved }: RoundRow, { objective }: Project): readonly Compared[] {
  const { comparison, project } = resolved;
  const { metric, direction } = project.objective;
  if (comparison === undefined || metric !== objective.metric || direction !== objective.direction) return [];
  const { candidate, baseline, concluded = null } = comparison;
  return [
    {
      round: number,
      maxSteps: project.train.maxSteps,
      candidate: candidate.configuration,
      baseline: baseline.configuration,
      decision: concluded,
    },
  ];
}

/** Trials that rounds were given after they were planned, by the subject of their events. */
async function addedTrials(store: Store): Promise<ReadonlyMap<string, number>> {
  const added = new Map<string, number>();
  for (let after = 0; ;) {
    const events = await store.events(after, eventsAtOnce);
    for (const { kind, subject, data } of events) {
      const trials = kind === 'round.extended' && typeof data === 'object' && data !== null && 'trials' in data;
      if (trials) added.set(subject, (added.get(subject) ?? 0) + Number(data.trials));
    }
    after = events.at(-1)?.seq ?? after;
    if (events.length < eventsAtOnce) return added;
  }
}

/** A store may hold some for each attempt of thousands of trials. */
const eventsAtOnce = 5_000;
