/** The result of an audit, for programs. */
import Type, { type Static } from 'typebox';
import { reportSchema, type Report } from '../../report/index.ts';
import { curveSchema } from './curves.ts';
import type { AuditedRound } from './round.ts';
import { configurationSchema, nullable } from '../views/trial-document.ts';
import { documentOf } from '../operation.ts';
import { whyNotSchema } from '../report/why-not.ts';

const pointSchema = Type.Object({
  name: Type.String(),
  trials: Type.Integer(),
  usable: Type.Integer({ description: 'Trials with a usable result; the numbers are of these.' }),
  median: nullable(Type.Number({ description: 'Of the objective, best over training.' })),
  least: nullable(Type.Number()),
  greatest: nullable(Type.Number()),
  configuration: configurationSchema,
});

const roundSchema = Type.Object({
  name: Type.String({ description: 'The group of trials.' }),
  remarks: Type.Array(reportSchema.properties.verdict, {
    description: 'What was put right or assumed in reading the trials.',
  }),
  points: nullable(Type.Array(pointSchema), {
    description: 'Where the trials are runs of a few points: each with the spread of its objective; else null.',
  }),
  sources: Type.Record(Type.String(), Type.String(), { description: 'Where each trial was found, by its number.' }),
  report: reportSchema,
});

export const auditSchema = documentOf('audit', {
  path: Type.String(),
  format: Type.String(),
  curves: Type.Array(curveSchema, { description: 'Every trial, where single curves were asked for; else empty.' }),
  unmeasured: Type.Optional(
    Type.Array(Type.String(), {
      description: 'Sources of trials without any measurement: absent where there is none.',
    }),
  ),
  rounds: Type.Array(roundSchema),
  html: nullable(Type.String({ description: 'The page that was written.' })),
  figure: Type.Optional(Type.String({ description: 'The file of the figure that was asked for.' })),
  id: Type.Optional(Type.String({ description: 'Which figure was written.' })),
  whyNot: Type.Optional(whyNotSchema),
});

export type AuditDocument = Static<typeof auditSchema>;

export function roundDocument(round: AuditedRound, { document }: Report): AuditDocument['rounds'][number] {
  return {
    name: round.name,
    remarks: [...round.remarks.map((message) => ({ ...message, values: { ...message.values } }))],
    points: round.points === null ? null : round.points.map((point) => ({ ...point })),
    sources: Object.fromEntries([...round.sources].map(([trial, source]) => [String(trial), source])),
    report: document,
  };
}
