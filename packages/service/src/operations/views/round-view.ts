/** What a round taught, as its report says it: without files, and without its trials unless they are asked for. */
import Type from 'typebox';
import { reportSchema, type ReportDocument } from '../../report/index.ts';
import { objectiveInput } from '../report/asked-objective.ts';
import { defineOperation, documentOf, inputOf } from '../operation.ts';
import { analysisOf, readStore } from '../analysis/reading.ts';
import { objectiveChangeSchema } from '../report/objective.ts';
import { nullable } from './trial-document.ts';

export const keepFeasibleInput = Type.Optional(
  Type.Array(Type.Integer({ minimum: 1 }), {
    maxItems: 200,
    description: 'Trials that stay feasible whatever the rules for outliers and chance say.',
  }),
);

export const roundView = defineOperation({
  name: 'round-report',
  summary: 'Say what a round taught',
  permission: 'read',
  input: inputOf({
    round: Type.Integer({ minimum: 1 }),
    objective: objectiveInput,
    keepFeasible: keepFeasibleInput,
    trials: Type.Optional(Type.Boolean({ description: 'Whether its trials are listed; the table has them.' })),
  }),
  result: documentOf('round-report', {
    report: reportSchema,
    version: Type.String({ description: 'Of the data that it tells of.' }),
    change: nullable(objectiveChangeSchema, { description: 'Null where the round is judged by what it ran for.' }),
    analysing: Type.Boolean({ description: 'Whether there are newer data, of which a report is being made.' }),
  }),
  async run(context, { trials = false, ...order }) {
    return readStore(context, async (store) => {
      const { analysis, analysing, change } = await analysisOf(context, store, order);
      const make = () => {
        const report = JSON.parse(analysis.report) as ReportDocument;
        const rows = trials ? (JSON.parse(analysis.trials) as ReportDocument['trials']) : [];
        return {
          schema: 'round-report/1' as const,
          report: { ...report, trials: rows },
          version: analysis.version,
          change,
          analysing,
        };
      };
      if (context.analyst === undefined) return make();
      return context.analyst.kept(`report ${JSON.stringify([order, trials, analysing])}`, analysis.version, make);
    });
  },
});
