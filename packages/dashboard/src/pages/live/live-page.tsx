/** What happens now: trials that run, rounds at work, the queue, and what happened lately. */
import { Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { defineTexts } from '@attune/core/texts';
import { standing } from '../../api/live.ts';
import { read } from '../../api/queries.ts';
import { useSignal } from '../../api/signal.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import classes from './live-page.module.css';
import { QueueList } from './queue-list.tsx';
import { RecentEvents } from './recent-events.tsx';
import { RoundControls } from './round-controls.tsx';
import { RunningList } from './running-list.tsx';
import { SlotsMark } from './slots-mark.tsx';

export const liveTexts = defineTexts('dashboard-live', {
  title: 'Live',
  engine: 'Driven by {engine}',
  own: 'Driven by this server ({engine})',
  idle: 'No engine is at work',
  running: 'Running trials',
  nothing: 'Nothing runs',
  nothingAbout:
    'Start a round from the notebook: accept a proposal, or start a round file that waits. In a terminal this is the same:',
  interrupted: 'A round was interrupted: continue it here, or in a terminal.',
});

export function LivePage() {
  const status = useQuery(read('GET /status', {}));
  const project = useQuery(read('GET /project', {}));
  const rounds = useQuery(read('GET /rounds', {}));
  const own = useSignal(standing)?.own ?? false;
  const all = rounds.data?.rounds ?? [];
  const open = all.filter(({ status: state }) => state !== 'completed');
  const controlled = open.length > 0 ? open : all.slice(-1);
  return (
    <>
      <PageHead title={liveTexts.title().text} />
      <Loaded query={status} height={400}>
        {(now) => (
          <div className={classes['columns']}>
            <Stack gap="md" miw={0}>
              <Group gap="lg" mih={24}>
                {project.data !== undefined && <SlotsMark used={now.running.length} slots={project.data.slots} />}
                <Text size="sm" c="dimmed">
                  {engineWords(now.engine, own)}
                </Text>
              </Group>
              {controlled.toReversed().map((round) => (
                <RoundControls
                  key={round.round}
                  round={round}
                  secondsLeft={round.status === 'running' ? now.secondsLeft : null}
                />
              ))}
              <section aria-label={liveTexts.running().text}>
                {now.running.length > 0 ? (
                  <RunningList status={now} />
                ) : (
                  <EmptyState title={liveTexts.nothing().text} commands={['attune run']}>
                    {open.some((round) => round.status === 'interrupted')
                      ? liveTexts.interrupted().text
                      : liveTexts.nothingAbout().text}
                  </EmptyState>
                )}
              </section>
            </Stack>
            <Stack gap="lg" miw={0}>
              {all.length > 0 && <QueueList rounds={all} />}
              <RecentEvents />
            </Stack>
          </div>
        )}
      </Loaded>
    </>
  );
}

function engineWords(engine: string | null, own: boolean): string {
  if (engine === null) return liveTexts.idle().text;
  return (own ? liveTexts.own({ engine }) : liveTexts.engine({ engine })).text;
}
