/** A strip below the bar while the server does not answer: it moves the page down, and covers nothing. */
import { Text } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { defineTexts } from '@attune/core/texts';
import { clock } from '../parts/durations.ts';
import { Sentence } from '../parts/sentence.tsx';
import { useNow } from '../parts/use-now.ts';
import classes from './offline-banner.module.css';

export const offlineTexts = defineTexts('dashboard-offline', {
  title: 'The server does not answer: what you see is as of {time}.',
  advice:
    'Trials that run go on without it. If it was stopped, start it again with `attune serve` in the project’s folder; this page returns by itself.',
});

/** Pixels: two lines of text. */
export const offlineHeight = 48;

export interface OfflineBannerProps {
  /** Milliseconds: until when what is shown is known. */
  readonly since: number;
}

export function OfflineBanner({ since }: OfflineBannerProps) {
  const now = useNow(60_000);
  return (
    <div className={classes['strip']} style={{ height: offlineHeight }} role="alert">
      <IconPlugConnectedX size={18} aria-hidden className={classes['mark']} />
      <Text component="div" size="sm" lh={1.35}>
        <strong>{offlineTexts.title({ time: clock(since, now) }).text}</strong>{' '}
        <span className={classes['advice']}>
          <Sentence text={offlineTexts.advice().text} />
        </span>
      </Text>
    </div>
  );
}
