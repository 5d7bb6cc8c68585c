/** The notebook as data: what happened to a project in order of time, for programs, and for the pages made of it. */
import Type, { type Static } from 'typebox';

const scalar = Type.Union([Type.Number(), Type.String(), Type.Boolean(), Type.Null()]);
const nullable = <T extends Type.TSchema>(schema: T, description = '') =>
  Type.Union([schema, Type.Null()], description === '' ? {} : { description });
const time = Type.String({ format: 'date-time' });
const configuration = Type.Record(Type.String(), scalar);

export const objectiveSchema = Type.Object({
  metric: Type.String(),
  direction: Type.Enum(['minimize', 'maximize']),
});

/** A baseline's mean over the seeds that it was run with, and the 95 % interval of that mean (Student's t). */
export const measuredSchema = Type.Object({
  value: Type.Number(),
  seeds: Type.Integer({ minimum: 1 }),
  interval: nullable(Type.Tuple([Type.Number(), Type.Number()]), 'Null for a single seed.'),
  objective: objectiveSchema,
  maxSteps: Type.Number(),
  stepUnit: Type.String(),
});

const launchSchema = Type.Object({
  kind: Type.Literal('launch'),
  time,
  launch: Type.Integer(),
  parent: nullable(Type.Integer()),
  note: Type.String({ description: 'Its complexity note; may be empty.' }),
  evidence: nullable(Type.Unknown(), 'As recorded; null for the first baseline, and where it was changed by hand.'),
  grounds: Type.String({ description: 'In a sentence, what speaks for it; empty for the first baseline.' }),
  configuration,
  changes: Type.Array(
    Type.Object({ hyperparameter: Type.String(), before: nullable(scalar), after: nullable(scalar) }),
    { description: 'Against the parent; null where a hyperparameter is not active.' },
  ),
  commit: nullable(Type.String()),
  measured: nullable(measuredSchema, 'Over the runs of the baseline, as it was measured when it was launched.'),
});

const findingSchema = Type.Object({
  code: Type.String(),
  severity: Type.Enum(['warning', 'advice', 'note']),
  headline: Type.String(),
  advice: nullable(Type.String()),
  figure: nullable(Type.String({ description: 'Id of the figure that shows it, in the report of the round.' })),
});

const decisionSchema = Type.Object({
  recommendation: Type.Enum(['adopt', 'reject', 'more-evidence']),
  final: Type.Boolean({ description: 'False where another pair of runs may change it.' }),
  candidate: Type.String(),
  baseline: Type.String(),
  complexity: Type.Enum(['none', 'adds']),
  pairs: Type.Integer(),
  effect: nullable(Type.Number(), 'Positive where the candidate is better.'),
  interval: nullable(Type.Tuple([Type.Number(), Type.Number()]), 'Of the effect, 90 %.'),
  better: nullable(Type.Number(), 'P(better), in [0, 1].'),
  reason: Type.String(),
});

const roundSchema = Type.Object({
  kind: Type.Literal('round'),
  time,
  round: Type.Integer(),
  name: Type.String(),
  goal: Type.Enum(['compare', 'understand', 'maximize']),
  question: Type.String(),
  notes: Type.String({ description: 'As they stand in its round file now; may be empty.' }),
  file: Type.String(),
  status: Type.Enum(['running', 'paused', 'completed']),
  endedAt: nullable(time),
  planned: Type.Integer({ description: 'Trials, the baseline’s included.' }),
  ended: Type.Integer(),
  objective: objectiveSchema,
  best: nullable(Type.Object({ trial: Type.Integer(), value: Type.Number() })),
  verdict: Type.String(),
  decision: nullable(decisionSchema, 'Of a comparison, which has no findings; else null.'),
  findings: Type.Array(findingSchema, { description: 'The most important first.' }),
});

const noteSchema = Type.Object({
  kind: Type.Literal('note'),
  time,
  note: Type.Integer(),
  subject: Type.String({ description: '`project`, `round 1`, `trial 7`.' }),
  text: Type.String(),
});

const eventSchema = Type.Object({
  kind: Type.Literal('event'),
  time,
  event: Type.String({ description: '`round.extended`, `metrics.unsealed`, …' }),
  subject: Type.String(),
  actor: Type.String(),
  text: Type.String(),
});

const entrySchema = Type.Union([launchSchema, roundSchema, noteSchema, eventSchema]);

export const notebookFields = {
  project: Type.String(),
  objective: objectiveSchema,
  generatedAt: time,
  entries: Type.Array(entrySchema, { description: 'In order of time.' }),
};

export type Notebook = Static<Type.TObject<typeof notebookFields>>;
export type Entry = Static<typeof entrySchema>;
export type LaunchEntry = Static<typeof launchSchema>;
export type DecisionEntry = Static<typeof decisionSchema>;
export type RoundEntry = Static<typeof roundSchema>;
export type Measured = Static<typeof measuredSchema>;
