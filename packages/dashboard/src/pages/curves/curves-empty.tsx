/** Where there is no curve of the kind that was asked for: what will stand here, and how it comes about. */
import { Anchor, Button, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { defineTexts } from '@attune/core/texts';
import { useMay } from '../../api/use-me.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import type { ChangeSearch, Choice } from './curves-search.ts';

export const curvesEmptyTexts = defineTexts('dashboard-curves-empty', {
  running: 'No trial runs now',
  runningAbout:
    'Curves of running trials stand here, and grow with every report. Start a round, or let one go on, from the notebook or the Live page; in a terminal:',
  runningReader: 'Curves of running trials stand here, and grow with every report.',
  selected: 'No trial is selected',
  selectedAbout:
    'Selected trials stand here in colours of their own. Click on curves among all trials, or select rows in a round’s table.',
  begun: 'No trial of this round has begun',
  begunAbout: 'Curves appear with the first report of its first trial. Let it go on from the Live page; in a terminal:',
  begunReader: 'Curves appear with the first report of its first trial.',
  all: 'Show all trials',
  notebook: 'Notebook',
  live: 'Live',
});

export interface CurvesEmptyProps {
  readonly which: Choice;
  /** Whether other trials have curves. */
  readonly others: boolean;
  readonly change: ChangeSearch;
}

export function CurvesEmpty({ which, others, change }: CurvesEmptyProps) {
  const selected = which === 'selected' && others;
  const may = useMay('admin');
  const t = curvesEmptyTexts;
  const [title, about] = selected
    ? [t.selected(), t.selectedAbout()]
    : which === 'running' && others
      ? [t.running(), may ? t.runningAbout() : t.runningReader()]
      : [t.begun(), may ? t.begunAbout() : t.begunReader()];
  return (
    <>
      <EmptyState title={title.text} commands={selected || !may ? [] : ['attune run']}>
        {about.text}
      </EmptyState>
      <Group gap="md" mt="sm">
        {others && (
          <Button size="compact-sm" variant="default" onClick={() => change({ which: undefined })}>
            {curvesEmptyTexts.all().text}
          </Button>
        )}
        {!selected && (
          <>
            <Anchor size="sm" renderRoot={(props) => <Link {...props} to="/" />}>
              {curvesEmptyTexts.notebook().text}
            </Anchor>
            <Anchor size="sm" renderRoot={(props) => <Link {...props} to="/live" />}>
              {curvesEmptyTexts.live().text}
            </Anchor>
          </>
        )}
      </Group>
    </>
  );
}
