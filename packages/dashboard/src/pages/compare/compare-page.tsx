/** Trials, and studies of rounds, side by side: what differs first, then how they did, and how to settle it. */
import { Stack } from '@mantine/core';
import { useQueries, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { defineTexts } from '@attune/core/texts';
import { read } from '../../api/queries.ts';
import { withoutUndefined } from '../../curves/curve-settings.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { PageError } from '../../parts/page-error.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import type { Shown } from '../trial/shown.ts';
import { CompareChoice } from './compare-choice.tsx';
import { CompareCurves } from './compare-curves.tsx';
import { CompareDecisions } from './compare-decisions.tsx';
import { CompareEmpty } from './compare-empty.tsx';
import type { ChangeCompareSearch } from './compare-search.ts';
import { CompareStudies } from './compare-studies.tsx';
import { CompareTrials } from './compare-trials.tsx';

export const comparePageTexts = defineTexts('dashboard-compare', {
  title: 'Compare',
  about: 'Trials and studies side by side: what differs comes first.',
});

const route = getRouteApi('/compare');

export function ComparePage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const rounds = useQuery(read('GET /rounds', {}));
  const { trials: asked = [] } = search;
  const found = useQueries({
    queries: asked.map((trial) => read('GET /trials/{trial}', { trial, log: 0 })),
    combine: combineShown,
  });
  // Trial by trial the tables would grow under the reader's eyes: what stood there stays until all have come.
  const [complete, setComplete] = useState(found);
  if (!found.pending && complete !== found) setComplete(found);
  const shown = found.pending ? complete : found;
  const change: ChangeCompareSearch = useCallback(
    (fields) =>
      void navigate({ search: (old) => withoutUndefined({ ...old, ...fields }), replace: true, resetScroll: false }),
    [navigate],
  );
  return (
    <>
      <PageHead title={comparePageTexts.title().text} about={comparePageTexts.about().text} />
      <Loaded query={rounds} height={600}>
        {({ rounds: all }) => {
          const own = all.filter(({ round }) => search.rounds?.includes(round));
          const touched = all.filter(
            (round) => own.includes(round) || shown.trials.some(({ trial }) => trial.round === round.round),
          );
          return (
            <Stack gap="lg">
              <CompareChoice all={all} search={search} change={change} />
              {shown.errors.map((error) => (
                <PageError key={error.message} error={error} />
              ))}
              {asked.length === 0 && own.length === 0 && <CompareEmpty all={all} />}
              {shown.pending && <Waiting height={600} />}
              {shown.trials.length > 0 && <CompareTrials shown={shown.trials} rounds={all} />}
              <CompareDecisions rounds={touched} />
              {shown.trials.length > 0 && <CompareCurves shown={shown.trials} search={search} change={change} />}
              {own.length > 0 && <CompareStudies rounds={own} />}
            </Stack>
          );
        }}
      </Loaded>
    </>
  );
}

function combineShown(results: readonly Pick<UseQueryResult<Shown>, 'data' | 'error' | 'isPending'>[]) {
  return {
    trials: results.flatMap(({ data }) => data ?? []),
    errors: results.flatMap(({ error }) => error ?? []),
    pending: results.some(({ isPending }) => isPending),
  };
}
