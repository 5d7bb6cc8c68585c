/**
 * Where a drawn figure shows which trial, in its own pixels: what linked selection is found by and drawn on. Read from the
 * drawing library's scene once, so that nothing of it is asked while a person drags.
 */

/** Marks at a point, and lines through several, each of one trial. */
export interface Spots {
  readonly trial: Int32Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly lines: readonly Line[];
  /** The plots that hold them, without their axes. */
  readonly areas: readonly Area[];
}

export interface Line {
  readonly trial: number;
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** As the figure draws it; null where all lines of its trial have the same. */
  readonly colour: string | null;
  readonly width: number;
  readonly dash: readonly number[];
}

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What is read of the scene. */
interface Item {
  readonly marktype?: string;
  readonly items?: readonly Item[];
  readonly datum?: unknown;
  readonly x?: number;
  readonly y?: number;
  readonly width?: number;
  readonly height?: number;
  readonly stroke?: unknown;
  readonly strokeWidth?: number;
  readonly strokeDash?: unknown;
}

interface Point {
  readonly trial: number;
  readonly x: number;
  readonly y: number;
}

/** `scene`: its root; `left`, `top`: where its origin lies in the drawing. */
export function spotsOf(scene: object, left: number, top: number): Spots {
  const points: Point[] = [];
  const lines: Line[] = [];
  const areas = new Map<string, Area>();
  const visit = (mark: Item, dx: number, dy: number, area: Area | null): void => {
    const items = mark.items ?? [];
    if (mark.marktype === 'group') {
      for (const group of items) {
        const [x, y] = [dx + (group.x ?? 0), dy + (group.y ?? 0)];
        const { width = 0, height = 0 } = group;
        // Lines of one trial each stand in groups without a size.
        const inside = width > 0 && height > 0 ? { x, y, width, height } : area;
        for (const inner of group.items ?? []) visit(inner, x, y, inside);
      }
      return;
    }
    const drawn = items.flatMap(({ datum, x, y }) => {
      const trial = trialOf(datum);
      const placed = trial !== null && Number.isFinite(x) && Number.isFinite(y);
      return placed ? [{ trial, x: dx + Number(x), y: dy + Number(y) }] : [];
    });
    if (drawn.length > 0 && area !== null) areas.set(`${area.x} ${area.y}`, area);
    if (mark.marktype === 'symbol') points.push(...drawn);
    const [first] = drawn;
    if (mark.marktype === 'line' && first !== undefined && drawn.length > 1) {
      lines.push({ trial: first.trial, x: column(drawn, 'x'), y: column(drawn, 'y'), ...lookOf(items[0]) });
    }
  };
  visit(scene, left, top, null);
  const trial = Int32Array.from(points, ({ trial: own }) => own);
  return { trial, x: column(points, 'x'), y: column(points, 'y'), lines: told(lines), areas: [...areas.values()] };
}

function lookOf({ stroke, strokeWidth, strokeDash }: Item = {}): Pick<Line, 'colour' | 'width' | 'dash'> {
  return {
    colour: typeof stroke === 'string' ? stroke : null,
    width: strokeWidth ?? 1,
    dash: Array.isArray(strokeDash) ? strokeDash.map(Number) : [],
  };
}

/** A colour of its own only where it tells lines of one trial apart, as training and validation. */
function told(lines: readonly Line[]): readonly Line[] {
  const colours = new Map<number, Set<string | null>>();
  for (const { trial, colour } of lines) colours.set(trial, (colours.get(trial) ?? new Set()).add(colour));
  return lines.map((line) => ((colours.get(line.trial)?.size ?? 0) > 1 ? line : { ...line, colour: null }));
}

function column(points: readonly Point[], name: 'x' | 'y'): Float64Array {
  return Float64Array.from(points, (point) => point[name]);
}

/** Of a row, or of a group of rows that are one trial's. */
function trialOf(datum: unknown): number | null {
  if (typeof datum !== 'object' || datum === null || !('trial' in datum)) return null;
  return Number.isSafeInteger(datum.trial) ? Number(datum.trial) : null;
}
