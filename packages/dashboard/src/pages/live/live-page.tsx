/** What happens now: trials that run, rounds at work, the queue, and what happened lately. */
import { Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Api } from '@attune/client';
import { defineTexts } from '@attune/core/texts';
import { standing } from '../../api/live.ts';
import { read } from '../../api/queries.ts';
import { useSignal } from '../../api/signal.ts';
import { useMay } from '../../api/use-me.ts';
import { AsOf } from '../../parts/as-of.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import type { Round } from '../../parts/listed-round.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { canContinue } from '../../parts/use-continue.ts';
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
  held: 'Round {round} is {status}: its Continue above lets it go on, or in a terminal:',
  nothingReader:
    'When somebody starts a round, its trials appear here by themselves. What earlier rounds found stands in the notebook.',
  heldReader:
    'Round {round} is {status}. Once somebody who may change the project lets it go on, its trials appear here; what it found so far stands on its page.',
});

export function LivePage() {
  const status = useQuery(read('GET /status', {}));
  const project = useQuery(read('GET /project', {}));
  const rounds = useQuery(read('GET /rounds', {}));
  const own = useSignal(standing)?.own ?? false;
  return (
    <>
      <PageHead title={liveTexts.title().text} />
      <Loaded query={rounds} height={400}>
        {({ rounds: all }) => (
          <Loaded query={status} height={400}>
            {(now) => <LiveNow now={now} rounds={all} own={own} slots={project.data?.slots} />}
          </Loaded>
        )}
      </Loaded>
    </>
  );
}

interface LiveNowProps {
  readonly now: Api['GET /status']['result'];
  readonly rounds: readonly Round[];
  readonly own: boolean;
  readonly slots: number | undefined;
}

function LiveNow({ now, rounds, own, slots }: LiveNowProps) {
  const open = rounds.filter(({ status }) => status !== 'completed');
  const controlled = open.length > 0 ? open : rounds.slice(-1);
  return (
    <div className={classes['columns']}>
      <Stack gap="md" miw={0}>
        <Group gap="4px 16px" mih={24}>
          {slots !== undefined && <SlotsMark used={now.running.length} slots={slots} />}
          <Text size="sm" c="dimmed">
            {engineWords(now.engine, own)}
          </Text>
          <AsOf />
        </Group>
        {controlled.toReversed().map((round) => (
          <RoundControls
            key={round.round}
            round={round}
            secondsLeft={round.status === 'running' ? now.secondsLeft : null}
          />
        ))}
        <section aria-label={liveTexts.running().text}>
          {now.running.length > 0 ? <RunningList status={now} /> : <NothingRuns held={open.findLast(canContinue)} />}
        </section>
      </Stack>
      <Stack gap="lg" miw={0}>
        {rounds.length > 0 && <QueueList rounds={rounds} />}
        <RecentEvents />
      </Stack>
    </div>
  );
}

function NothingRuns({ held }: { readonly held: Round | undefined }) {
  const may = useMay('admin');
  const t = liveTexts;
  const about = held === undefined ? [t.nothingReader(), t.nothingAbout()] : [t.heldReader(held), t.held(held)];
  return (
    <EmptyState
      title={t.nothing().text}
      commands={may ? [held === undefined ? 'attune run' : `attune run ${held.round}`] : []}
    >
      {about[Number(may)]?.text}
    </EmptyState>
  );
}

function engineWords(engine: string | null, own: boolean): string {
  if (engine === null) return liveTexts.idle().text;
  return (own ? liveTexts.own({ engine }) : liveTexts.engine({ engine })).text;
}
