/** A curve that is nested in a record: as points that are mappings, as pairs of step and value, or as plain numbers. */
import { isSealed } from '@attune/core/study';
import { numberIn } from '../cells.ts';
import { isTimeName, splitNamed, storedMetric } from '../metric-name.ts';
import type { CurveBuilder } from '../curve-builder.ts';

export interface PointCounts {
  /** Cells that hold no number. */
  notNumbers: number;
}

/** Names of steps, the most telling first. */
export const stepNames = ['global_step', 'step', 'steps', 'training_step', 'epoch', 'iteration', 'iter', 'update'];

/** Whether a field's value can be a curve. */
export function isCurve(value: unknown): boolean {
  if (Array.isArray(value)) return value.every((one) => isMapping(one) || isPair(one) || isNumeric(one));
  return isMapping(value) && Object.values(value).length > 0 && Object.values(value).every((one) => Array.isArray(one));
}

/** The field of a point that holds its step; undefined where its place in the list has to serve. */
export function stepFieldOf(value: unknown): string | undefined {
  const point: unknown = Array.isArray(value) ? value[0] : undefined;
  const names = isMapping(point) ? Object.keys(point) : [];
  return stepNames.find((name) => names.includes(name));
}

/**
 * Adds the points to the curves. `step`: the field that holds it; `steps`: the steps of plain values, in their order.
 * `shift` is added to every step. Metrics in a field that is called as a split is are that split's.
 */
export function addPoints(
  builder: CurveBuilder,
  value: unknown,
  {
    step,
    shift,
    name,
    steps,
  }: {
    readonly step: string | undefined;
    readonly shift: number;
    readonly name: string;
    readonly steps?: readonly unknown[];
  },
  counts: PointCounts,
): void {
  const split = splitNamed(name);
  const place = (index: number): number => numberOf(steps?.[index]) ?? index;
  const add = (metric: string, at: number, cell: unknown): void => {
    const stored = split === undefined || metric.includes('/') ? storedMetric(metric) : `${split}/${metric}`;
    if (isSealed(stored)) return;
    const number = numberOf(cell);
    if (number === undefined) counts.notNumbers += 1;
    builder.add(stored, at + shift, number ?? NaN);
  };
  if (isMapping(value)) {
    for (const [metric, list] of Object.entries(value)) {
      if (!Array.isArray(list)) continue;
      list.forEach((one: unknown, index) =>
        isPair(one) ? add(metric, one[0], one[1]) : add(metric, place(index), one),
      );
    }
    return;
  }
  if (!Array.isArray(value)) return;
  value.forEach((point: unknown, index) => {
    if (isPair(point)) add(name, point[0], point[1]);
    else if (!isMapping(point)) add(name, place(index), point);
    else {
      const at = step === undefined ? index : numberOf(point[step]);
      if (at === undefined || !Number.isFinite(at)) {
        counts.notNumbers += 1;
        return;
      }
      for (const [metric, cell] of Object.entries(point)) {
        if (metric !== step && !isTimeName(metric) && !isStructure(cell)) add(metric, at, cell);
      }
    }
  });
}

/** Null is how JSON writes NaN; undefined where there is no number. */
export function numberOf(cell: unknown): number | undefined {
  if (typeof cell === 'number') return cell;
  if (cell === null) return NaN;
  if (typeof cell !== 'string') return undefined;
  return numberIn(cell) ?? undefined;
}

/** Whether a list holds numbers alone, whose steps stand elsewhere. */
export function isPlainList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.every(isNumeric);
}

function isNumeric(value: unknown): boolean {
  return typeof value === 'number' || value === null;
}

function isPair(value: unknown): value is readonly [number, unknown] {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === 'number';
}

export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isStructure(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
