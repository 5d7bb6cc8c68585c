/**
 * A figure's axes, linear or logarithmic: a specification with another scale, made from the one that the server gave. The
 * data stay as they are; what a logarithmic axis cannot show is counted, not silently dropped.
 */
import type { Specification } from '@attune/core/figures';

export type AxisName = 'x' | 'y';
export type AxisScale = 'linear' | 'log';

export interface SwitchableAxis {
  readonly axis: AxisName;
  /** As the specification has it. */
  readonly scale: AxisScale;
  /** Values that are not above zero: a logarithmic axis leaves them out. */
  readonly notPositive: number;
}

/** Those with numbers along them that could be drawn either way; an axis that begins at bars' feet could not. */
export function switchableAxes(spec: Specification): readonly SwitchableAxis[] {
  return (['x', 'y'] as const).flatMap((axis) => {
    const found = encodingsOf(spec, axis);
    const [first] = found.filter(({ channel }) => channel['field'] !== undefined);
    if (first === undefined || found.some(({ fixed }) => fixed)) return [];
    const values = valuesOf(found);
    const notPositive = values.filter((value) => value <= 0).length;
    if (values.length === 0 || notPositive === values.length) return [];
    return [{ axis, scale: scaleOf(first.channel), notPositive }];
  });
}

/** The specification with these scales; unchanged where it already has them. */
export function withAxes(
  spec: Specification,
  wanted: { readonly [A in AxisName]?: AxisScale | undefined },
): Specification {
  let result = spec;
  for (const { axis, scale } of switchableAxes(spec)) {
    const next = wanted[axis];
    if (next === undefined || next === scale) continue;
    const positive = valuesOf(encodingsOf(spec, axis)).filter((value) => value > 0);
    const least = positive.reduce((low, value) => Math.min(low, value), Infinity);
    result = mapEncodings(result, axis, (channel) => rescaled(channel, next, least));
  }
  return result;
}

function rescaled(channel: Specification, type: AxisScale, least: number): Specification {
  const scale = objectOf(channel['scale']);
  const axis = objectOf(channel['axis']);
  const rest = Object.fromEntries(Object.entries(axis).filter(([name]) => name !== 'values'));
  const domain = Array.isArray(scale['domain']) ? (scale['domain'] as readonly number[]) : undefined;
  const [low = 0, high = 0] = domain ?? [];
  const shown = type === 'log' && domain !== undefined && low <= 0 ? [least * 0.8, high] : domain;
  return {
    ...channel,
    scale: {
      ...scale,
      type,
      zero: type === 'log' ? undefined : false,
      ...(shown === undefined ? {} : { domain: shown }),
    },
    axis: { ...rest, ...(type === 'log' && shown !== undefined ? { values: logValues(shown) } : { tickCount: 5 }) },
  };
}

/** Ticks of a logarithmic axis: 1, 2, 5 in a short one, the decades in a long one. */
function logValues([low = 0, high = 0]: readonly number[]): readonly number[] {
  const [from, to] = [Math.min(low, high), Math.max(low, high)];
  if (!(from > 0) || !Number.isFinite(to)) return [];
  const decades = Math.log10(to / from);
  const steps = decades > 3 ? [1] : decades > 1.6 ? [1, 3] : [1, 2, 5];
  const found: number[] = [];
  for (let power = Math.floor(Math.log10(from)); power <= Math.ceil(Math.log10(to)); power++) {
    for (const step of steps) found.push(Number(`${step}e${power}`));
  }
  return found.filter((tick) => tick >= from && tick <= to);
}

interface Encoded {
  readonly channel: Specification;
  readonly rows: readonly Specification[];
  /** Drawn from a foot, counted or binned: another scale would lie. */
  readonly fixed: boolean;
}

/** Of each row once, however many layers draw it. */
function valuesOf(found: readonly Encoded[]): readonly number[] {
  const seen = new Set<Specification>();
  return found.flatMap(({ channel, rows }) =>
    rows.flatMap((row) => {
      const value = row[String(channel['field'])];
      if (typeof value !== 'number' || seen.has(row)) return [];
      seen.add(row);
      return [value];
    }),
  );
}

/** Every numeric use of the axis, in all layers and panels, with the rows that it shows. */
function encodingsOf(
  spec: Specification,
  axis: AxisName,
  inherited: readonly Specification[] = [],
): readonly Encoded[] {
  const rows = rowsOf(spec) ?? inherited;
  const channel = objectOf(objectOf(spec['encoding'])[axis]);
  const own = isNumeric(channel) ? [encoded(spec, channel, rows)] : [];
  return [...own, ...partsOf(spec).flatMap((part) => encodingsOf(part, axis, rows))];
}

function encoded(spec: Specification, channel: Specification, rows: readonly Specification[]): Encoded {
  const mark = typeof spec['mark'] === 'string' ? spec['mark'] : objectOf(spec['mark'])['type'];
  const counted = channel['bin'] !== undefined || channel['aggregate'] !== undefined || channel['stack'] !== undefined;
  return { channel, rows, fixed: mark === 'bar' || mark === 'area' || counted || channel['axis'] === null };
}

function mapEncodings(
  spec: Specification,
  axis: AxisName,
  change: (channel: Specification) => Specification,
): Specification {
  const encoding = objectOf(spec['encoding']);
  const channel = objectOf(encoding[axis]);
  const changed = isNumeric(channel) ? { ...spec, encoding: { ...encoding, [axis]: change(channel) } } : spec;
  const parts = compositions.flatMap((name) => {
    const inner = changed[name];
    return Array.isArray(inner)
      ? [[name, (inner as Specification[]).map((one) => mapEncodings(one, axis, change))]]
      : [];
  });
  return parts.length === 0 ? changed : { ...changed, ...(Object.fromEntries(parts) as Specification) };
}

const compositions = ['layer', 'hconcat', 'vconcat', 'concat'] as const;

function partsOf(spec: Specification): readonly Specification[] {
  return compositions.flatMap((name) => (Array.isArray(spec[name]) ? (spec[name] as Specification[]) : []));
}

/** With a scale of its own, not pixels. */
function isNumeric(channel: Specification): boolean {
  return channel['type'] === 'quantitative' && channel['scale'] !== null && channel['value'] === undefined;
}

function scaleOf(channel: Specification): AxisScale {
  return objectOf(channel['scale'])['type'] === 'log' ? 'log' : 'linear';
}

function rowsOf(spec: Specification): readonly Specification[] | null {
  const values = objectOf(spec['data'])['values'];
  return Array.isArray(values) ? (values as Specification[]) : null;
}

function objectOf(value: unknown): Specification {
  return typeof value === 'object' && value !== null ? (value as Specification) : {};
}
