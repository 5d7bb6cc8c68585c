/** A chart of curves in the page: keeps its size, follows points that arrive, says in words what the pointer is at. */
import { useElementSize } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import 'uplot/dist/uPlot.min.css';
import { defineTexts } from '@attune/core/texts';
import { points } from '../api/live.ts';
import type { Signal } from '../api/signal.ts';
import { numberText } from '../parts/number-text.ts';
import classes from './curve-chart.module.css';
import { curvePlot, type CurvePlot, type PlotEvents } from './curve-plot.ts';
import { inSight } from './in-sight.ts';
import type { PointedAt } from './pointed-at.ts';
import type { Scene } from './scene.ts';

export const curveChartTexts = defineTexts('dashboard-curve-chart', {
  chart: 'Curves of {metric} by {x}: {trials} {trials|trial|trials}',
  at: 'trial {trial} · {metric} {value} · {unit} {x}',
});

export interface CurveChartProps {
  readonly scene: Scene;
  readonly height: number;
  /** The trial that a pointer or the legend is at, on every chart of the page. */
  readonly pointed: Signal<number | null>;
  readonly onPick?: (trial: number) => void;
  readonly onZoom?: (low: number, high: number) => void;
  readonly onWhole?: () => void;
}

export function CurveChart({ scene, height, pointed, onPick, onZoom, onWhole }: CurveChartProps) {
  const { ref, width } = useElementSize<HTMLDivElement>();
  const host = useRef<HTMLDivElement>(null);
  const label = useRef<HTMLDivElement>(null);
  const [plot, setPlot] = useState<CurvePlot | null>(null);
  const latest = useRef({ scene, onPick, onZoom, onWhole });
  useEffect(() => {
    latest.current = { scene, onPick, onZoom, onWhole };
  });

  useEffect(() => {
    if (host.current === null) return;
    const events: PlotEvents = {
      onPoint: (at) => {
        pointed.set(at?.line.line.trial ?? null);
        tell(label.current, at, latest.current.scene.x.label);
      },
      onPick: (trial) => latest.current.onPick?.(trial),
      onZoom: (low, high) => latest.current.onZoom?.(low, high),
      onWhole: () => latest.current.onWhole?.(),
      numberText,
      live: (trial, metric) => points.series(trial, metric),
    };
    const made = curvePlot(host.current, events);
    setPlot(made);
    return () => {
      made.destroy();
      setPlot(null);
    };
  }, [pointed]);

  useEffect(() => {
    if (plot !== null && width > 0) plot.show(scene, { width, height });
  }, [plot, scene, width, height]);

  useEffect(() => {
    if (plot === null) return;
    const follow = (): void => plot.highlight(pointed.get());
    return pointed.subscribe(follow);
  }, [plot, pointed]);

  const running = [...new Set(scene.lines.filter((line) => line.running).map(({ line }) => line.trial))].join(',');
  useEffect(() => {
    if (plot === null || running === '' || host.current === null) return;
    const sight = inSight(plot.renew);
    const observer = new IntersectionObserver((entries) => sight.see(entries.at(-1)?.isIntersecting === true));
    observer.observe(host.current);
    const silence = points.subscribe(running.split(',').map(Number), sight.ask);
    return () => {
      observer.disconnect();
      silence();
    };
  }, [plot, running]);

  const trials = new Set(scene.lines.map(({ line }) => line.trial)).size;
  const about = curveChartTexts.chart({ metric: scene.y.label, x: scene.x.label, trials }).text;
  return (
    <div ref={ref} className={classes['chart']} style={{ height }} onPointerLeave={() => pointed.set(null)}>
      <div ref={host} className={classes['plot']} role="img" aria-label={about} />
      <div ref={label} className={classes['label']} hidden />
    </div>
  );
}

/** Beside the pointer, on the side where there is room. Written by hand: it changes with every move of the pointer. */
function tell(label: HTMLElement | null, at: PointedAt | null, unit: string): void {
  if (label === null) return;
  label.hidden = at === null;
  if (at === null) return;
  const { line, metric } = { line: at.line.line, metric: at.line.line.metric };
  label.textContent = curveChartTexts.at({
    trial: line.trial,
    metric,
    value: numberText(at.value),
    unit,
    x: numberText(at.x),
  }).text;
  const room = label.parentElement?.clientWidth ?? 0;
  const left = at.left + 84 + label.offsetWidth > room ? at.left + 60 - label.offsetWidth : at.left + 84;
  label.style.transform = `translate(${Math.max(0, left)}px, ${Math.max(0, at.top - 12)}px)`;
}
