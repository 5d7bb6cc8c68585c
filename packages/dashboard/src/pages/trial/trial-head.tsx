/** The top of the page: how the trial stands, its objective and rank, what can be done, and the way to its neighbours. */
import { ActionIcon, Button, Group, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { defineTexts } from '@attune/core/texts';
import { read } from '../../api/queries.ts';
import { useAction } from '../../api/use-action.ts';
import { Allowed } from '../../parts/allowed.tsx';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { Hint } from '../../parts/hint.tsx';
import { judgedStatus, reasonWords } from '../../parts/judged-status.ts';
import { numberText } from '../../parts/number-text.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { StatusBadge } from '../../parts/status-badge.tsx';
import { stopTexts } from '../../parts/stop-texts.ts';
import { useKeys } from '../../parts/use-keys.ts';
import { placeOf } from './place-of.ts';
import type { Shown } from './shown.ts';
import { TrialState } from './trial-state.tsx';

export const trialHeadTexts = defineTexts('dashboard-trial-head', {
  title: 'Trial {trial}',
  round: 'Round {round}',
  objective: '{metric} {value} at {unit} {step}',
  noObjective: 'no finite {metric} yet',
  rank: 'rank {rank} of {count}',
  baseline: 'repeats the baseline',
  study: 'study {study}',
  seed: 'seed {seed}',
  previous: 'Previous trial of the round',
  next: 'Next trial of the round',
  compare: 'Compare with the best',
  compareBaseline: 'Compare with the baseline',
  retry: 'Try again',
  retryAsk: 'Give trial {trial} another attempt?',
  retryMeans:
    'It goes on from its last checkpoint where it has one, else from the start. What earlier attempts measured beyond is kept and shown, but does not count.',
});

export function TrialHead({ shown }: { readonly shown: Shown }) {
  const { trial, round, study, baseline, status, objective, bestStep, seed } = shown.trial;
  const reason = reasonWords(shown.trial);
  const { data: project } = useQuery(read('GET /project', {}));
  const { data: table } = useQuery(read('GET /rounds/{round}/table', { round }));
  const navigate = useNavigate();
  const place = placeOf(table, trial);
  const go = (to: number | null): void => {
    if (to !== null) void navigate({ to: '/trials/$trial', params: { trial: String(to) } });
  };
  useKeys([
    { keys: '[', label: trialHeadTexts.previous().text, run: () => go(place.previous) },
    { keys: ']', label: trialHeadTexts.next().text, run: () => go(place.next) },
  ]);
  const told =
    objective === null
      ? trialHeadTexts.noObjective({ metric: shown.metric }).text
      : trialHeadTexts.objective({
          metric: shown.metric,
          value: numberText(objective),
          unit: project?.stepUnit ?? 'step',
          step: bestStep,
        }).text;
  const rank = place.rank === null ? null : trialHeadTexts.rank({ rank: place.rank, count: place.ranked }).text;
  const other = place.baseline !== null && !baseline && place.best === trial ? place.baseline : place.best;
  return (
    <PageHead
      title={trialHeadTexts.title({ trial }).text}
      crumbs={[
        {
          label: trialHeadTexts.round({ round }).text,
          link: { to: '/rounds/$round', params: { round: String(round) }, search: {} },
        },
      ]}
      about={
        <>
          <Group gap="sm" mt={4}>
            <StatusBadge status={shown.stopping ? stopTexts.stopping().text : judgedStatus(shown.trial)} />
            {reason !== null && <Text span>{reason}</Text>}
            <Text span c="var(--mantine-color-text)" fw={600} className="tabular">
              {told}
            </Text>
            {table === undefined && objective !== null && (
              <Text span size="sm" style={{ visibility: 'hidden' }} aria-hidden>
                {trialHeadTexts.rank({ rank: trial, count: trial }).text}
              </Text>
            )}
            {[
              ...(rank === null ? [] : [rank]),
              ...(baseline ? [trialHeadTexts.baseline().text] : []),
              ...(study === '' ? [] : [trialHeadTexts.study({ study }).text]),
              trialHeadTexts.seed({ seed }).text,
            ].map((text) => (
              <Text span key={text} size="sm">
                {text}
              </Text>
            ))}
          </Group>
          <TrialState shown={shown} />
        </>
      }
      actions={
        <>
          {table === undefined && (
            // Keeps the place of what the table is needed for.
            <Button size="compact-md" variant="default" style={{ visibility: 'hidden' }} aria-hidden disabled>
              {trialHeadTexts.compareBaseline().text}
            </Button>
          )}
          {other !== null && other !== trial && (
            <Button
              size="compact-md"
              variant="default"
              renderRoot={(props) => <Link {...props} to="/compare" search={{ trials: [trial, other] }} />}
            >
              {(other === place.best ? trialHeadTexts.compare() : trialHeadTexts.compareBaseline()).text}
            </Button>
          )}
          <Allowed scope="admin">
            <TrialActions trial={trial} status={status} stopping={shown.stopping} />
          </Allowed>
          <Group gap="xs" wrap="nowrap">
            <Neighbour label={trialHeadTexts.previous().text} trial={place.previous} left />
            <Neighbour label={trialHeadTexts.next().text} trial={place.next} left={false} />
          </Group>
        </>
      }
    />
  );
}

function Neighbour({
  label,
  trial,
  left,
}: {
  readonly label: string;
  readonly trial: number | null;
  readonly left: boolean;
}) {
  const icon = left ? <IconChevronLeft size={18} aria-hidden /> : <IconChevronRight size={18} aria-hidden />;
  return (
    <Hint label={`${label} (${left ? '[' : ']'})`}>
      {(target) =>
        trial === null ? (
          <ActionIcon {...target} variant="default" size="lg" disabled aria-label={label}>
            {icon}
          </ActionIcon>
        ) : (
          <ActionIcon
            {...target}
            variant="default"
            size="lg"
            aria-label={label}
            renderRoot={(props) => <Link {...props} to="/trials/$trial" params={{ trial: String(trial) }} />}
          >
            {icon}
          </ActionIcon>
        )
      }
    </Hint>
  );
}

interface TrialActionsProps {
  readonly trial: number;
  readonly status: string;
  readonly stopping: boolean;
}

function TrialActions({ trial, status, stopping }: TrialActionsProps) {
  const stop = useAction('POST /trials/stop', {
    done: ({ trials: [stopped] }) =>
      stopped === undefined || stopped.follows === null
        ? stopTexts.ended({ trial }).text
        : { about: `trial ${trial}`, message: stopTexts.stopped({ trial, follows: stopped.follows }).text },
    stale: ['GET /trials/{trial}'],
  });
  const retry = useAction('POST /trials/{trial}/retry', {
    done: () => ({ about: `trial ${trial}`, message: stopTexts.again({ trial }).text }),
    stale: ['GET /trials/{trial}'],
  });
  switch (status) {
    case 'running':
    case 'waiting':
    case 'paused':
      return (
        <ConfirmButton
          size="compact-md"
          color="red"
          variant="light"
          loading={stop.isPending}
          disabled={stopping}
          question={stopTexts.question({ trial }).text}
          consequence={stopTexts.consequence().text}
          yes={stopTexts.stop().text}
          onConfirm={() => stop.mutate({ trials: [trial] })}
        >
          {stopTexts.stop().text}
        </ConfirmButton>
      );
    case 'failed':
    case 'stopped':
    case 'infeasible':
      return (
        <ConfirmButton
          size="compact-md"
          color="blue"
          variant="light"
          loading={retry.isPending}
          question={trialHeadTexts.retryAsk({ trial }).text}
          consequence={trialHeadTexts.retryMeans().text}
          yes={trialHeadTexts.retry().text}
          onConfirm={() => retry.mutate({ trial })}
        >
          {trialHeadTexts.retry().text}
        </ConfirmButton>
      );
    default:
      return null;
  }
}
