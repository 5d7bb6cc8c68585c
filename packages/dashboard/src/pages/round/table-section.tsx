/** The round's trials: studies, filter, columns, file, and the table. */
import { Button, Checkbox, Group, Popover, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { IconColumns3, IconDownload } from '@tabler/icons-react';
import { useMemo } from 'react';
import { defineTexts } from '@attune/core/texts';
import { saveFile } from '../../figures/save-figure.ts';
import { useSelection } from '../../selection/selection-context.ts';
import { orderedRows, readOrder, writeOrder } from './row-order.ts';
import { filterExample } from './filter-example.ts';
import { FilterField } from './filter-field.tsx';
import { columnsOf, type Baseline, type TrialTable as Table } from './table-columns.ts';
import { tableCsv } from './table-csv.ts';
import { trialFilter } from './trial-filter.ts';
import { TrialTable } from './trial-table.tsx';
import { useChangeSearch, useRoundSearch } from './use-round-search.ts';

export const tableSectionTexts = defineTexts('dashboard-table-section', {
  title: 'Trials',
  all: 'All studies',
  studies: 'Study',
  columns: 'Columns',
  csv: 'CSV',
  shown: '{shown} of {all} {all|trial|trials}',
  choose: 'Choose all shown',
  linked: 'Drag over a figure, or choose rows: the same trials are marked everywhere.',
  bold: 'bold: differs from the baseline',
});

/** More studies than this do not fit beside each other. */
const mostTabs = 6;

export function TableSection({ table, baseline }: { readonly table: Table; readonly baseline: Baseline }) {
  const change = useChangeSearch();
  const selection = useSelection();
  const filterText = useRoundSearch('filter') ?? '';
  const study = useRoundSearch('study');
  const sort = useRoundSearch('sort');
  const toggled = useRoundSearch('columns');
  const columns = useMemo(() => columnsOf(table, baseline), [table, baseline]);
  const order = useMemo(() => readOrder(sort), [sort]);
  const filter = useMemo(() => trialFilter(filterText, columns), [filterText, columns]);
  const example = useMemo(
    () =>
      filterExample(
        columns,
        table.trial.map((_, row) => row),
      ),
    [columns, table],
  );
  const rows = useMemo(() => {
    const all = table.trial.map((_, row) => row);
    const wanted = study === undefined ? -1 : table.studies.indexOf(study);
    const kept = all.filter(
      (row) => (wanted < 0 || table.study[row] === wanted) && (filter.kind === 'mistake' || filter.holds(row)),
    );
    return orderedRows(kept, columns, order);
  }, [table, study, filter, columns, order]);
  const visible = useMemo(
    () => columns.filter(({ id, shown }) => shown !== (toggled ?? []).includes(id)),
    [columns, toggled],
  );
  const toggleColumn = (id: string) => {
    const now = toggled ?? [];
    const next = now.includes(id) ? now.filter((one) => one !== id) : [...now, id];
    change({ columns: next.length === 0 ? undefined : next });
  };
  return (
    <Stack component="section" gap="xs" id="trials" aria-label={tableSectionTexts.title().text}>
      <Group justify="space-between" gap="xs">
        <Title order={2} size="h4">
          {tableSectionTexts.title().text}
        </Title>
        <Text size="sm" c="dimmed" className="tabular" aria-live="polite">
          {tableSectionTexts.shown({ shown: rows.length, all: table.trial.length }).text}
          {' · '}
          {tableSectionTexts.bold().text}
        </Text>
      </Group>
      <Group gap="xs" align="start">
        <FilterField
          text={filterText}
          example={example}
          mistake={filter.kind === 'mistake' ? filter.message.text : null}
          onChange={(text) => change({ filter: text === '' ? undefined : text })}
        />
        {table.studies.length > 1 && table.studies.length <= mostTabs && (
          <SegmentedControl
            size="xs"
            maw="100%"
            style={{ overflowX: 'auto' }}
            aria-label={tableSectionTexts.studies().text}
            value={study ?? ''}
            onChange={(value) => change({ study: value === '' ? undefined : value })}
            data={[
              { value: '', label: tableSectionTexts.all().text },
              ...table.studies.map((name) => ({ value: name, label: name })),
            ]}
          />
        )}
        <Popover position="bottom-end" withinPortal trapFocus>
          <Popover.Target>
            <Button size="xs" variant="default" leftSection={<IconColumns3 size={14} aria-hidden />}>
              {tableSectionTexts.columns().text}
            </Button>
          </Popover.Target>
          <Popover.Dropdown mah={420} style={{ overflow: 'auto' }}>
            <Stack gap={6}>
              {columns.map(({ id, label }) => (
                <Checkbox
                  key={id}
                  size="xs"
                  label={label}
                  checked={visible.some((one) => one.id === id)}
                  onChange={() => toggleColumn(id)}
                />
              ))}
            </Stack>
          </Popover.Dropdown>
        </Popover>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconDownload size={14} aria-hidden />}
          onClick={() =>
            saveFile(`round-${table.round}.csv`, new Blob([tableCsv(rows, columns)], { type: 'text/csv' }))
          }
        >
          {tableSectionTexts.csv().text}
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={rows.length === 0}
          onClick={() => selection.set(rows.map((row) => table.trial[row] ?? 0))}
        >
          {tableSectionTexts.choose().text}
        </Button>
      </Group>
      <Text size="sm" c="dimmed">
        {tableSectionTexts.linked().text}
      </Text>
      <TrialTable
        table={table}
        columns={visible}
        rows={rows}
        order={order}
        onOrder={(next) => change({ sort: writeOrder(next) })}
      />
    </Stack>
  );
}
