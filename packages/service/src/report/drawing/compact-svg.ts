/**
 * Makes a drawing small and repeatable without visible change: coordinates in tenths of a pixel, long lines without the
 * points that lie on them, relative path commands, identifiers numbered from the drawing's start.
 */
import { simplifyLine, type Point } from './simplify-line.ts';

/** Points within this many pixels of a line are left out: under a third of a stroke's width. */
const TOLERANCE = 0.3;

/** The same drawing in fewer bytes. Identifiers become `c0`, `c1`, … in order of appearance; texts are not touched. */
export function compactSvg(svg: string): string {
  const names = new Map<string, string>();
  const renamed = (id: string): string => {
    const name = names.get(id) ?? `c${names.size}`;
    names.set(id, name);
    return name;
  };
  return inTags(svg, (tag) =>
    tag
      .replace(/url\(#([^)]+)\)/g, (_, id: string) => `url(#${renamed(id)})`)
      .replace(/ id="([^"]+)"/g, (_, id: string) => ` id="${renamed(id)}"`)
      .replace(/ d="([^"]*)"/g, (_, path: string) => ` d="${compactPath(path)}"`)
      .replace(/ (x|y|x1|x2|y1|y2|width|height)="([^"]*)"/g, (_, name: string, value: string) => {
        return ` ${name}="${roundNumbers(value, 1)}"`;
      })
      .replace(/ transform="([^"]*)"/g, (_, value: string) => ` transform="${roundNumbers(value, 2)}"`),
  ).replace(/<path [^>]*display="none"[^>]*><\/path>|<g><\/g>/g, '');
}

/** Puts `prefix` before each identifier of a compact drawing, so that several can stand in one page. */
export function prefixIdentifiers(svg: string, prefix: string): string {
  return inTags(svg, (tag) =>
    tag.replace(/ id="(c\d+)"/g, ` id="${prefix}$1"`).replace(/url\(#(c\d+)\)/g, `url(#${prefix}$1)`),
  );
}

function inTags(svg: string, change: (tag: string) => string): string {
  return svg.replace(/<[^>]+>/g, change);
}

function compactPath(path: string): string {
  if (!/^[ML\d.,e+-]+Z?$/.test(path)) return roundNumbers(path, 2);
  const closed = path.endsWith('Z');
  const lines = path
    .replace('Z', '')
    .split('M')
    .slice(1)
    .map((run) => run.split('L').map(pointOf));
  return (
    lines.map((line) => relativeLine(closed ? line : simplifyLine(line, TOLERANCE))).join('') + (closed ? 'Z' : '')
  );
}

function pointOf(text: string): Point {
  const [x = 0, y = 0] = text.split(',').map(Number);
  return { x, y };
}

/** Differences are taken between rounded points, so that rounding does not add up along the line. */
function relativeLine(line: readonly Point[]): string {
  const tenths = line.map(({ x, y }) => ({ x: Math.round(x * 10), y: Math.round(y * 10) }));
  const [first = { x: 0, y: 0 }] = tenths;
  let last = first;
  const steps = tenths.slice(1).map((point) => {
    const step = `${tenth(point.x - last.x)},${tenth(point.y - last.y)}`;
    last = point;
    return step;
  });
  return `M${tenth(first.x)},${tenth(first.y)}${steps.length > 0 ? `l${steps.join(' ')}` : ''}`;
}

function tenth(count: number): string {
  return String(count / 10).replace(/^(-?)0\./, '$1.');
}

function roundNumbers(text: string, digits: number): string {
  return text.replace(/-?\d*\.\d+(?:e-?\d+)?/g, (number) => String(Number(Number(number).toFixed(digits))));
}
