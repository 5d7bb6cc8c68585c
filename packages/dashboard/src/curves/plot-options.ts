/** How uPlot is set up: axes, zoom and pointer by it, lines by `paint.ts`. */
import uPlot from 'uplot';
import { evenTicks, logTicks } from './axis-ticks.ts';
import { paletteOf } from './line-style.ts';
import type { AxisOf, Scene } from './scene.ts';

export interface PlotSize {
  readonly width: number;
  readonly height: number;
}

/** Pixels dragged before it is a choice. */
export const dragged = 8;
const sides = { left: 72, bottom: 44, top: 10, right: 24 } as const;

/** uPlot draws no line itself: its data are the corners of the axes. */
export function dataOf({ x, y }: Scene): uPlot.AlignedData {
  return [
    [x.low, x.high],
    [y.low, y.high],
  ];
}

export function optionsOf(
  { x, y, scheme }: Scene,
  latest: () => Scene,
  { width, height }: PlotSize,
  numberText: (value: number) => string,
  hooks: uPlot.Hooks.Arrays,
): uPlot.Options {
  const palette = paletteOf(scheme);
  const axis = (of: AxisOf, across: boolean): uPlot.Axis => ({
    label: of.label,
    labelSize: 18,
    labelGap: 0,
    labelFont: '12px system-ui, sans-serif',
    font: '11px system-ui, sans-serif',
    stroke: palette.axis,
    size: across ? sides.bottom - 18 : sides.left - 18,
    gap: 4,
    grid: { stroke: palette.grid, width: 1, show: !across },
    ticks: { stroke: palette.grid, width: 1, size: 4, show: across },
    // Logarithmic labels would be filtered to powers of ten.
    filter: (_, splits) => splits,
    splits: (u, _, low, high) => {
      const pixels = across ? u.bbox.width / uPlot.pxRatio / 90 : u.bbox.height / uPlot.pxRatio / 44;
      return [...(of.log ? logTicks(low, high, pixels) : evenTicks(low, high, pixels))];
    },
    values: (_, splits) => splits.map((split) => numberText(split)),
  });
  return {
    width,
    height,
    padding: [sides.top, sides.right, 0, 0],
    pxAlign: false,
    legend: { show: false },
    cursor: {
      drag: { x: true, y: false, setScale: false, dist: dragged },
      points: { show: false },
      y: false,
      bind: { dblclick: () => null },
    },
    scales: {
      x: scaleOf(x, () => [latest().x.low, latest().x.high]),
      y: scaleOf(y, () => [latest().y.low, latest().y.high]),
    },
    axes: [axis(x, true), axis(y, false)],
    series: [{}, { paths: () => null, points: { show: false } }],
    hooks,
  };
}

/** uPlot numbers its kinds of scales: 3 is logarithmic, linear the default. */
function scaleOf({ log }: AxisOf, range: () => uPlot.Range.MinMax): uPlot.Scale {
  const scale = { time: false, range };
  return log ? uPlot.assign({}, scale, { distr: 3 }) : scale;
}
