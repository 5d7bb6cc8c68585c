/** One trial: what it was, how it went, what its curves show, its log, and how to train it again. */
import { SimpleGrid, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback } from 'react';
import { read } from '../../api/queries.ts';
import { withoutUndefined } from '../../curves/curve-settings.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { PageError } from '../../parts/page-error.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { NotFound } from '../../parts/not-found.tsx';
import { TrialAttempts } from './trial-attempts.tsx';
import { TrialConfiguration } from './trial-configuration.tsx';
import { TrialCurves } from './trial-curves.tsx';
import { TrialDiagnoses } from './trial-diagnoses.tsx';
import { TrialHead, trialHeadTexts } from './trial-head.tsx';
import { TrialLog } from './trial-log.tsx';
import { TrialNotes } from './trial-notes.tsx';
import type { ChangeTrialSearch } from './trial-search.ts';

const route = getRouteApi('/trials/$trial');

export function TrialPage() {
  const trial = Number(route.useParams().trial);
  if (!Number.isSafeInteger(trial) || trial < 1) return <NotFound />;
  return <KnownTrial key={trial} trial={trial} />;
}

function KnownTrial({ trial }: { readonly trial: number }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const shown = useQuery(read('GET /trials/{trial}', { trial, log: 0 }));
  const change: ChangeTrialSearch = useCallback(
    (fields) =>
      void navigate({ search: (old) => withoutUndefined({ ...old, ...fields }), replace: true, resetScroll: false }),
    [navigate],
  );
  if (shown.data === undefined && shown.error !== null) {
    return (
      <>
        <PageHead title={trialHeadTexts.title({ trial }).text} />
        <PageError error={shown.error} retry={() => void shown.refetch()} />
      </>
    );
  }
  return (
    <Loaded query={shown} height={900}>
      {(document) => (
        <Stack gap="lg">
          <TrialHead shown={document} />
          <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
            <TrialConfiguration shown={document} />
            <TrialDiagnoses trial={trial} shown={document} />
          </SimpleGrid>
          <TrialCurves shown={document} search={search} change={change} />
          <TrialAttempts shown={document} />
          <TrialLog shown={document} search={search} change={change} />
          <TrialNotes shown={document} />
        </Stack>
      )}
    </Loaded>
  );
}
