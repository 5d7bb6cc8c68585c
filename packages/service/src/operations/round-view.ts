/** What a round taught, as its report says it: without files, and without its trials unless they are asked for. */
import Type from 'typebox';
import { reportSchema } from '../report/index.ts';
import { objectiveInput } from './asked-objective.ts';
import { defineOperation, documentOf, inputOf } from './operation.ts';
import { judgedBy, readOtherObjective } from './report-objective.ts';
import { roundReport } from './round-report.ts';
import { roundOf } from './rounds.ts';
import { openWorkspace, withStore } from './workspace.ts';

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
    analysing: Type.Boolean({ description: 'Whether there are newer data, of which a report is being made.' }),
  }),
  async run(context, { round: number, objective, keepFeasible = [], trials = false }) {
    const workspace = openWorkspace(context);
    return withStore(workspace, async (store) => {
      const stored = await roundOf(store, number);
      const judged = objective === undefined ? null : await judgedBy(store, stored, readOtherObjective(objective));
      const { document } = await roundReport(store, judged?.round ?? stored, {
        now: context.clock.now(),
        options: { keepFeasible },
        ...(judged === null ? {} : { judged: judged.change.statement }),
      });
      const report = trials ? document : { ...document, trials: [] };
      return { schema: 'round-report/1' as const, report, version: '', analysing: false };
    });
  },
});
