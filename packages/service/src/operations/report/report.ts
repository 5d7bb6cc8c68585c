/** Reports a round: what was learned, with evidence. */
import { join, resolve } from 'node:path';
import Type from 'typebox';
import { AttuneError } from '@attune/core/errors';
import { defineTexts } from '@attune/core/texts';
import { readRoundRecord } from '../../history/index.ts';
import { reportSchema, writeFigure } from '../../report/index.ts';
import { defineOperation, documentOf, inputOf } from '../operation.ts';
import { judgedBy, objectiveChangeSchema, readOtherObjective, reportFile, changeDocument } from './objective.ts';
import { roundReport } from '../views/round-report.ts';
import { roundOf } from '../rounds.ts';
import { keptRemarks } from './kept.ts';
import { nullable } from '../views/trial-document.ts';
import { whyNot, whyNotSchema } from './why-not.ts';
import { openWorkspace, withStore } from '../workspace.ts';

export const reportOperationTexts = defineTexts('report-operation', {
  noFigure: 'there is no figure {id}: this report has {existing}',
  noFigures: 'this report has no figures yet',
  severalFigures: '{id} begins several figures: write one of {existing}',
});

export const report = defineOperation({
  name: 'report',
  summary: 'Say what a round taught, with figures',
  permission: 'read',
  input: inputOf({
    round: Type.Optional(Type.Integer({ minimum: 1, description: 'Default: the latest round.' })),
    html: Type.Optional(
      Type.String({
        description: 'Where the page is written; default: report.html, with an objective report-<objective>.html.',
      }),
    ),
    figure: Type.Optional(Type.String({ description: 'Write one figure here: .svg, .png or .json (Vega-Lite).' })),
    id: Type.Optional(Type.String({ description: 'Which figure, or how its id begins; default: the first.' })),
    whyNot: Type.Optional(
      Type.String({ description: 'Only answer why this question said nothing; nothing is written.' }),
    ),
    keepFeasible: Type.Optional(
      Type.Array(Type.Integer({ minimum: 1 }), {
        description: 'Trials that stay feasible whatever the rules for outliers and chance say.',
      }),
    ),
    objective: Type.Optional(
      Type.String({ description: 'Judge the round by this metric instead: `valid/loss` or `valid/loss:minimize`.' }),
    ),
    theme: Type.Optional(Type.Enum(['light', 'dark'], { description: 'Colours of the figure.' })),
  }),
  result: documentOf('report-files', {
    report: reportSchema,
    html: nullable(Type.String()),
    figure: nullable(Type.String()),
    id: nullable(Type.String({ description: 'Which figure was written.' })),
    whyNot: nullable(whyNotSchema),
    objective: nullable(objectiveChangeSchema, { description: 'Null where the round is judged by what it ran for.' }),
  }),
  async run(context, input) {
    const workspace = openWorkspace(context);
    const other = input.objective === undefined ? null : readOtherObjective(input.objective);
    return withStore(workspace, async (store) => {
      const stored = await roundOf(store, input.round);
      const kept = input.keepFeasible ?? [];
      const remarks = kept.length === 0 ? [] : keptRemarks(await readRoundRecord(store, stored), kept);
      for (const message of remarks) context.progress({ kind: 'message', level: 'info', message });
      const judged = other === null ? null : await judgedBy(store, stored, other);
      const made = await roundReport(store, judged?.round ?? stored, {
        now: context.clock.now(),
        options: { keepFeasible: kept },
        ...(judged === null ? {} : { judged: judged.change.statement }),
      });
      const files = {
        schema: 'report-files/1' as const,
        report: made.document,
        html: null,
        figure: null,
        id: null,
        objective: judged === null ? null : changeDocument(judged.change),
      };
      if (input.whyNot !== undefined) return { ...files, whyNot: whyNot(made.document, input.whyNot) };
      const page =
        input.html === undefined
          ? join(workspace.directory, reportFile(judged?.change ?? null))
          : resolve(context.directory, input.html);
      const figurePath = input.figure === undefined ? null : resolve(context.directory, input.figure);
      const figure = figurePath === null ? null : figureOf(made.figures, input.id);
      if (figurePath === null || figure === null) await made.writeHtml(page);
      else await writeFigure(figure, figurePath, input.theme ?? 'light');
      return {
        ...files,
        html: figurePath === null ? page : null,
        figure: figurePath,
        id: figure?.id ?? null,
        whyNot: null,
      };
    });
  },
});

/** The figure of this id, or the one whose id begins so; the first where none is asked for. */
export function figureOf<F extends { readonly id: string }>(figures: readonly F[], id: string | undefined): F {
  const begun = figures.filter((one) => id === undefined || one.id.startsWith(id));
  const figure = begun.find((one) => one.id === id) ?? begun[0];
  if (figure !== undefined && (id === undefined || figure.id === id || begun.length === 1)) return figure;
  const existing = (begun.length > 1 ? begun : figures).map((one) => one.id).join(', ');
  const { noFigures, noFigure, severalFigures } = reportOperationTexts;
  if (id === undefined || existing === '') throw new AttuneError('not-found', noFigures());
  throw begun.length > 1
    ? new AttuneError('invalid', severalFigures({ id, existing }))
    : new AttuneError('not-found', noFigure({ id, existing }));
}
