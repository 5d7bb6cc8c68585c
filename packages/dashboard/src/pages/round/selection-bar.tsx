/** How many trials are chosen, and what can be done with them, at the bottom of the window while there are any. */
import { Button, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import { defineTexts } from '@attune/core/texts';
import { useKeys } from '../../parts/use-keys.ts';
import { readRanges, writeRanges } from '../../selection/ranges.ts';
import { useChosenAtRest, useChosenCount, useSelection } from '../../selection/selection-context.ts';
import type { TrialTable } from './table-columns.ts';
import { useChangeSearch, useRoundSearch } from './use-round-search.ts';
import classes from './round-page.module.css';

export const selectionBarTexts = defineTexts('dashboard-selection-bar', {
  chosen: '{count} {count|trial|trials} chosen',
  clear: 'Let go',
  clearKey: 'let go of the chosen trials',
  compare: 'Compare',
  curves: 'Curves',
  keep: 'Judge as feasible',
});

/** Pages that show trials beside each other take no more. */
const mostBeside = 200;

export function SelectionBar({ table }: { readonly table: TrialTable }) {
  const selection = useSelection();
  const count = useChosenCount();
  const letGo = () => selection.set([]);
  useKeys([{ keys: 'Escape', label: selectionBarTexts.clearKey().text, run: letGo }]);
  if (count === 0) return null;
  return (
    <Group gap="xs" className={classes['chosen']}>
      <Text size="sm" fw={600} className="tabular" aria-live="polite" data-chosen={count}>
        {selectionBarTexts.chosen({ count }).text}
      </Text>
      <Actions table={table} />
      <Button size="compact-sm" variant="subtle" onClick={letGo}>
        {selectionBarTexts.clear().text}
      </Button>
    </Group>
  );
}

/** Not drawn anew with each move of a drag. */
const Actions = memo(function Actions({ table }: { readonly table: TrialTable }) {
  const chosen = useChosenAtRest();
  const change = useChangeSearch();
  const keep = useRoundSearch('keep');
  const trials = [...chosen].sort((a, b) => a - b).slice(0, mostBeside);
  const judged = judgedInfeasible(table, chosen, new Set(readRanges(keep ?? '')));
  const search = { trials: trials.join(',') };
  const curves = { rounds: [table.round], which: 'selected', sel: writeRanges(trials) } as const;
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        renderRoot={(props) => <Link {...props} to="/compare" search={search} />}
      >
        {selectionBarTexts.compare().text}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        renderRoot={(props) => <Link {...props} to="/curves" search={curves} />}
      >
        {selectionBarTexts.curves().text}
      </Button>
      {judged.length > 0 && (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => change({ keep: writeRanges([...readRanges(keep ?? ''), ...judged]) })}
        >
          {selectionBarTexts.keep().text} ({judged.length})
        </Button>
      )}
    </>
  );
});

/** Chosen trials that ended well and are infeasible by a rule alone: a person may judge otherwise. */
function judgedInfeasible(
  table: TrialTable,
  chosen: ReadonlySet<number>,
  kept: ReadonlySet<number>,
): readonly number[] {
  const infeasible = table.outcomes.indexOf('infeasible');
  const completed = table.statuses.indexOf('completed');
  return table.trial.filter(
    (trial, row) =>
      chosen.has(trial) && table.outcome[row] === infeasible && table.status[row] === completed && !kept.has(trial),
  );
}
