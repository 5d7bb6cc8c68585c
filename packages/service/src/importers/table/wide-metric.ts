/** What a field of a record that is a whole trial measures: a point of a curve, or a result. */
import { isResultName, isTimeName, storedMetric } from '../metric-name.ts';

/** The metric that a field holds, with the step where its name tells one; undefined where it holds none. */
export function wideMetric(
  name: string,
  fields: Readonly<Record<string, unknown>>,
  objective: string | undefined,
): { readonly metric: string; readonly step?: number } | undefined {
  if (isTimeName(name)) return undefined;
  const [, base, step] = /^(.*?)[@_.[ ]?(\d+)\]?$/.exec(name) ?? [];
  if (base !== undefined && step !== undefined && isWideCurve(base, name, fields, objective)) {
    return { metric: storedMetric(base), step: Number(step) };
  }
  const metric = storedMetric(name);
  const isObjective = objective !== undefined && [name, metric].includes(objective);
  return isObjective || isResultName(name) ? { metric } : undefined;
}

/** Three fields that share all but the number at their end; `top_1` and `top_5` are two metrics. */
function isWideCurve(
  base: string,
  name: string,
  fields: Readonly<Record<string, unknown>>,
  objective: string | undefined,
): boolean {
  if (name === objective || !(isResultName(base) || base === objective || storedMetric(base) === objective))
    return false;
  const same = Object.keys(fields).filter(
    (other) => other.startsWith(base) && /^[@_.[ ]?\d+\]?$/.test(other.slice(base.length)),
  );
  return same.length >= 3;
}
