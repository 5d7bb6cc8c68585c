/** A trial that runs: how far it is, its latest value, how long it still takes; stopped on request. */
import { Anchor, Group, Paper, Progress, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { defineTexts } from '@attune/core/texts';
import type { Api } from '@attune/client';
import type { LiveSeries } from '../../api/live-points.ts';
import { useAction } from '../../api/use-action.ts';
import { Allowed } from '../../parts/allowed.tsx';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { duration } from '../../parts/durations.ts';
import { numberText } from '../../parts/number-text.ts';
import { Sparkline } from '../../parts/sparkline.tsx';
import { stopTexts } from '../../parts/stop-texts.ts';
import { useKnownNow } from '../../parts/use-now.ts';
import { joinCurve, type Curve } from './join-curve.ts';
import classes from './running-trial.module.css';
import { secondsLeft } from './time-left.ts';

export const runningTrialTexts = defineTexts('dashboard-running-trial', {
  trial: 'Trial {trial}',
  baseline: 'baseline',
  attempt: 'attempt {attempt}',
  step: '{unit} {step} of {until}',
  before: 'no report yet',
  left: '{time} left',
  running: 'for {time}',
});

export interface RunningTrialProps {
  readonly running: Api['GET /status']['result']['running'][number];
  readonly study: string;
  readonly baseline: boolean;
  readonly metric: string;
  readonly stepUnit: string;
  readonly curve: Curve | undefined;
  readonly live: LiveSeries | undefined;
}

export function RunningTrial({ running, study, baseline, metric, stepUnit, curve, live }: RunningTrialProps) {
  const now = useKnownNow(1_000);
  const { trial, attempt, untilStep, startedAt, stopping } = running;
  const drawn = joinCurve(curve, live?.attempt === attempt ? live : undefined);
  const lastStep = drawn.steps[drawn.steps.length - 1];
  const step = lastStep === undefined ? running.step : Math.max(lastStep, running.step ?? 0);
  const value = drawn.values[drawn.values.length - 1] ?? running.value;
  const left = secondsLeft({ startedAt, step, untilStep, attempt }, now);
  const elapsed = duration((now - Date.parse(startedAt)) / 1000);
  const also = [
    ...(attempt > 1 ? [runningTrialTexts.attempt({ attempt }).text] : []),
    ...(stopping ? [stopTexts.stopping().text] : []),
  ];
  const title = runningTrialTexts.trial({ trial }).text;
  const retry = useAction('POST /trials/{trial}/retry', {
    done: () => ({ about: `trial ${trial}`, message: stopTexts.again({ trial }).text }),
  });
  const stop = useAction('POST /trials/stop', {
    done: ({ trials: [stopped] }) =>
      stopped === undefined || stopped.follows === null
        ? stopTexts.ended({ trial }).text
        : {
            message: stopTexts.stopped({ trial, follows: stopped.follows }).text,
            undo: () => retry.mutate({ trial }),
            about: `trial ${trial}`,
          },
    stale: ['GET /status', 'GET /trials'],
  });
  return (
    <Paper withBorder p="sm" component="article" aria-label={title} className={classes['trial']}>
      <div className={classes['name']}>
        <Anchor
          fw={600}
          renderRoot={(props) => <Link {...props} to="/trials/$trial" params={{ trial: String(trial) }} />}
        >
          {title}
        </Anchor>
        <Text size="xs" c="dimmed" truncate title={study}>
          {baseline ? runningTrialTexts.baseline().text : study}
        </Text>
        {also.length > 0 && (
          <Text size="xs" c="dimmed">
            {also.join(' · ')}
          </Text>
        )}
      </div>
      <div className={classes['progress']}>
        <Progress
          value={(100 * (step ?? 0)) / untilStep}
          size="sm"
          transitionDuration={250}
          aria-label={runningTrialTexts.step({ unit: stepUnit, step: step ?? 0, until: untilStep }).text}
        />
        <Group justify="space-between" gap={4} mt={4} wrap="nowrap">
          <Text size="xs" c="dimmed" className="tabular">
            {step === null
              ? runningTrialTexts.before().text
              : runningTrialTexts.step({ unit: stepUnit, step, until: untilStep }).text}
          </Text>
          <Text size="xs" c="dimmed" className="tabular">
            {left === null || stopping
              ? runningTrialTexts.running({ time: elapsed }).text
              : runningTrialTexts.left({ time: duration(left) }).text}
          </Text>
        </Group>
      </div>
      <div className={classes['curve']}>
        <Sparkline steps={drawn.steps} values={drawn.values} />
      </div>
      <div className={classes['value']}>
        <Text size="sm" fw={600} className="tabular">
          {value === null ? '–' : numberText(value)}
        </Text>
        <Text size="xs" c="dimmed" truncate>
          {metric}
        </Text>
      </div>
      <Allowed scope="admin">
        <ConfirmButton
          className={classes['stop']}
          size="compact-sm"
          variant="default"
          loading={stop.isPending}
          disabled={stopping}
          question={stopTexts.question({ trial }).text}
          consequence={stopTexts.consequence().text}
          yes={stopTexts.stop().text}
          onConfirm={() => stop.mutate({ trials: [trial] })}
        >
          {stopTexts.stop().text}
        </ConfirmButton>
      </Allowed>
    </Paper>
  );
}
