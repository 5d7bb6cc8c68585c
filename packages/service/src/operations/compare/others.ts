/** All comparisons of the same two configurations, in either order: each may be wrong, so that one alone may have been picked. */
import { defineTexts } from '@attune/core/texts';
import { isJudgedPair } from '@attune/core/decide';
import type { ComparisonPlan, Project } from '@attune/core/study';
import type { RoundRow, Store } from '../../store/index.ts';
import { measuredAs } from '../../history/index.ts';
import { readComparison, type ComparisonRecord } from './record.ts';
import { sameConfiguration } from '../design/freeze.ts';
import type { Context } from '../operation.ts';

export const otherTexts = defineTexts('compare-others', {
  again:
    'these two have been compared {count} {count|time|times} before (round {rounds}): a change that makes no difference is adopted in up to 5 % of comparisons each, and the more of them there are, the likelier one of them is wrong; a larger --seeds-max of the same comparison costs no certainty',
});

export interface OtherComparison {
  readonly record: ComparisonRecord;
  /** Whether candidate and baseline had changed places. */
  readonly reversed: boolean;
}

type Compared = Pick<ComparisonPlan, 'candidate' | 'baseline'>;

/** In order of their number, those in which a pair was judged, by the same objective after as many steps. */
export async function comparisonsOf(
  store: Store,
  project: Project,
  { candidate, baseline }: Compared,
): Promise<readonly OtherComparison[]> {
  const found: OtherComparison[] = [];
  for (const round of await store.read('round')) {
    const { comparison, project: own } = round.resolved;
    if (comparison === undefined || measuredAs(own) !== measuredAs(project)) continue;
    const same = (first: Compared['candidate'], second: Compared['candidate']): boolean =>
      sameConfiguration(comparison.candidate.configuration, first.configuration) &&
      sameConfiguration(comparison.baseline.configuration, second.configuration);
    const reversed = same(baseline, candidate);
    if (!reversed && !same(candidate, baseline)) continue;
    const record = await readComparison(store, round);
    if (record?.pairs.some(isJudgedPair) === true) found.push({ record, reversed });
  }
  return found;
}

/** Says, where another comparison of the same two begins, that there were others. */
export async function tellOthers(context: Context, store: Store, project: Project, plan: Compared): Promise<void> {
  const others = await comparisonsOf(store, project, plan);
  if (others.length === 0) return;
  const rounds = others.map(({ record }) => record.round.number).join(', ');
  const message = otherTexts.again({ count: others.length, rounds });
  context.progress({ kind: 'message', level: 'warning', message });
}

/** The later comparison that takes back what this one recommends; null where there is none. */
export function supersededBy(round: RoundRow, all: readonly OtherComparison[]): OtherComparison | null {
  return (
    all.findLast(
      ({ record, reversed }) =>
        record.round.number > round.number &&
        (reversed ? record.decision.recommendation === 'adopt' : record.decision.recommendation !== 'adopt'),
    ) ?? null
  );
}
