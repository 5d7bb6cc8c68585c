/** The figures that no finding shows, in groups; each is drawn when it comes near. */
import { Stack, Title } from '@mantine/core';
import type { Analysis } from './figure-read.ts';
import { figureGroups, isWide } from './figure-groups.ts';
import { RoundFigure } from './round-figure.tsx';
import classes from './round-page.module.css';

export interface FiguresSectionProps {
  readonly ids: readonly string[];
  readonly analysis: Analysis;
  /** Those that stand beside a finding. */
  readonly shown: ReadonlySet<string>;
}

export function FiguresSection({ ids, analysis, shown }: FiguresSectionProps) {
  return figureGroups(ids, shown).map(({ title, ids: own }) => (
    <Stack key={title.key} component="section" gap="sm" aria-label={title.text}>
      <Title order={2} size="h4">
        {title.text}
      </Title>
      <div className={classes['gallery']}>
        {own.map((id) => (
          <div key={id} data-wide={isWide(id) || undefined}>
            <RoundFigure id={id} analysis={analysis} anchored={!shown.has(id)} alone={isWide(id)} />
          </div>
        ))}
      </div>
    </Stack>
  ));
}
