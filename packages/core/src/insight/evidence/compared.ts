/** Which metrics of a round can be compared, and with what besides the baseline. */
import { isRate, isValidation } from './metric.ts';
import type { RoundView } from '../view.ts';

/** The objective, then every other validation metric with a reference or a known rate. */
export function metricsOf(view: RoundView): readonly string[] {
  const { round, ranked } = view;
  const referenced = Object.values(round.references).flatMap((values) => Object.keys(values));
  const reported = (ranked[0]?.record.curves ?? []).flatMap(({ metric, values }) => {
    const finite = values.filter((value) => Number.isFinite(value));
    return isValidation(metric) && isRate(metric, finite) ? [metric] : [];
  });
  return [...new Set([round.objective.metric, ...referenced, ...reported])].filter(
    (metric) => metric === round.objective.metric || isValidation(metric),
  );
}

/** References given for a metric, in the order of the project file. */
export function referencesOf(
  view: RoundView,
  metric: string,
): readonly { readonly label: string; readonly reference: number }[] {
  return Object.entries(view.round.references).flatMap(([label, values]) => {
    const reference = values[metric];
    return reference !== undefined && Number.isFinite(reference) ? [{ label, reference }] : [];
  });
}
