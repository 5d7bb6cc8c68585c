/** Before anything is chosen: what stands here, and what is worth comparing. */
import { Anchor, List } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useQueries } from '@tanstack/react-query';
import { defineTexts } from '@attune/core/texts';
import { read } from '../../api/queries.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import type { Round } from '../../parts/listed-round.ts';
import type { Table } from './study-summaries.ts';

export const compareEmptyTexts = defineTexts('dashboard-compare-empty', {
  title: 'Nothing is chosen yet',
  about:
    'Name trials above, or choose rounds to see their studies side by side. Their configurations, objectives and curves stand here, with the command that settles which is better.',
  best: 'Round {round}: its best, trial {trial}, and the baseline, trial {baseline}',
  studies: 'Round {round}: its {count} studies',
});

/** Rounds that are offered, the latest first. */
const most = 3;

export function CompareEmpty({ all }: { readonly all: readonly Round[] }) {
  const latest = all
    .toReversed()
    .filter(({ best }) => best !== null)
    .slice(0, most);
  const tables = useQueries({
    queries: latest.map(({ round }) => read('GET /rounds/{round}/table', { round })),
    combine: (results) => results.map(({ data }) => data),
  });
  return (
    <EmptyState title={compareEmptyTexts.title().text}>
      {compareEmptyTexts.about().text}
      <List mt="sm" size="sm">
        {latest.map(({ round, best, studies }, index) => {
          const baseline = baselineOf(tables[index]);
          const count = studies.filter(({ purpose }) => purpose === 'search').length;
          return [
            best !== null && baseline !== null && (
              <List.Item key={`best ${round}`}>
                <Anchor
                  renderRoot={(props) => <Link {...props} to="/compare" search={{ trials: [best.trial, baseline] }} />}
                >
                  {compareEmptyTexts.best({ round, trial: best.trial, baseline }).text}
                </Anchor>
              </List.Item>
            ),
            count > 1 && (
              <List.Item key={`studies ${round}`}>
                <Anchor renderRoot={(props) => <Link {...props} to="/compare" search={{ rounds: [round] }} />}>
                  {compareEmptyTexts.studies({ round, count }).text}
                </Anchor>
              </List.Item>
            ),
          ];
        })}
      </List>
    </EmptyState>
  );
}

function baselineOf(table: Table | undefined): number | null {
  const row = table?.baseline.indexOf(true) ?? -1;
  return table?.trial[row] ?? null;
}
