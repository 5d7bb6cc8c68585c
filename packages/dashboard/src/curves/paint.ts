/** Draws a scene on a canvas. Behind come the many in grey, then the baseline, on top the few; marks over all. */
import { edgeMarks } from './edge-marks.ts';
import type { CurvePart } from './curve-line.ts';
import { lineStyle, paletteOf, type LineStyle } from './line-style.ts';
import { pixelPath, type Projection } from './pixel-path.ts';
import { projection, type PlotArea } from './projection.ts';
import type { DrawnLine } from './growing-line.ts';
import type { Scene, SceneLine } from './scene.ts';
import { lastFinite, valueAt } from './value-at.ts';
import { visiblePart } from './visible-part.ts';

export interface Canvas {
  readonly context: CanvasRenderingContext2D;
  readonly area: PlotArea;
  /** Canvas pixels of one of the page's. */
  readonly ratio: number;
}

/** A line's curve as it stands now, with what has arrived since it was read. */
export type DrawnOf = (line: SceneLine) => DrawnLine;

export function paintScene({ context, area, ratio }: Canvas, scene: Scene, drawnOf: DrawnOf): void {
  const to = projection(area, scene.x, scene.y);
  context.save();
  context.beginPath();
  context.rect(area.left, area.top, area.width, area.height);
  context.clip();
  context.lineJoin = 'round';
  const drawn = scene.lines.map((line) => ({ line, curve: drawnOf(line) }));
  for (const { line, curve } of drawn) paintLine(context, line, curve, scene, to, ratio);
  context.restore();
  context.save();
  for (const { line, curve } of drawn) paintMarks(context, line, curve.raw, scene, to, ratio);
  if (scene.bySteps) {
    for (const { line, curve } of drawn) paintDiagnoses(context, line, curve.raw, scene, to, ratio, area);
  }
  context.restore();
}

/** One line over all others, for what the pointer is at. */
export function paintHighlight(
  { context, area, ratio }: Canvas,
  scene: Scene,
  lines: readonly SceneLine[],
  drawnOf: DrawnOf,
): void {
  const to = projection(area, scene.x, scene.y);
  const { background, ink } = paletteOf(scene.scheme);
  context.lineJoin = 'round';
  for (const line of lines) {
    const style = lineStyle(line.role, line.place, line.counterpart, scene.scheme);
    const colour = line.role === 'behind' ? ink : style.colour;
    const part = visiblePart(drawnOf(line).shown, scene.x);
    stroke(context, part, to, { ...style, colour: background, dash: [], width: style.width + 4, alpha: 0.9 }, ratio);
    stroke(context, part, to, { ...style, colour, width: style.width + 1, alpha: 1 }, ratio);
  }
}

/** Raw values stay visible, and pale, behind their smoothed line. */
const pale = 0.3;
/** Pixels from one point to the next, from which on points are drawn as such. */
const roomy = 7;

function paintLine(
  context: CanvasRenderingContext2D,
  sceneLine: SceneLine,
  curve: DrawnLine,
  scene: Scene,
  to: Projection,
  ratio: number,
): void {
  const { line, role, place, counterpart } = sceneLine;
  const style = lineStyle(role, place, counterpart, scene.scheme);
  for (const older of line.superseded) {
    stroke(context, visiblePart(older, scene.x), to, { ...style, dash: [1, 5], alpha: style.alpha * 0.6 }, ratio);
  }
  const raw = visiblePart(curve.raw, scene.x);
  const smoothed = curve.shown !== curve.raw;
  const shown = smoothed ? visiblePart(curve.shown, scene.x) : raw;
  if (smoothed) stroke(context, raw, to, { ...style, width: 1, dash: [], alpha: style.alpha * pale }, ratio);
  if (role !== 'behind') paintPoints(context, raw, to, style, ratio, smoothed);
  stroke(context, shown, to, style, ratio);
}

function stroke(
  context: CanvasRenderingContext2D,
  part: CurvePart,
  to: Projection,
  { colour, dash, width, alpha }: LineStyle,
  ratio: number,
): void {
  context.beginPath();
  pixelPath(part, to, context);
  context.strokeStyle = colour;
  context.globalAlpha = alpha;
  context.lineWidth = width * ratio;
  context.setLineDash(dash.map((one) => one * ratio));
  context.stroke();
}

function paintPoints(
  context: CanvasRenderingContext2D,
  part: CurvePart,
  to: Projection,
  { colour, alpha, width }: LineStyle,
  ratio: number,
  faint: boolean,
): void {
  const count = part.x.length;
  const across = to.x(part.x[count - 1] ?? 0) - to.x(part.x[0] ?? 0);
  if (count > 1 && across / (count - 1) < roomy * ratio) return;
  context.beginPath();
  const radius = (width / 2 + 0.6) * ratio;
  for (let index = 0; index < count; index++) {
    const [px, py] = [to.x(part.x[index] ?? 0), to.y(part.y[index] ?? Number.NaN)];
    if (!Number.isFinite(py)) continue;
    context.moveTo(px + radius, py);
    context.arc(px, py, radius, 0, 2 * Math.PI);
  }
  context.fillStyle = colour;
  context.globalAlpha = faint ? alpha * 0.5 : alpha;
  context.fill();
}

/** The best step, and what happens beyond the limits. */
function paintMarks(
  context: CanvasRenderingContext2D,
  { line, role, place, counterpart }: SceneLine,
  part: CurvePart,
  scene: Scene,
  to: Projection,
  ratio: number,
): void {
  const { infeasible, background } = paletteOf(scene.scheme);
  const { colour } = lineStyle(role, place, counterpart, scene.scheme);
  const { x, y } = scene;
  context.setLineDash([]);
  context.globalAlpha = role === 'behind' ? 0.75 : 1;
  context.lineWidth = 1.6 * ratio;
  for (const mark of edgeMarks(part, [y.low, y.high])) {
    if (mark.x < x.low || mark.x > x.high) continue;
    const [px, py] = [to.x(mark.x), to.y(mark.y)];
    if (mark.kind === 'lost') cross(context, px, py, 4 * ratio, infeasible);
    else arrow(context, px, py, (mark.kind === 'above' ? 1 : -1) * 5 * ratio, role === 'behind' ? infeasible : colour);
  }
  if (role !== 'front' || counterpart || !scene.bySteps || line.bestStep === null) return;
  const best = valueAt(part, line.bestStep);
  if (best === null || best < y.low || best > y.high || line.bestStep < x.low || line.bestStep > x.high) return;
  context.beginPath();
  context.arc(to.x(line.bestStep), to.y(best), 4.5 * ratio, 0, 2 * Math.PI);
  context.fillStyle = colour;
  context.fill();
  context.strokeStyle = background;
  context.lineWidth = 1.5 * ratio;
  context.stroke();
}

function cross(context: CanvasRenderingContext2D, x: number, y: number, reach: number, colour: string): void {
  context.beginPath();
  context.moveTo(x - reach, y - reach);
  context.lineTo(x + reach, y + reach);
  context.moveTo(x - reach, y + reach);
  context.lineTo(x + reach, y - reach);
  context.strokeStyle = colour;
  context.stroke();
}

/** A triangle within the plotting area whose tip is at the edge; a positive reach points up. */
function arrow(context: CanvasRenderingContext2D, x: number, y: number, reach: number, colour: string): void {
  const wide = Math.abs(reach) * 0.8;
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x - wide, y + 1.6 * reach);
  context.lineTo(x + wide, y + 1.6 * reach);
  context.closePath();
  context.fillStyle = colour;
  context.fill();
}

/** Diamonds with their names, each in a row of its own below the chart's top where several stand close. */
function paintDiagnoses(
  context: CanvasRenderingContext2D,
  { line, counterpart }: SceneLine,
  part: CurvePart,
  { marks, scheme, x, y }: Scene,
  to: Projection,
  ratio: number,
  area: PlotArea,
): void {
  const own = marks.filter(({ trial, metric }) => trial === line.trial && metric === line.metric);
  if (own.length === 0) return;
  const { infeasible, background } = paletteOf(scheme);
  context.font = `${11 * ratio}px system-ui, sans-serif`;
  context.setLineDash([]);
  for (const [row, { step, label }] of own.entries()) {
    const place = lastFinite(part, step);
    if (place === null || step < x.low || step > x.high) continue;
    const [px, py] = [to.x(step), to.y(Math.min(y.high, Math.max(y.low, place.y)))];
    const reach = 5 * ratio;
    context.globalAlpha = 1;
    context.beginPath();
    context.moveTo(px, py - reach);
    context.lineTo(px + reach, py);
    context.lineTo(px, py + reach);
    context.lineTo(px - reach, py);
    context.closePath();
    context.strokeStyle = infeasible;
    context.lineWidth = 1.8 * ratio;
    context.stroke();
    const left = px < area.left + area.width / 2;
    context.textAlign = left ? 'left' : 'right';
    context.textBaseline = 'middle';
    const [tx, ty] = [
      px + (left ? 9 : -9) * ratio,
      Math.max(area.top + 8 * ratio, py - (12 + 13 * row + (counterpart ? 6 : 0)) * ratio),
    ];
    context.lineWidth = 3.5 * ratio;
    context.strokeStyle = background;
    context.strokeText(label, tx, ty);
    context.fillStyle = infeasible;
    context.fillText(label, tx, ty);
  }
}
