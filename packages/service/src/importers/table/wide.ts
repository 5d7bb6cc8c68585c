/** Trials of one record each whose fields are the points of their curves, or their results alone. */
import { AttuneError } from '@attune/core/errors';
import { isSealed } from '@attune/core/study';
import { defineTexts } from '@attune/core/texts';
import type { CurveBuilder } from '../curve-builder.ts';
import type { ImportOptions } from '../importer.ts';
import { numberOf } from './points.ts';
import type { TableRecord } from './records.ts';
import type { Roles } from './roles.ts';
import { wideMetric } from './wide-metric.ts';

export const wideTexts = defineTexts('table-wide', {
  noMetric:
    '{path}:{line}: no field looks like a metric: name it with --objective, or the curve with --curve; the fields are {fields}',
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
    if (hyperparameters.includes(name)) continue;
    const place = wideMetric(name, fields, objective?.metric);
    if (place === undefined) continue;
    found = true;
    const value = numberOf(cell);
    if (value !== undefined && !isSealed(place.metric)) builder.add(place.metric, place.step ?? end ?? 1, value);
  }
  if (!found) {
    throw new AttuneError('invalid', wideTexts.noMetric({ path, line, fields: Object.keys(fields).join(', ') }));
  }
}
