/** What `next` proposes from: every round that ended with its findings, the launches, and what was compared. */
import type { History } from '@attune/core/next';
import type { Project } from '@attune/core/study';
import type { Store } from '../store/index.ts';
import { roundInsight } from './round-report.ts';

/** Rounds that have not ended are left out: half a round misleads. */
export async function readHistory(store: Store, project: Project): Promise<History> {
  const ended = (await store.read('round')).filter(({ status }) => status === 'completed');
  const searches = ended.filter(({ resolved }) => resolved.comparison === undefined);
  const rounds = [];
  for (const round of searches) {
    const { number, name, resolved } = round;
    rounds.push({ number, name, resolved, insight: await roundInsight(store, round) });
  }
  const launches = await store.read('launch');
  return {
    project,
    rounds,
    launches: launches.map(({ number, configuration }) => ({ number, configuration })),
    comparisons: ended.flatMap(({ resolved }) => resolved.comparison ?? []),
  };
}
