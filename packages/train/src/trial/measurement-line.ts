/** The lines of `metrics.jsonl`: one JSON object each, as the trial protocol defines them (docs/protocol.md). */
import { AttuneError } from '@attune/core/errors';
import { trialTexts } from './trial-texts.ts';

/** Metric name → value; names are `split/name`. NaN and infinities are values like others. */
export type Metrics = Readonly<Record<string, number>>;

/** `time` in Unix seconds. */
export type MeasurementLine =
  | { readonly step: number; readonly time: number; readonly metrics: Metrics }
  | { readonly step: number; readonly time: number; readonly checkpoint: string }
  | { readonly step: number; readonly time: number; readonly infeasible: string };

const reserved: ReadonlySet<string> = new Set(['step', 'time', 'checkpoint', 'infeasible']);

/** One line with its newline. Throws `invalid` for a step that is no step, a reserved name, or a value that is no number. */
export function measurementLine(line: MeasurementLine): string {
  if (!Number.isSafeInteger(line.step) || line.step < 0) {
    throw new AttuneError('invalid', trialTexts.badStep({ step: line.step }));
  }
  return `${JSON.stringify({ step: line.step, time: line.time, ...content(line) })}\n`;
}

function content(line: MeasurementLine): Readonly<Record<string, string | number>> {
  if ('checkpoint' in line) return { checkpoint: line.checkpoint };
  if ('infeasible' in line) return { infeasible: line.infeasible };
  const values: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(line.metrics)) {
    if (reserved.has(name)) throw new AttuneError('invalid', trialTexts.reservedMetric({ name }));
    // The caller may be JavaScript, or may have cast: a wrong value would be lost silently later.
    if (typeof value !== 'number') throw new AttuneError('invalid', trialTexts.badMetric({ name }));
    // JSON has no token for these; text keeps them through every JSON reader.
    values[name] = Number.isFinite(value) ? value : String(value);
  }
  return values;
}
