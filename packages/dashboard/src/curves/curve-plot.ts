/**
 * A chart of curves on a canvas, apart from React: axes, zoom and pointer by uPlot, lines by `paint.ts`. It draws at most
 * once in a frame however much arrives.
 */
import uPlot from 'uplot';
import { logTicks, evenTicks } from './axis-ticks.ts';
import type { CurvePart } from './curve-line.ts';
import { paletteOf } from './line-style.ts';
import { nearestLine } from './nearest-line.ts';
import { paintHighlight, paintScene } from './paint.ts';
import { projection, type PlotArea } from './projection.ts';
import { smoothPart, type AxisOf, type Scene, type SceneLine } from './scene.ts';
import { withLive } from './with-live.ts';

export interface PlotSize {
  readonly width: number;
  readonly height: number;
}

/** What the pointer is at. */
export interface PointedAt {
  readonly line: SceneLine;
  readonly x: number;
  readonly value: number;
  /** Pixels from the plot's upper left corner. */
  readonly left: number;
  readonly top: number;
}

export interface PlotEvents {
  readonly onPoint: (at: PointedAt | null) => void;
  /** A click on a curve; called again for the same trial, it is taken back. */
  readonly onPick: (trial: number) => void;
  /** A stretch of the axis was chosen by dragging. */
  readonly onZoom: (low: number, high: number) => void;
  readonly onWhole: () => void;
  readonly numberText: (value: number) => string;
  /** What arrived for a trial since it was read. */
  readonly live: (trial: number, metric: string) => { steps: Float64Array; values: Float64Array } | undefined;
}

export interface CurvePlot {
  readonly show: (scene: Scene, size: PlotSize) => void;
  /** Draws anew in the next frame: points have arrived. */
  readonly renew: () => void;
  /** Brings the curves of one trial to the top; null: none. */
  readonly highlight: (trial: number | null) => void;
  readonly destroy: () => void;
}

/** Pixels from a line within which the pointer is at it. */
const near = 24;
/** Pixels dragged before it is a choice. */
const dragged = 8;
const sides = { left: 72, bottom: 44, top: 10, right: 24 } as const;

export function curvePlot(host: HTMLElement, events: PlotEvents): CurvePlot {
  let scene: Scene | null = null;
  let size: PlotSize = { width: 0, height: 0 };
  let plot: uPlot | null = null;
  let builtFor = '';
  let frame = 0;
  let highlighted: number | null = null;
  let pointed: PointedAt | null = null;
  const above = document.createElement('canvas');
  above.style.cssText = 'position:absolute;inset:0;width:100%;height:100%;pointer-events:none';

  const partOf = ({ line, running }: SceneLine): CurvePart =>
    running && scene?.bySteps === true ? withLive(line, events.live(line.trial, line.metric)) : line;

  const drawAbove = (): void => {
    const context = above.getContext('2d');
    if (context === null || plot === null || scene === null) return;
    const { width, height } = above;
    context.clearRect(0, 0, width, height);
    if (highlighted === null) return;
    const lines = scene.lines.filter(({ line }) => line.trial === highlighted);
    paintHighlight({ context, area: { left: 0, top: 0, width, height }, ratio: uPlot.pxRatio }, scene, lines, partOf);
  };

  const sizeAbove = (u: uPlot): void => {
    above.width = u.bbox.width;
    above.height = u.bbox.height;
    drawAbove();
  };

  const point = (u: uPlot): void => {
    const { left = -10, top = -10 } = u.cursor;
    const next = left < 0 || scene === null ? null : pointedAt(scene, partOf, { left, top }, areaOf(u));
    if (next === pointed) return;
    pointed = next;
    events.onPoint(next);
  };

  const build = (shown: Scene): void => {
    plot?.destroy();
    host.replaceChildren();
    const ready = (u: uPlot): void => {
      u.over.append(above);
      let picked: number | null = null;
      u.over.addEventListener('click', ({ detail }) => {
        // A click that ends a drag picks nothing, nor does the second of two.
        if (detail > 1) return;
        picked = u.select.width < dragged && pointed !== null ? pointed.line.line.trial : null;
        if (picked !== null) events.onPick(picked);
      });
      u.over.addEventListener('dblclick', () => {
        // Its first click picked what was not meant.
        if (picked !== null) events.onPick(picked);
        picked = null;
        events.onWhole();
      });
    };
    const chosen = (u: uPlot): void => {
      const { left, width } = u.select;
      if (width < dragged) return;
      const [low, high] = [u.posToVal(left, 'x'), u.posToVal(left + width, 'x')];
      // uPlot leaves the marked stretch standing.
      u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
      events.onZoom(low, high);
    };
    plot = new uPlot(
      optionsOf(shown, () => scene ?? shown, size, events.numberText, {
        ready: [ready],
        setSize: [sizeAbove],
        setCursor: [point],
        setSelect: [chosen],
        draw: [
          (u) => {
            if (scene === null) return;
            const { left, top, width, height } = u.bbox;
            paintScene({ context: u.ctx, area: { left, top, width, height }, ratio: uPlot.pxRatio }, scene, partOf);
            if (above.width !== width || above.height !== height) sizeAbove(u);
            else drawAbove();
          },
        ],
      }),
      dataOf(shown),
      host,
    );
  };

  return {
    show: (next, nextSize) => {
      const resized = nextSize.width !== size.width || nextSize.height !== size.height;
      scene = next;
      size = nextSize;
      const kind = JSON.stringify([next.x.log, next.y.log, next.x.label, next.y.label, next.scheme]);
      if (plot === null || kind !== builtFor) {
        builtFor = kind;
        build(next);
        return;
      }
      if (resized) plot.setSize(nextSize);
      // With the scales, which the scene's limits decide.
      plot.setData(dataOf(next));
    },
    renew: () => {
      if (frame !== 0) return;
      frame = requestAnimationFrame(() => {
        frame = 0;
        plot?.redraw(false, false);
      });
    },
    highlight: (trial) => {
      if (trial === highlighted) return;
      highlighted = trial;
      drawAbove();
    },
    destroy: () => {
      cancelAnimationFrame(frame);
      plot?.destroy();
      plot = null;
    },
  };
}

/** uPlot draws no line itself: its data are the corners of the axes. */
function dataOf({ x, y }: Scene): uPlot.AlignedData {
  return [
    [x.low, x.high],
    [y.low, y.high],
  ];
}

function optionsOf(
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

function areaOf(u: uPlot): PlotArea {
  const ratio = uPlot.pxRatio;
  return { left: 0, top: 0, width: u.bbox.width / ratio, height: u.bbox.height / ratio };
}

const nowhere: CurvePart = { x: new Float64Array(0), y: new Float64Array(0) };

function pointedAt(
  scene: Scene,
  partOf: (line: SceneLine) => CurvePart,
  { left, top }: { readonly left: number; readonly top: number },
  area: PlotArea,
): PointedAt | null {
  const to = projection(area, scene.x, scene.y);
  const raw = scene.lines.map(partOf);
  const shown = raw.map((part) => smoothPart(part, scene));
  const at = { x: left, y: top };
  // Those in front come first where they are at hand: they lie on top.
  const inFront = shown.map((part, index) => (scene.lines[index]?.role === 'behind' ? nowhere : part));
  const found = nearestLine(inFront, to, at, near / 3) ?? nearestLine(shown, to, at, near);
  const line = found === null ? undefined : scene.lines[found.line];
  const part = found === null ? undefined : raw[found.line];
  if (found === null || line === undefined || part === undefined) return null;
  return { line, x: part.x[found.point] ?? Number.NaN, value: part.y[found.point] ?? Number.NaN, left, top };
}
