/**
 * A figure's part in linked selection: draws what is chosen, and lets a person choose by pointer. A click chooses the
 * trial under it (with shift: one more, or one less), a drag all within a rectangle, a click beside lets go. By keys the
 * rectangle is moved and resized (`key-brush.ts`).
 */
import { dragging } from '../selection/dragging.ts';
import type { Selection } from '../selection/selection.ts';
import { pointedTrial } from '../selection/pointed-trial.ts';
import { drawChosen } from './draw-chosen.ts';
import { marksDrawer } from './draw-marks.ts';
import type { Drawing } from './drawing.ts';
import { spotAt, spotsWithin, type Rectangle } from './find-spots.ts';
import { brushByKey } from './key-brush.ts';

/** How near a pointer must be, and from how far on a press is a drag, in CSS pixels. */
const reach = 9;
const dragFrom = 4;

interface Press {
  readonly x: number;
  readonly y: number;
  /** What was chosen before, where shift keeps it. */
  readonly kept: readonly number[];
  dragged: boolean;
}

/** `overlay` lies exactly over the drawing; what it lies in takes the keys. Returns what ends it. */
export function followSelection(
  overlay: HTMLCanvasElement,
  { width, height, spots }: Drawing,
  selection: Selection,
  theme: 'light' | 'dark',
): () => void {
  const context = overlay.getContext('2d');
  const ended = new AbortController();
  if (context === null) return () => undefined;
  const drawMarks = marksDrawer();
  let brush: Rectangle | null = null;
  let press: Press | null = null;
  let frame = 0;
  let seen = false;

  const draw = () => {
    frame = 0;
    const scale = overlay.clientWidth / width;
    const density = scale * window.devicePixelRatio;
    const [wide, high] = [Math.round(width * density), Math.round(height * density)];
    if (overlay.width !== wide || overlay.height !== high) {
      overlay.width = wide;
      overlay.height = high;
    }
    context.setTransform(density, 0, 0, density, 0, 0);
    const chosen = { trials: selection.get(), pointed: pointedTrial.get(), brush };
    drawChosen(context, { width, height }, spots, chosen, { theme, drawMarks });
  };
  const drawSoon = () => {
    if (seen && frame === 0) frame = requestAnimationFrame(draw);
  };
  /** In the figure's own pixels. */
  const place = (event: PointerEvent) => {
    const box = overlay.getBoundingClientRect();
    const scale = width / box.width;
    return { x: (event.clientX - box.left) * scale, y: (event.clientY - box.top) * scale };
  };

  const onDown = (event: PointerEvent) => {
    if (event.button !== 0 || event.pointerType === 'touch') return;
    press = { ...place(event), kept: event.shiftKey ? [...selection.get()] : [], dragged: false };
    overlay.setPointerCapture(event.pointerId);
  };
  const onMove = (event: PointerEvent) => {
    const { x, y } = place(event);
    if (press === null) {
      const trial = spotAt(spots, x, y, reach);
      pointedTrial.set(trial);
      overlay.style.cursor = trial === null ? 'crosshair' : 'pointer';
      return;
    }
    if (!press.dragged && Math.hypot(x - press.x, y - press.y) < dragFrom) return;
    press.dragged = true;
    dragging.set(true);
    brush = {
      x: [Math.min(x, press.x), Math.max(x, press.x)],
      y: [Math.min(y, press.y), Math.max(y, press.y)],
    };
    selection.set([...press.kept, ...spotsWithin(spots, brush)]);
    drawSoon();
  };
  const onUp = (event: PointerEvent) => {
    if (press === null) return;
    if (!press.dragged) {
      const trial = spotAt(spots, press.x, press.y, reach);
      if (trial === null) selection.set(press.kept);
      else if (event.shiftKey) selection.toggle([trial]);
      else selection.set([trial]);
    }
    press = null;
    brush = null;
    dragging.set(false);
    drawSoon();
  };
  /** Fingers scroll; a tap chooses. */
  const onClick = (event: MouseEvent) => {
    if (!(event instanceof PointerEvent) || event.pointerType !== 'touch') return;
    const { x, y } = place(event);
    const trial = spotAt(spots, x, y, 2 * reach);
    if (trial === null) selection.set([]);
    else selection.toggle([trial]);
  };
  const letGo = () => {
    if (press !== null || brush === null) return;
    brush = null;
    drawSoon();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') letGo();
    const next = brushByKey(brush, event, spots.areas);
    if (next === null) return;
    event.preventDefault();
    brush = next;
    selection.set(spotsWithin(spots, brush));
    drawSoon();
  };
  const options = { signal: ended.signal };
  overlay.parentElement?.addEventListener('keydown', onKey, options);
  overlay.parentElement?.addEventListener('blur', letGo, options);
  overlay.addEventListener('pointerdown', onDown, options);
  overlay.addEventListener('pointermove', onMove, options);
  overlay.addEventListener('pointerup', onUp, options);
  overlay.addEventListener('pointercancel', onUp, options);
  overlay.addEventListener('pointerleave', () => pointedTrial.set(null), options);
  overlay.addEventListener('click', onClick, options);
  const ends = [selection.subscribe(drawSoon), pointedTrial.subscribe(drawSoon)];
  const resized = new ResizeObserver(drawSoon);
  resized.observe(overlay);
  // What is out of sight is drawn when it comes back.
  const watched = new IntersectionObserver((entries) => {
    seen = entries.at(-1)?.isIntersecting === true;
    drawSoon();
  });
  watched.observe(overlay);
  return () => {
    ended.abort();
    if (press?.dragged === true) dragging.set(false);
    resized.disconnect();
    watched.disconnect();
    cancelAnimationFrame(frame);
    for (const end of ends) end();
  };
}
