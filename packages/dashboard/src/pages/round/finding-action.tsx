/** What a finding asks for, as a button that leads to it: fresh seeds for two trials, or the rounds that are proposed. */
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Action } from '@attune/core/insight';
import { Allowed } from '../../parts/allowed.tsx';
import { actionWords, isForRound } from './action-words.ts';
import type { Finding } from './finding.ts';
import { useChangeSearch } from './use-round-search.ts';
import { pairOf, wishName } from './wish.ts';
import classes from './round-page.module.css';

export function FindingAction({ finding }: { readonly finding: Finding }) {
  const change = useChangeSearch();
  const action = finding.action as Action | undefined;
  if (action === undefined || !isForRound(action)) return null;
  const pair = pairOf(finding);
  const look = { size: 'compact-sm', className: classes['long'], children: actionWords(action).text } as const;
  return (
    <Allowed scope="admin">
      {pair === null ? (
        <Button {...look} onClick={() => change({ next: true, wish: wishName(finding) })} />
      ) : (
        <Button {...look} renderRoot={(props) => <Link {...props} to="/compare" search={{ trials: pair }} />} />
      )}
    </Allowed>
  );
}
