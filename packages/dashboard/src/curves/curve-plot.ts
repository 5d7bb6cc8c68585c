/**
 * A chart of curves on a canvas, apart from React: axes, zoom and pointer by uPlot, lines by `paint.ts`. It is drawn anew as
 * the page has time for it, however much arrives.
 */
import uPlot from 'uplot';
import type { CurveLine } from './curve-line.ts';
import { growingLine, type GrowingLine, type LiveTail } from './growing-line.ts';
import { paintHighlight, paintScene, type DrawnOf } from './paint.ts';
import { dataOf, dragged, optionsOf, type PlotSize } from './plot-options.ts';
import { pointedAt, type PointedAt } from './pointed-at.ts';
import type { PlotArea } from './projection.ts';
import { redrawPace } from './redraw-pace.ts';
import type { Scene } from './scene.ts';

export interface PlotEvents {
  readonly onPoint: (at: PointedAt | null) => void;
  /** A click on a curve; called again for the same trial, it is taken back. */
  readonly onPick: (trial: number) => void;
  /** A stretch of the axis was chosen by dragging. */
  readonly onZoom: (low: number, high: number) => void;
  readonly onWhole: () => void;
  readonly numberText: (value: number) => string;
  /** What arrived for a trial since it was read. */
  readonly live: (trial: number, metric: string) => LiveTail | undefined;
}

export interface CurvePlot {
  readonly show: (scene: Scene, size: PlotSize) => void;
  /** Draws anew when the page has time for it: points have arrived. */
  readonly renew: () => void;
  /** Brings the curves of one trial to the top; null: none. */
  readonly highlight: (trial: number | null) => void;
  readonly destroy: () => void;
}

/** Of all charts of the page together. */
const redraws = redrawPace({
  now: () => performance.now(),
  frame: (call) => void requestAnimationFrame(call),
  after: (milliseconds, call) => void setTimeout(call, milliseconds),
});

export function curvePlot(host: HTMLElement, events: PlotEvents): CurvePlot {
  let scene: Scene | null = null;
  let size: PlotSize = { width: 0, height: 0 };
  let plot: uPlot | null = null;
  let builtFor = '';
  let highlighted: number | null = null;
  let pointed: PointedAt | null = null;
  const above = document.createElement('canvas');
  above.style.cssText = 'position:absolute;inset:0;width:100%;height:100%;pointer-events:none';

  const growing = new WeakMap<CurveLine, GrowingLine>();
  const drawnOf: DrawnOf = ({ line, running }) => {
    const known = growing.get(line) ?? growingLine(line);
    growing.set(line, known);
    const live = running && scene?.bySteps === true ? events.live(line.trial, line.metric) : undefined;
    return known(live, scene?.smoothing ?? 'off', scene?.smoothingWidth ?? 0);
  };
  const redraw = (): void => plot?.redraw(false, false);

  const drawAbove = (): void => {
    const context = above.getContext('2d');
    if (context === null || plot === null || scene === null) return;
    const { width, height } = above;
    context.clearRect(0, 0, width, height);
    if (highlighted === null) return;
    const lines = scene.lines.filter(({ line }) => line.trial === highlighted);
    paintHighlight({ context, area: { left: 0, top: 0, width, height }, ratio: uPlot.pxRatio }, scene, lines, drawnOf);
  };

  const sizeAbove = (u: uPlot): void => {
    above.width = u.bbox.width;
    above.height = u.bbox.height;
    drawAbove();
  };

  const point = (u: uPlot): void => {
    const { left = -10, top = -10 } = u.cursor;
    const next = left < 0 || scene === null ? null : pointedAt(scene, drawnOf, { left, top }, areaOf(u));
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
            paintScene({ context: u.ctx, area: { left, top, width, height }, ratio: uPlot.pxRatio }, scene, drawnOf);
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
    renew: () => redraws.ask(redraw),
    highlight: (trial) => {
      if (trial === highlighted) return;
      highlighted = trial;
      drawAbove();
    },
    destroy: () => {
      redraws.forget(redraw);
      plot?.destroy();
      plot = null;
    },
  };
}

function areaOf(u: uPlot): PlotArea {
  const ratio = uPlot.pxRatio;
  return { left: 0, top: 0, width: u.bbox.width / ratio, height: u.bbox.height / ratio };
}
