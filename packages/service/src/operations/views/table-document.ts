/** Every trial of a round in columns: small to send and quick to draw, sort and select however many there are. */
import Type, { type Static } from 'typebox';
import { flatten, hyperparameterLabels, type Hyperparameter } from '@attune/core/space';
import type { AttemptRow, NoteRow, RoundRow, StudyRow, TrialRow } from '../../store/index.ts';
import { objectiveSchema } from '../report/asked-objective.ts';
import type { JudgedTrials } from './judged-trials.ts';
import { documentOf } from '../operation.ts';
import { nullable, reasonOf, scalarSchema } from './trial-document.ts';

const statuses = ['waiting', 'running', 'paused', 'completed', 'infeasible', 'failed', 'stopped'] as const;
const outcomes = ['feasible', 'infeasible', 'censored', 'failed', 'pending'] as const;

const column = <T extends Type.TSchema>(schema: T, description?: string) =>
  Type.Array(schema, description === undefined ? {} : { description });

export const tableSchema = documentOf('table', {
  round: Type.Integer(),
  version: Type.String({ description: 'Changes when the table may have.' }),
  objective: objectiveSchema,
  trial: column(Type.Integer(), 'Numbers, ascending; every other column has a value for each.'),
  study: column(Type.Integer({ minimum: 0 }), 'Places in `studies`.'),
  studies: Type.Array(Type.String()),
  baseline: column(Type.Boolean(), 'Whether it repeats the baseline.'),
  status: column(Type.Integer({ minimum: 0 }), 'Places in `statuses`.'),
  statuses: Type.Array(Type.String()),
  outcome: column(Type.Integer({ minimum: 0 }), 'Places in `outcomes`.'),
  outcomes: Type.Array(Type.Enum([...outcomes])),
  reason: column(nullable(Type.String()), 'Why it is infeasible, censored or failed.'),
  objectiveValue: column(nullable(Type.Number()), 'Best over training, whatever became of the trial.'),
  bestStep: column(nullable(Type.Number())),
  rank: column(nullable(Type.Integer({ minimum: 1 })), 'Among feasible trials of the search.'),
  seed: column(Type.Integer()),
  attempts: column(Type.Integer()),
  startedAt: column(nullable(Type.Number()), 'Milliseconds, UTC.'),
  seconds: column(nullable(Type.Number()), 'Of all its attempts; null while one runs.'),
  hyperparameters: Type.Array(
    Type.Object({
      name: Type.String({ description: 'Its identity.' }),
      label: Type.String({ description: 'Short, and different for each.' }),
      scale: nullable(Type.Enum(['linear', 'log', 'reverse-log'])),
      values: column(scalarSchema, 'Null where it is not active.'),
    }),
  ),
  note: column(Type.String(), 'How it ended and what was noted, joined by “ · ”; may be empty.'),
});

export type TableDocument = Static<typeof tableSchema>;

/** `written`: all notes of the project. */
export function tableOf(
  round: RoundRow,
  judged: JudgedTrials,
  written: readonly NoteRow[],
  version: string,
): TableDocument {
  const { studies, trials, objectives, attempts } = judged;
  const places = new Map(studies.map(({ id }, place) => [id, place]));
  const ranks = new Map(judged.ranked.map((id, index) => [id, index + 1]));
  const notes = notesOf(written);
  const baselines = new Set(studies.filter(({ plan }) => plan.purpose === 'baseline').map(({ id }) => id));
  return {
    schema: 'table/1',
    round: round.number,
    version,
    objective: round.resolved.project.objective,
    trial: trials.map(({ id }) => id),
    study: trials.map(({ study }) => places.get(study) ?? 0),
    studies: studies.map(({ plan }) => plan.name),
    baseline: trials.map(({ study }) => baselines.has(study)),
    status: trials.map(({ state }) => statuses.indexOf(state.status)),
    statuses: [...statuses],
    outcome: trials.map(({ id }) => outcomes.indexOf(judged.outcomes.get(id)?.kind ?? 'pending')),
    outcomes: [...outcomes],
    reason: trials.map((trial) => reasonFor(trial, judged)),
    objectiveValue: trials.map(({ id }) => objectives.get(id)?.value ?? null),
    bestStep: trials.map(({ id }) => objectives.get(id)?.step ?? null),
    rank: trials.map(({ id }) => ranks.get(id) ?? null),
    seed: trials.map(({ seed }) => seed),
    attempts: trials.map(({ id }) => attempts.get(id)?.length ?? 0),
    startedAt: trials.map(({ id }) => attempts.get(id)?.[0]?.startedAt ?? null),
    seconds: trials.map(({ id }) => secondsOf(attempts.get(id) ?? [])),
    hyperparameters: columnsOf(studies, trials),
    note: trials.map(({ id, note }) => [note, ...(notes.get(id) ?? [])].filter((text) => text !== '').join(' · ')),
  };
}

function reasonFor({ id, state }: TrialRow, judged: JudgedTrials): string | null {
  const outcome = judged.outcomes.get(id);
  return outcome !== undefined && 'reason' in outcome ? outcome.reason : reasonOf(state);
}

function secondsOf(attempts: readonly AttemptRow[]): number | null {
  let milliseconds = 0;
  for (const { startedAt, endedAt } of attempts) {
    if (endedAt === null) return null;
    milliseconds += endedAt - startedAt;
  }
  return attempts.length === 0 ? null : milliseconds / 1000;
}

/** Of the studies' spaces, in the order of the file. */
function columnsOf(studies: readonly StudyRow[], trials: readonly TrialRow[]): TableDocument['hyperparameters'] {
  const found = new Map<string, Hyperparameter>();
  for (const { plan } of studies) {
    for (const { hyperparameter } of flatten(plan.space)) {
      const known = found.get(hyperparameter.id);
      if (known === undefined || !('scale' in known)) found.set(hyperparameter.id, hyperparameter);
    }
  }
  const all = [...found.values()];
  const labels = hyperparameterLabels(all);
  return all.map((hyperparameter, index) => ({
    name: hyperparameter.id,
    label: labels[index] ?? hyperparameter.id,
    scale: 'scale' in hyperparameter ? hyperparameter.scale : null,
    values: trials.map(({ configuration }) => configuration[hyperparameter.id] ?? null),
  }));
}

function notesOf(notes: readonly NoteRow[]): ReadonlyMap<number, readonly string[]> {
  const found = new Map<number, string[]>();
  for (const { subject, text } of notes) {
    const [, digits] = /^trial (\d+)$/.exec(subject) ?? [];
    if (digits === undefined) continue;
    const own = found.get(Number(digits)) ?? [];
    own.push(text);
    found.set(Number(digits), own);
  }
  return found;
}
