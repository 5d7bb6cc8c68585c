/** The axes of figures of training curves: steps to the right, a metric upwards. */
import type { Limits } from './clip.ts';
import { logTicks, tickLabel } from './log-ticks.ts';

/** From the start to `last`, with about so many ticks. */
export function stepChannel(unit: string, last: number, tickCount = 5) {
  return {
    field: 'x',
    type: 'quantitative',
    scale: { domain: [0, last], nice: false },
    axis: { title: unit, tickCount, labelExpr: tickLabel },
  };
}

/** Within `limits`; without a title where it is null. */
export function metricChannel(title: string | null, { log, domain }: Limits) {
  return {
    field: 'y',
    type: 'quantitative',
    scale: { type: log ? 'log' : 'linear', domain, nice: false },
    axis: { title, labelExpr: tickLabel, ...(log ? { values: logTicks(...domain) } : { tickCount: 5 }) },
  };
}
