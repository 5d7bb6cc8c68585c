/** One trial in the table. Draws itself anew when it is chosen or let go, and not when others are. */
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import { defineTexts } from '@attune/core/texts';
import { useSelected, useSelection } from '../../selection/selection-context.ts';
import { pointedTrial } from '../../selection/pointed-trial.ts';
import type { Column } from './table-columns.ts';
import classes from './trial-table.module.css';

export const trialRowTexts = defineTexts('dashboard-trial-row', { choose: 'Choose trial {trial}' });

export interface TrialRowProps {
  /** In the document. */
  readonly row: number;
  /** Among those shown, from 0. */
  readonly place: number;
  readonly trial: number;
  readonly baseline: boolean;
  readonly columns: readonly Column[];
  readonly template: string;
  readonly top: number;
  readonly current: boolean;
  readonly onChoose: (place: number, extend: boolean) => void;
}

export const TrialRow = memo(function TrialRow(props: TrialRowProps) {
  const { row, place, trial, baseline, columns, template, top, current, onChoose } = props;
  const chosen = useSelected(trial);
  const selection = useSelection();
  return (
    <div
      role="row"
      id={`trial-row-${trial}`}
      aria-rowindex={place + 2}
      aria-selected={chosen}
      data-current={current || undefined}
      data-baseline={baseline || undefined}
      className={classes['row']}
      style={{ gridTemplateColumns: template, translate: `0 ${top}px` }}
      onPointerEnter={() => pointedTrial.set(trial)}
      onPointerLeave={() => pointedTrial.set(null)}
    >
      <span role="gridcell" className={classes['choose']}>
        {/* Plain: the library's takes ten times as long to draw, in each of the rows. */}
        <input
          type="checkbox"
          tabIndex={-1}
          checked={chosen}
          onChange={() => selection.toggle([trial])}
          onClick={(event) => {
            if (!event.shiftKey) return;
            event.preventDefault();
            onChoose(place, true);
          }}
          aria-label={trialRowTexts.choose({ trial }).text}
        />
      </span>
      {columns.map(({ id, numeric, text, usual }) => {
        const shown = text(row);
        return (
          <span
            key={id}
            role="gridcell"
            className={classes['cell']}
            data-numeric={numeric || undefined}
            data-usual={usual?.(row)}
            title={numeric ? undefined : shown}
          >
            {id === 'trial' ? (
              <Link to="/trials/$trial" params={{ trial: String(trial) }} tabIndex={-1}>
                {shown}
              </Link>
            ) : (
              shown
            )}
          </span>
        );
      })}
    </div>
  );
});
