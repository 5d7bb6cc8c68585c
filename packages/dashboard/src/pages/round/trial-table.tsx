/**
 * The trials of a round as a grid: only rows in view are drawn. Arrows or j and k go through the rows, the space bar chooses
 * (with shift: all from the last one), Enter opens.
 */
import { Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useRef, useState, type KeyboardEvent } from 'react';
import { defineTexts } from '@attune/core/texts';
import { useKeys } from '../../parts/use-keys.ts';
import { useSelection } from '../../selection/selection-context.ts';
import { nextOrder, type Order } from './row-order.ts';
import type { Column, TrialTable as Table } from './table-columns.ts';
import { TrialRow } from './trial-row.tsx';
import classes from './trial-table.module.css';

export const trialTableTexts = defineTexts('dashboard-trial-table', {
  label: 'Trials: arrows to move, space to choose, Enter to open',
  empty: 'No trial fits the filter.',
  down: 'next trial in the table',
  up: 'previous trial in the table',
  choose: 'choose the trial, or let it go',
});

const rowHeight = 32;
const chooseWidth = 36;
/** Heading, borders, and room for the bar of a table that is wider than its frame, pixels. */
const aroundRows = 52;
/** Rows for which there is always room, so that a filter that leaves none says so. */
const leastRows = 3;

export interface TrialTableProps {
  readonly table: Table;
  readonly columns: readonly Column[];
  /** Rows of the document, in the order in which they are shown. */
  readonly rows: readonly number[];
  readonly order: Order;
  readonly onOrder: (order: Order) => void;
}

export function TrialTable({ table, columns, rows, order, onOrder }: TrialTableProps) {
  const frame = useRef<HTMLDivElement>(null);
  const navigate = useNavigate();
  const selection = useSelection();
  const [current, setCurrent] = useState(0);
  const anchor = useRef(0);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const template = `${chooseWidth}px ${columns.map(({ width }) => `minmax(${width}px, ${width}fr)`).join(' ')}`;
  const width = columns.reduce((sum, column) => sum + column.width, chooseWidth);
  const trialAt = (place: number) => table.trial[rows[place] ?? -1];

  const go = (to: number) => {
    const place = Math.min(rows.length - 1, Math.max(0, to));
    setCurrent(place);
    virtual.scrollToIndex(place);
  };
  const choose = useCallback(
    (place: number, extend: boolean) => {
      setCurrent(place);
      const [from, to] = extend ? [Math.min(anchor.current, place), Math.max(anchor.current, place)] : [place, place];
      const trials = rows.slice(from, to + 1).map((row) => table.trial[row] ?? 0);
      if (extend) selection.add(trials);
      else selection.toggle(trials);
      anchor.current = place;
    },
    [rows, table, selection],
  );
  const open = () => {
    const trial = trialAt(current);
    if (trial !== undefined) void navigate({ to: '/trials/$trial', params: { trial: String(trial) } });
  };
  useKeys([
    { keys: 'j', label: trialTableTexts.down().text, run: () => go(current + 1) },
    { keys: 'k', label: trialTableTexts.up().text, run: () => go(current - 1) },
    { keys: 'x', label: trialTableTexts.choose().text, run: () => choose(current, false) },
  ]);
  const onKey = (event: KeyboardEvent) => {
    if (event.target !== frame.current) return;
    const page = Math.max(1, Math.floor(frame.current.clientHeight / rowHeight) - 2);
    const action = {
      ArrowDown: () => go(current + 1),
      ArrowUp: () => go(current - 1),
      PageDown: () => go(current + page),
      PageUp: () => go(current - page),
      Home: () => go(0),
      End: () => go(rows.length - 1),
      Enter: open,
      ' ': () => choose(current, event.shiftKey),
    }[event.key];
    if (action === undefined) return;
    event.preventDefault();
    action();
  };

  return (
    <div
      ref={frame}
      role="grid"
      tabIndex={0}
      aria-label={trialTableTexts.label().text}
      aria-rowcount={rows.length + 1}
      aria-multiselectable
      aria-activedescendant={trialAt(current) === undefined ? undefined : `trial-row-${trialAt(current)}`}
      className={classes['frame']}
      style={{ height: `min(70vh, 640px, ${aroundRows + rowHeight * Math.max(leastRows, table.trial.length)}px)` }}
      onKeyDown={onKey}
    >
      <div
        role="row"
        aria-rowindex={1}
        className={classes['head']}
        style={{ gridTemplateColumns: template, minWidth: width }}
      >
        <span role="columnheader">
          <VisuallyHidden>{trialTableTexts.choose().text}</VisuallyHidden>
        </span>
        {columns.map(({ id, label, numeric }) => {
          const sorted = order.column === id;
          const direction = order.descending ? 'descending' : 'ascending';
          return (
            <span key={id} role="columnheader" className={classes['heading']} aria-sort={sorted ? direction : 'none'}>
              <UnstyledButton
                className={classes['sort']}
                data-numeric={numeric || undefined}
                title={id}
                onClick={() => onOrder(nextOrder(order, id))}
              >
                {label}
                {sorted && (order.descending ? ' ↓' : ' ↑')}
              </UnstyledButton>
            </span>
          );
        })}
      </div>
      <div role="rowgroup" className={classes['body']} style={{ height: virtual.getTotalSize(), minWidth: width }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          const trial = trialAt(index);
          if (row === undefined || trial === undefined) return null;
          return (
            <TrialRow
              key={trial}
              row={row}
              place={index}
              trial={trial}
              baseline={table.baseline[row] === true}
              columns={columns}
              template={template}
              top={start}
              current={index === current}
              onChoose={choose}
            />
          );
        })}
      </div>
      {rows.length === 0 && (
        <Text p="md" c="dimmed">
          {trialTableTexts.empty().text}
        </Text>
      )}
    </div>
  );
}
