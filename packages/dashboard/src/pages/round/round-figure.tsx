/** One of a round's figures, read from the server when it comes near, with the scales that the address names. */
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { AxisName, AxisScale } from '../../figures/figure-axes.ts';
import { FigureView } from '../../figures/figure-view.tsx';
import { useNear } from '../../figures/use-near.ts';
import { PageError } from '../../parts/page-error.tsx';
import { figureRead, type Analysis } from './figure-read.ts';
import { useChangeSearch, useRoundSearch } from './use-round-search.ts';

/** Most figures' height with their claim, in pixels. */
const usualHeight = 360;

export interface RoundFigureProps {
  readonly id: string;
  /** What stands beside it. */
  readonly analysis: Analysis;
  /** Whether links to the figure lead here. */
  readonly anchored?: boolean;
  /** Whether it has a row for itself. */
  readonly alone?: boolean;
}

export function RoundFigure({ id, analysis, anchored = true, alone = false }: RoundFigureProps) {
  const { place, near } = useNear<HTMLDivElement>();
  const query = useQuery({ ...figureRead(analysis, id), enabled: near });
  const log = useRoundSearch('log') ?? [];
  const linear = useRoundSearch('linear') ?? [];
  const change = useChangeSearch();
  const scaleOf = (axis: AxisName): AxisScale | undefined => {
    const name = `${id}.${axis}`;
    return log.includes(name) ? 'log' : linear.includes(name) ? 'linear' : undefined;
  };
  const onAxis = (axis: AxisName, scale: AxisScale | undefined) => {
    const name = `${id}.${axis}`;
    const next = (list: readonly string[], wanted: boolean) => {
      const rest = list.filter((one) => one !== name);
      const all = wanted ? [...rest, name] : rest;
      return all.length === 0 ? undefined : all;
    };
    change({ log: next(log, scale === 'log'), linear: next(linear, scale === 'linear') });
  };
  if (query.data !== undefined && query.data !== null) {
    const { title, claim, spec } = query.data;
    return (
      <FigureView
        id={id}
        title={title}
        claim={claim}
        spec={spec}
        axes={{ x: scaleOf('x'), y: scaleOf('y') }}
        onAxis={onAxis}
        anchored={anchored}
        fitted={alone}
      />
    );
  }
  if (query.error !== null) return <PageError error={query.error} retry={() => void query.refetch()} />;
  return (
    <div ref={place} {...(anchored ? { id: `figure-${id}` } : {})}>
      <Skeleton height={usualHeight} animate={near} aria-busy />
    </div>
  );
}
