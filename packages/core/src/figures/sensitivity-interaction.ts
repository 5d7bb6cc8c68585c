/**
 * Which hyperparameters interact: for each pair the share of the variance over the feasible trials that it adds beyond its
 * members. The darker, the more; a number stands where it is more than chance. Pairs without a number were too weak to tell.
 */
import type { Importance } from '../insight/index.ts';
import { rounded } from '../numeric/index.ts';
import { hyperparameterLabels } from '../space/index.ts';
import { defineTexts } from '../texts/index.ts';
import type { Figure } from './figure.ts';
import { titleLines } from './title.ts';

const cell = 46;
const leastWidth = 240;
/** Characters of a name that fit beside the map. */
const longestName = 24;
/** A map of fewer shows one pair. */
const fewest = 3;

export const interactionMapTexts = defineTexts('sensitivity-interaction', {
  title: 'what interacts',
  one: 'what {first} does depends on {second}',
  several: 'what {first} does depends on {second} most of {count} pairs that interact',
});

/** Null where nothing interacts, or fewer than three hyperparameters vary. */
export function interactionMap({ hyperparameters, interactions, interacting }: Importance): Figure | null {
  const [strongest] = interacting;
  if (strongest === undefined || hyperparameters.length < fewest) return null;
  const labels = hyperparameterLabels(hyperparameters, longestName);
  const name = (i: number | undefined): string => (i === undefined ? '' : (labels[i] ?? ''));
  const named = { first: name(strongest.members[0]), second: name(strongest.members[1]) };
  const count = interacting.length;
  const claim = (count === 1 ? interactionMapTexts.one(named) : interactionMapTexts.several({ ...named, count })).text;
  const cells = interactions.map((pair) => ({
    x: name(pair.members[0]),
    y: name(pair.members[1]),
    share: Number((100 * pair.share).toFixed(2)),
    low: Number((100 * pair.low).toFixed(2)),
    high: Number((100 * pair.high).toFixed(2)),
    label: `${rounded(100 * pair.share, 2)} %`,
    proven: interacting.includes(pair),
  }));
  const [columns, rows] = [0, 1].map((side) =>
    labels.filter((_, i) => interactions.some(({ members }) => members[side] === i)),
  );
  const x = {
    field: 'x',
    type: 'nominal',
    scale: { domain: columns },
    axis: { title: null, labelLimit: 180, labelAngle: -40, labelOverlap: false },
  };
  const y = {
    field: 'y',
    type: 'nominal',
    scale: { domain: rows },
    axis: { title: null, labelLimit: 180, labelOverlap: false },
  };
  const width = cell * (columns?.length ?? 1);
  return {
    id: 'interaction',
    title: interactionMapTexts.title().text,
    claim,
    spec: {
      $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
      width,
      height: 26 * (rows?.length ?? 1),
      title: { text: titleLines(claim, Math.max(leastWidth, width)) },
      data: { values: cells },
      layer: [
        {
          mark: { type: 'rect', style: 'bar', tooltip: { content: 'data' } },
          encoding: {
            x,
            y,
            fillOpacity: {
              field: 'share',
              type: 'quantitative',
              scale: { domain: [0, 100 * strongest.share], range: [0.08, 0.95] },
              legend: null,
            },
          },
        },
        {
          transform: [{ filter: 'datum.proven' }],
          mark: { type: 'text', style: 'best-label' },
          encoding: { x, y, text: { field: 'label' } },
        },
      ],
    },
  };
}
