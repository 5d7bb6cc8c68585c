/** The project's notebook: what was asked, learned, launched and noted over time, and what to do next. */
import { Box, Stack, Title } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { defineTexts } from '@attune/core/texts';
import { read } from '../../api/queries.ts';
import { useMay } from '../../api/use-me.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { NoteWriter } from '../../parts/note-writer.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { canContinue } from '../../parts/use-continue.ts';
import { LaunchesPanel } from './launches-panel.tsx';
import { NextPanel } from './next-panel.tsx';
import classes from './notebook-page.module.css';
import { RoundEditor } from './round-editor.tsx';
import { timeline } from './timeline.ts';
import { TimelineView } from './timeline-view.tsx';
import { useOutlook } from './use-outlook.ts';

export const notebookTexts = defineTexts('dashboard-notebook', {
  title: 'Notebook',
  judged: 'Judged by {metric}, {direction}d; a trial’s objective is its best over training.',
  history: 'History',
  note: 'Note about the project',
  empty: 'No round has run yet',
  emptyAbout:
    'A round asks one question of the project: which hyperparameters matter, whether a change helps, what the best values are. Round files lie in rounds/; these commands make one and run it. What it finds appears here as it runs.',
  emptyReader:
    'A round asks one question of the project: which hyperparameters matter, whether a change helps, what the best values are. Somebody who may change the project starts the first; what it finds appears here as it runs, and is yours to read.',
  emptyWaiting:
    'A round asks one question of the project: which hyperparameters matter, whether a change helps, what the best values are. One is written and waits under “What next”: press Start to run it. What it finds appears here as it runs.',
});

const route = getRouteApi('/');

export function NotebookPage() {
  const { edit } = route.useSearch();
  const navigate = route.useNavigate();
  const project = useQuery(read('GET /project', {}));
  const rounds = useQuery(read('GET /rounds', {}));
  const notebook = useQuery(read('GET /notebook', {}));
  const openEditor = (name: string | undefined) =>
    void navigate({ search: name === undefined ? {} : { edit: name }, resetScroll: false });
  const busy = rounds.data?.rounds.some(({ status }) => status === 'running') ?? false;
  const { objective } = project.data ?? {};
  const [shown, show] = useDisclosure();
  const held = shown ? undefined : rounds.data?.rounds.findLast(canContinue);
  const outlook = useOutlook(rounds.data === undefined || busy || held !== undefined);
  const mayNote = useMay('report');
  const mayStart = useMay('admin');
  // On a narrow screen what is next stands above the history, which waits for it rather than move.
  const narrow = useMediaQuery('(max-width: 68.74em)', false, { getInitialValueInEffect: false });
  const ready = outlook.settled || !narrow;
  return (
    <>
      <PageHead
        title={notebookTexts.title().text}
        about={objective === undefined ? '\u00a0' : notebookTexts.judged(objective).text}
      />
      <div className={classes['columns']}>
        <Stack component="section" aria-label={notebookTexts.history().text} className={classes['history']}>
          <Loaded query={rounds} height={600}>
            {({ rounds: all }) =>
              !ready ? null : all.length === 0 ? (
                <EmptyState
                  title={notebookTexts.empty().text}
                  commands={
                    outlook.waiting.length > 0 || !mayStart ? [] : ['attune check', 'attune round new', 'attune run']
                  }
                >
                  {emptyWords(mayStart, outlook.waiting.length > 0)}
                </EmptyState>
              ) : (
                <Loaded query={notebook} height={600}>
                  {({ entries }) => <TimelineView items={timeline(all, entries)} />}
                </Loaded>
              )
            }
          </Loaded>
        </Stack>
        <Stack className={classes['aside']} gap="lg">
          <NextPanel busy={busy} held={held} onShow={show.open} outlook={outlook} onEdit={openEditor} />
          {outlook.settled && notebook.data !== undefined && objective !== undefined && (
            <LaunchesPanel entries={notebook.data.entries} objective={objective} />
          )}
          {outlook.settled && mayNote && (
            <Box component="section" aria-label={notebookTexts.note().text}>
              <Title order={2} size="h4" mb="xs">
                {notebookTexts.note().text}
              </Title>
              <NoteWriter about={{}} />
            </Box>
          )}
        </Stack>
      </div>
      {edit !== undefined && <RoundEditor name={edit} onClose={() => openEditor(undefined)} />}
    </>
  );
}

function emptyWords(mayStart: boolean, waiting: boolean): string {
  if (!mayStart) return notebookTexts.emptyReader().text;
  return (waiting ? notebookTexts.emptyWaiting() : notebookTexts.emptyAbout()).text;
}
