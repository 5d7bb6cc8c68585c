/** Trials of one record each whose fields are the points of their curves, or their results alone. */
import { AttuneError } from '@attune/core/errors';
import { isSealed } from '@attune/core/study';
import { defineTexts } from '@attune/core/texts';
import type { CurveBuilder } from '../curve-builder.ts';
import type { ImportOptions } from '../importer.ts';
import { isMetricName, isTimeName, storedMetric } from '../metric-name.ts';
import { numberOf } from './points.ts';
import type { TableRecord } from './records.ts';
import type { Roles } from './roles.ts';

export const wideTexts = defineTexts('table-wide', {
  noMetric: '{path}:{line}: no field looks like a metric: name it with --objective, or the curve with --curve',
});

/** `valid_loss_10`, `valid_loss@20`, … are a curve; a metric without a number is a trial's result. */
export function addWide(
  builder: CurveBuilder,
  { fields, line }: TableRecord,
  path: string,
  roles: Roles,
  { objective, maxSteps, hyperparameters = [] }: ImportOptions,
): void {
  const end = typeof maxSteps === 'number' ? maxSteps : numberOf(fields[roles.lengthField ?? '']);
  let found = false;
  for (const [name, cell] of Object.entries(fields)) {
    if (hyperparameters.includes(name) || isTimeName(name)) continue;
    const [, base, step] = /^(.*?)[@_.[ ]?(\d+)\]?$/.exec(name) ?? [];
    const isPoint = base !== undefined && step !== undefined && isWideCurve(base, name, fields, objective?.metric);
    const metric = storedMetric(isPoint ? base : name);
    const named = metric.includes('/') || isMetricName(name) || [name, metric].includes(objective?.metric ?? '');
    if (!named) continue;
    found = true;
    const value = numberOf(cell);
    if (value !== undefined && !isSealed(metric)) builder.add(metric, isPoint ? Number(step) : (end ?? 1), value);
  }
  if (!found) throw new AttuneError('invalid', wideTexts.noMetric({ path, line }));
}

/** Three fields that share all but the number at their end; `top_1` and `top_5` are two metrics. */
function isWideCurve(
  base: string,
  name: string,
  fields: Readonly<Record<string, unknown>>,
  objective: string | undefined,
): boolean {
  if (name === objective || !(isMetricName(base) || base === objective || storedMetric(base) === objective))
    return false;
  const same = Object.keys(fields).filter(
    (other) => other.startsWith(base) && /^[@_.[ ]?\d+\]?$/.test(other.slice(base.length)),
  );
  return same.length >= 3;
}
