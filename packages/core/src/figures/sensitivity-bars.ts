/**
 * How much of the objective's variance each hyperparameter explains: a bar with its interval, over the feasible trials and,
 * beside them, over the better half. Bars that chance could have made are grey.
 */
import { orderOf, type Importance, type Region } from '../insight/index.ts';
import { hyperparameterLabels } from '../space/index.ts';
import { defineTexts } from '../texts/index.ts';
import type { Figure, Specification } from './figure.ts';
import { titleLines } from './title.ts';

const panelWidth = 165;
const rowHeight = 22;
const barHeight = 11;
/** Beyond these, the least important over the feasible trials are left out. */
const mostRows = 16;
const spacing = 18;
/** Pixels that the names take: at least, and at most. */
const labelWidth = 50;
const mostLabel = 190;
/** Characters that fit there. */
const longestName = 26;

export const sensitivityBarsTexts = defineTexts('sensitivity-bars', {
  title: 'what matters',
  feasible: '{count} feasible trials',
  competitive: 'better half of them ({count})',
  x: '% of variance',
});

export function sensitivityBars(importance: Importance): Figure {
  const { feasible, competitive } = importance;
  const shareOf = (i: number): number => feasible.effects[i]?.share ?? 0;
  const order = importance.hyperparameters
    .map((_, i) => i)
    .sort((a, b) => shareOf(b) - shareOf(a))
    .slice(0, mostRows);
  const claim = orderOf(importance).text;
  const panels = [
    panel(importance, feasible, order, sensitivityBarsTexts.feasible({ count: feasible.trials.length }).text, true),
    ...(competitive === null
      ? []
      : [
          panel(
            importance,
            competitive,
            order,
            sensitivityBarsTexts.competitive({ count: competitive.trials.length }).text,
            false,
          ),
        ]),
  ];
  return {
    id: 'sensitivity',
    title: sensitivityBarsTexts.title().text,
    claim,
    spec: {
      $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
      title: { text: titleLines(claim, 2 * panelWidth + spacing + labelWidth) },
      hconcat: panels,
      spacing,
    },
  };
}

interface Row {
  readonly y: string;
  readonly x: number;
  readonly low: number;
  readonly high: number;
  readonly proven: boolean;
}

function panel(
  importance: Importance,
  region: Region,
  order: readonly number[],
  title: string,
  named: boolean,
): Specification {
  const labels = hyperparameterLabels(importance.hyperparameters, longestName);
  const names = order.map((i) => labels[i] ?? '');
  const rows = order.flatMap((i): Row[] => {
    const effect = region.effects[i];
    if (effect === undefined) return [];
    const [x, low, high] = [effect.share, effect.low, effect.high].map((share) => Number((100 * share).toFixed(2)));
    const y = labels[i] ?? '';
    return [{ y, x: x ?? 0, low: low ?? 0, high: high ?? 100, proven: region.proven.includes(i) }];
  });
  const y = {
    field: 'y',
    type: 'nominal',
    scale: { domain: names },
    axis: named ? { title: null, labelLimit: mostLabel, labelOverlap: false } : null,
  };
  const scale = { domain: [0, 100], nice: false };
  const axis = { title: sensitivityBarsTexts.x().text, values: [0, 25, 50, 75, 100], grid: true };
  const x = { field: 'x', type: 'quantitative', scale, axis };
  const bars = (proven: boolean): Specification => ({
    transform: [{ filter: `datum.proven === ${proven}` }],
    mark: { type: 'bar', style: proven ? 'bar' : 'muted', height: barHeight, tooltip: { content: 'data' } },
    encoding: { x, y },
  });
  return {
    width: panelWidth,
    height: rowHeight * names.length,
    title: { text: title, fontWeight: 400, fontSize: 12, anchor: 'start', frame: 'group', offset: 6 },
    data: { values: rows },
    layer: [
      bars(true),
      bars(false),
      {
        mark: { type: 'rule', style: 'share-interval', tooltip: { content: 'data' } },
        encoding: { x: { field: 'low', type: 'quantitative', scale, axis }, x2: { field: 'high' }, y },
      },
    ],
  };
}
