/** The report for programs. */
import Type, { type Static } from 'typebox';
import type { Insight } from '@attune/core/insight';
import type { Figure } from '@attune/core/figures';
import type { Message } from '@attune/core/texts';
import type { ReportContext } from './context.ts';
import { decisionSchema } from './decision.ts';
import { failuresOf } from './failures.ts';
import { progressOf } from './progress.ts';
import { baselineMean, type TrialRow } from './trial-rows.ts';

const scalar = Type.Union([Type.Number(), Type.String(), Type.Boolean(), Type.Null()]);
/** NaN and infinities are the strings `NaN`, `Infinity`, `-Infinity`: JSON has no numbers for them. */
const number = Type.Union([Type.Number(), Type.Enum(['NaN', 'Infinity', '-Infinity'])]);
const nullable = <T extends Type.TSchema>(schema: T, options: Type.TSchemaOptions = {}) =>
  Type.Union([schema, Type.Null()], options);
const message = Type.Object(
  { key: Type.String(), values: Type.Record(Type.String(), scalar), text: Type.String() },
  { description: 'A sentence: its English text, and the key and values by which it can be translated.' },
);
const configuration = Type.Record(Type.String(), scalar);
const time = Type.String({ format: 'date-time' });

const findingFields = {
  code: Type.String(),
  severity: Type.Enum(['warning', 'advice', 'note']),
  confidence: Type.Number({ minimum: 0, maximum: 1 }),
  headline: message,
  explanation: Type.Array(message),
  values: Type.Record(Type.String(), scalar),
  evidence: Type.Object({
    trials: Type.Array(Type.Integer()),
    numbers: Type.Record(Type.String(), number),
    figure: Type.Optional(Type.String({ description: 'Id of the figure that shows it.' })),
  }),
  advice: Type.Optional(message),
  action: Type.Optional(Type.Object({ kind: Type.String() }, { description: 'What can be done, as data.' })),
};

export const reportSchema = Type.Object(
  {
    schema: Type.Literal('report/1'),
    project: Type.String(),
    generatedAt: time,
    status: Type.Object({
      kind: Type.Enum(['running', 'paused', 'completed']),
      ended: Type.Integer(),
      planned: Type.Integer(),
      counts: Type.Object({
        feasible: Type.Integer(),
        infeasible: Type.Integer(),
        censored: Type.Integer({ description: 'Cut short by a time limit or a user.' }),
        failed: Type.Integer({ description: 'Lost to infrastructure or to a mistake.' }),
        pending: Type.Integer({ description: 'Not ended.' }),
      }),
      failures: nullable(message, { description: 'What failed, and why; null where nothing did.' }),
    }),
    round: Type.Object({
      number: Type.Integer(),
      goal: Type.Enum(['compare', 'understand', 'maximize']),
      question: Type.String(),
      objective: Type.Object({ metric: Type.String(), direction: Type.Enum(['minimize', 'maximize']) }),
      maxSteps: Type.Number(),
      stepUnit: Type.String(),
      roles: Type.Record(Type.String(), Type.Enum(['scientific', 'nuisance', 'fixed'])),
      baseline: configuration,
      baselineMean: nullable(
        Type.Object({ value: number, seeds: Type.Integer() }, { description: 'Of its feasible trials.' }),
      ),
      references: Type.Record(Type.String(), Type.Record(Type.String(), number)),
    }),
    verdict: message,
    decision: nullable(decisionSchema, { description: 'Of a round that compares two configurations; null in others.' }),
    findings: Type.Array(
      Type.Object({
        ...findingFields,
        also: Type.Optional(
          Type.Array(Type.Object(findingFields), { description: 'Findings of the same cause, told by this one.' }),
        ),
      }),
      { description: 'The most important first.' },
    ),
    silent: Type.Array(Type.Object({ code: Type.String(), reason: message }), {
      description: 'Questions that the data could not answer.',
    }),
    caveats: Type.Array(Type.Object({ hyperparameter: Type.String(), value: scalar })),
    figures: Type.Array(Type.Object({ id: Type.String(), title: Type.String(), claim: Type.String() })),
    trials: Type.Array(
      Type.Object({
        trial: Type.Integer(),
        study: Type.String(),
        baseline: Type.Boolean(),
        outcome: Type.Enum(['feasible', 'infeasible', 'censored', 'failed', 'pending']),
        state: message,
        why: Type.Optional(message),
        rank: nullable(Type.Integer({ minimum: 1 })),
        objective: nullable(number),
        unranked: nullable(number),
        bestStep: nullable(Type.Number()),
        difference: nullable(number),
        seed: Type.Integer(),
        configuration,
        note: Type.String(),
      }),
      { description: 'Feasible trials first, the best before the others.' },
    ),
    reproduce: nullable(Type.String({ description: 'A shell command that trains the best configuration again.' })),
    provenance: Type.Object({
      command: nullable(Type.String()),
      commit: nullable(Type.Object({ hash: Type.String(), dirty: Type.Boolean() })),
      seed: nullable(Type.Integer()),
      file: nullable(Type.String()),
      hash: nullable(Type.String()),
      startedAt: nullable(time),
      endedAt: nullable(time),
      versions: Type.Record(Type.String(), Type.String()),
    }),
  },
  { $id: 'report/1' },
);

export type ReportDocument = Static<typeof reportSchema>;

/** Everything that a report says. */
export interface ReportParts extends Insight {
  readonly verdict: Message;
  readonly figures: readonly Figure[];
  readonly rows: readonly TrialRow[];
  readonly context: ReportContext;
}

export function reportDocument(parts: ReportParts): ReportDocument {
  const { view, verdict, findings, silent, figures, rows, context } = parts;
  const {
    number: roundNumber,
    goal,
    question,
    objective,
    maxSteps,
    stepUnit,
    roles,
    baseline,
    references,
  } = view.round;
  return printable({
    schema: 'report/1',
    project: context.project,
    generatedAt: isoTime(context.generatedAt),
    status: {
      kind: context.status.kind,
      ...progressOf(view),
      failures: failuresOf(rows, context.endings ?? {}),
    },
    round: {
      number: roundNumber,
      goal,
      question,
      objective,
      maxSteps,
      stepUnit,
      roles,
      baseline,
      baselineMean: baselineMean(view),
      references,
    },
    verdict,
    decision: context.decision ?? null,
    findings,
    silent,
    caveats: context.caveats,
    figures: figures.map(({ id, title, claim }) => ({ id, title, claim })),
    trials: rows,
    reproduce: context.reproduce,
    provenance: {
      ...context.provenance,
      startedAt: context.provenance.startedAt === null ? null : isoTime(context.provenance.startedAt),
      endedAt: context.provenance.endedAt === null ? null : isoTime(context.provenance.endedAt),
    },
  }) as ReportDocument;
}

export function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/** The value with every non-finite number as a string. */
function printable(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (Array.isArray(value)) return value.map(printable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, printable(inner)]));
}
