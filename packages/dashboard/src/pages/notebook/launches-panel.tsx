/** How the baseline's objective went from one launch to the next. */
import { Box, Text, Title } from '@mantine/core';
import { useMemo } from 'react';
import { launchHistory } from '@attune/core/figures';
import type { Objective } from '@attune/core/study';
import { defineTexts } from '@attune/core/texts';
import { FigureView } from '../../figures/figure-view.tsx';
import { launchPoints } from './launch-words.ts';
import type { Entry } from './timeline.ts';

export const launchesPanelTexts = defineTexts('dashboard-launches-panel', { title: 'Launches' });

export interface LaunchesPanelProps {
  readonly entries: readonly Entry[];
  readonly objective: Objective;
}

export function LaunchesPanel({ entries, objective }: LaunchesPanelProps) {
  const points = useMemo(() => launchPoints(entries), [entries]);
  const figure = useMemo(() => launchHistory(points, objective), [points, objective]);
  if (figure === null) return null;
  return (
    <Box component="section" aria-label={launchesPanelTexts.title().text}>
      <Title order={2} size="h4" mb="xs">
        {launchesPanelTexts.title().text}
      </Title>
      {points.length === 1 ? (
        <Text size="sm">{figure.claim.slice(0, 1).toUpperCase() + figure.claim.slice(1)}</Text>
      ) : (
        <FigureView id={figure.id} title={figure.title} claim={figure.claim} spec={figure.spec} />
      )}
    </Box>
  );
}
