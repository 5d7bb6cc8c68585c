/** `still-improving`: the objective has a visible slope for the better over the last part of the run (method D7). */
import type { Diagnosis } from './diagnosis.ts';
import { sureness, type Evidence } from './evidence/evidence.ts';
import { endOf, levelOf, noiseWithin, tail } from './evidence/window.ts';

export function stillImproving({ signals, options, trend }: Evidence): readonly Diagnosis[] {
  const objective = signals.get('objective');
  if (objective === undefined || objective.values.length < options.tailPoints) return [];
  const { times, smooth, progress, body, steps } = objective;
  const part = endOf(objective, options.tail, options.tailPoints);
  if (part === null) return [];
  const { change, pFall } = trend(objective, part);
  const noise = noiseWithin(objective, tail(objective, options.late, options.tailPoints));
  const [first, last] = [times[part.from] ?? 0, times.at(-1) ?? 1];
  const pace = (options.pace * body * (last - first)) / (1 - options.descent);
  const least = Math.max(Math.min(options.visible * progress, pace), noise);
  const middle = (part.from + part.to) >> 1;
  const [before, after] = [levelOf(objective, { ...part, to: middle }), levelOf(objective, { ...part, from: middle })];
  const bestBefore = smooth.slice(0, part.from).reduce((low, value) => Math.min(low, value), Infinity);
  if (pFall > options.trend || -change < least || after >= before || after > bestBefore) return [];
  return [
    {
      code: 'still-improving',
      metric: objective.metric,
      step: steps[part.from] ?? 0,
      until: null,
      confidence: sureness(Math.min(-change / least, options.trend / Math.max(pFall, Number.MIN_VALUE))),
      numbers: { share: -change / progress, p: pFall },
    },
  ];
}
