/** Training and validation curves of many trials, live. */
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback } from 'react';
import { defineTexts } from '@attune/core/texts';
import { read } from '../../api/queries.ts';
import { withoutUndefined } from '../../curves/curve-settings.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { SelectionContext } from '../../selection/selection-context.ts';
import { useSelectionInAddress } from '../../selection/selection-in-address.ts';
import type { ChangeSearch } from './curves-search.ts';
import { CurvesView } from './curves-view.tsx';

export const curvesPageTexts = defineTexts('dashboard-curves', {
  title: 'Curves',
  about:
    'The best few in colour, all others in grey, the baseline dashed. A circle marks the best step, × where values stopped being finite, ▲ and ▼ runs off the scale.',
  none: 'No curves yet',
  noneAbout:
    'Training and validation curves of many trials stand here, and grow while they train. A round trains trials:',
});

const route = getRouteApi('/curves');

export function CurvesPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const rounds = useQuery(read('GET /rounds', {}));
  const change: ChangeSearch = useCallback(
    (fields) =>
      void navigate({ search: (old) => withoutUndefined({ ...old, ...fields }), replace: true, resetScroll: false }),
    [navigate],
  );
  const select = useCallback((sel: string | undefined) => change({ sel }), [change]);
  const selection = useSelectionInAddress(search.sel, select);
  return (
    <SelectionContext value={selection}>
      <PageHead title={curvesPageTexts.title().text} about={curvesPageTexts.about().text} />
      <Loaded query={rounds} height={600}>
        {({ rounds: [...all] }) => {
          const latest = all.at(-1);
          if (latest === undefined) {
            return (
              <EmptyState title={curvesPageTexts.none().text} commands={['attune round new', 'attune run']}>
                {curvesPageTexts.noneAbout().text}
              </EmptyState>
            );
          }
          const chosen = all.filter(({ round }) => search.rounds?.includes(round));
          return (
            <CurvesView all={all} chosen={chosen.length > 0 ? chosen : [latest]} search={search} change={change} />
          );
        }}
      </Loaded>
    </SelectionContext>
  );
}
