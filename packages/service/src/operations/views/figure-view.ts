/** One figure of a round's report, as the specification it is drawn from. */
import Type from 'typebox';
import { objectiveInput } from '../report/asked-objective.ts';
import { defineOperation, documentOf, inputOf } from '../operation.ts';
import { analysisOf, readStore } from '../analysis/reading.ts';
import { figureOf } from '../report/report.ts';
import { keepFeasibleInput } from './round-view.ts';

export const figureView = defineOperation({
  name: 'figure',
  summary: 'Give one figure of a round as a Vega-Lite specification',
  permission: 'read',
  input: inputOf({
    round: Type.Integer({ minimum: 1 }),
    id: Type.String({ description: 'As the report lists it.' }),
    objective: objectiveInput,
    keepFeasible: keepFeasibleInput,
  }),
  result: documentOf('figure', {
    round: Type.Integer(),
    id: Type.String(),
    title: Type.String(),
    claim: Type.String({ description: 'What a reader should see.' }),
    spec: Type.Record(Type.String(), Type.Unknown(), { description: 'Vega-Lite; its data are inside.' }),
    version: Type.String({ description: 'Of the data that it shows: that of the report it belongs to.' }),
  }),
  async run(context, { id: wanted, ...order }) {
    return readStore(context, async (store) => {
      const { analysis } = await analysisOf(context, store, order);
      const { id, title, claim, spec } = figureOf(analysis.figures, wanted);
      const make = () => ({
        ...{ schema: 'figure/1' as const, round: order.round, id, title, claim },
        spec: JSON.parse(spec) as Record<string, unknown>,
        version: analysis.version,
      });
      if (context.analyst === undefined) return make();
      return context.analyst.kept(`figure ${JSON.stringify([order, id])}`, analysis.version, make);
    });
  },
});
