/** How many trials are chosen, and what can be done with them, at the bottom of the window while there are any. */
import { Button, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { defineTexts } from '@attune/core/texts';
import { useKeys } from '../../parts/use-keys.ts';
import { readRanges, writeRanges } from '../../selection/ranges.ts';
import { useChosen, useSelection } from '../../selection/selection-context.ts';
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
  const chosen = useChosen();
  const change = useChangeSearch();
  const keep = useRoundSearch('keep');
  useKeys([{ keys: 'Escape', label: selectionBarTexts.clearKey().text, run: () => selection.set([]) }]);
  if (chosen.size === 0) return null;
  const trials = [...chosen].sort((a, b) => a - b).slice(0, mostBeside);
  const judged = judgedInfeasible(table, chosen, readRanges(keep ?? ''));
  const search = { trials: trials.join(',') };
  return (
    <Group gap="xs" className={classes['chosen']}>
      <Text size="sm" fw={600} className="tabular" aria-live="polite">
        {selectionBarTexts.chosen({ count: chosen.size }).text}
      </Text>
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
        renderRoot={(props) => <Link {...props} to="/curves" search={search} />}
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
      <Button size="compact-sm" variant="subtle" onClick={() => selection.set([])}>
        {selectionBarTexts.clear().text}
      </Button>
    </Group>
  );
}

/** Chosen trials that ended well and are infeasible by a rule alone: a person may judge otherwise. */
function judgedInfeasible(table: TrialTable, chosen: ReadonlySet<number>, kept: readonly number[]): readonly number[] {
  const infeasible = table.outcomes.indexOf('infeasible');
  const completed = table.statuses.indexOf('completed');
  return table.trial.filter(
    (trial, row) =>
      chosen.has(trial) &&
      table.outcome[row] === infeasible &&
      table.status[row] === completed &&
      !kept.includes(trial),
  );
}
