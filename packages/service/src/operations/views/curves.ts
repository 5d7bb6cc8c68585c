/** Curves of many trials, thinned for drawing: extremes and non-finite points stay. */
import Type from 'typebox';
import type { Store } from '../../store/index.ts';
import { askedTrials } from './asked-trials.ts';
import { xKinds } from './curve-axis.ts';
import { linesOf } from './curve-lines.ts';
import { defineOperation, documentOf, inputOf, measuredNumber } from '../operation.ts';
import { readInTurn, readStore } from '../analysis/reading.ts';
import { nullable } from './trial-document.ts';

const mostTrials = 200;
const mostMetrics = 20;
const usualPoints = 300;
const mostPoints = 5000;
/** Of all curves together, as fills an answer of some megabytes: beyond it, each curve is thinned further. */
const mostPointsInAll = 400_000;

const line = {
  x: Type.Array(Type.Number()),
  y: Type.Array(measuredNumber),
};

export const curves = defineOperation({
  name: 'curves',
  summary: 'Give curves of trials, thinned for drawing',
  permission: 'read',
  input: inputOf({
    trials: Type.Array(Type.Integer({ minimum: 1 }), { maxItems: mostTrials }),
    metrics: Type.Array(Type.String(), { maxItems: mostMetrics }),
    points: Type.Optional(
      Type.Integer({
        minimum: 2,
        maximum: mostPoints,
        description: `At most so many a curve; default ${usualPoints}. Fewer where trials × metrics × points exceeds ${mostPointsInAll}.`,
      }),
    ),
    from: Type.Optional(Type.Number({ description: 'Only steps from here on, and the one before.' })),
    to: Type.Optional(Type.Number({ description: 'Only steps up to here, and the one after.' })),
    x: Type.Optional(
      Type.Enum([...xKinds], {
        description: 'Default: `step`. `time`: seconds of training; `examples`: training examples seen.',
      }),
    ),
  }),
  result: documentOf('curves', {
    x: Type.Enum([...xKinds]),
    curves: Type.Array(
      Type.Object({
        trial: Type.Integer(),
        metric: Type.String(),
        ...line,
        superseded: Type.Optional(
          Type.Array(Type.Object({ attempt: Type.Integer(), ...line }), {
            description: 'What earlier attempts reported and later ones did over: it does not count.',
          }),
        ),
        truncated: Type.Boolean({ description: 'Whether points were left out to thin it.' }),
        points: Type.Integer({ description: 'Of the whole curve.' }),
        lastStep: nullable(Type.Number({ description: 'Of the whole curve.' })),
        nonFinite: Type.Array(Type.Number(), { description: 'Steps at which it was not finite, of those sent.' }),
        bestStep: nullable(Type.Number({ description: 'Where the trial’s objective was best.' })),
      }),
      { description: 'One for each trial and metric that has points, in the order asked for.' },
    ),
    unplaced: Type.Array(Type.Integer(), {
      description: 'Trials left out: nothing tells their time, or how many examples a step takes.',
    }),
  }),
  async run(context, { trials, metrics, points = usualPoints, from, to, x = 'step' }) {
    const read = async (store: Store) => {
      const asked = await askedTrials(store, trials, metrics, x === 'time');
      const perCurve = pointsOfEach(points, asked.length * metrics.length);
      const drawn = asked.map((trial) => linesOf(trial, metrics, { points: perCurve, from, to, x }));
      return {
        schema: 'curves/1' as const,
        x,
        curves: drawn.flatMap((lines) => lines ?? []),
        unplaced: asked.filter((_, index) => drawn[index] === null).map(({ row }) => row.id),
      };
    };
    return readInTurn(context, () => readStore(context, read));
  },
});

/** Points of each curve where so many are asked for; what earlier attempts reported is not counted. */
export function pointsOfEach(points: number, curveCount: number): number {
  return Math.min(points, Math.floor(mostPointsInAll / Math.max(1, curveCount)));
}
