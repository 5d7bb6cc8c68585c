/** A trial as result documents show it, and how it is read from the store. */
import Type, { type Static } from 'typebox';
import type { TrialState } from '@attune/core/study';
import { objectivesOf } from '../../history/index.ts';
import type { AttemptRow, RoundRow, Store, TrialRow } from '../../store/index.ts';

export const scalarSchema = Type.Union([Type.Number(), Type.String(), Type.Boolean(), Type.Null()]);
export const configurationSchema = Type.Record(Type.String(), scalarSchema, {
  description: 'The value of each active hyperparameter, by identity.',
});
export const timeSchema = Type.String({ format: 'date-time' });
export const nullable = <T extends Type.TSchema>(schema: T, options: Type.TSchemaOptions = {}) =>
  Type.Union([schema, Type.Null()], options);

export const statusSchema = Type.Enum(['waiting', 'running', 'paused', 'completed', 'infeasible', 'failed', 'stopped']);

const outcomes = ['feasible', 'infeasible', 'censored', 'failed', 'pending'] as const;
export const outcomeSchema = Type.Enum([...outcomes]);

const storedProperties = {
  trial: Type.Integer(),
  round: Type.Integer(),
  study: Type.String(),
  baseline: Type.Boolean({ description: 'Whether it repeats the baseline.' }),
  status: statusSchema,
  reason: nullable(Type.String({ description: 'Why it is infeasible or has failed, in a word.' })),
  note: Type.String({ description: 'A sentence on how it ended; may be empty.' }),
  objective: nullable(Type.Number({ description: 'Best over training; null where it was never finite.' })),
  bestStep: nullable(Type.Number()),
  seed: Type.Integer(),
  attempts: Type.Integer(),
  configuration: configurationSchema,
};

export const trialSchema = Type.Object({
  ...storedProperties,
  outcome: Type.Enum([...outcomes], {
    description:
      'What its result is worth: one that completed is infeasible too where it is no better than chance or an outlier. Only feasible ones are ranked; `censored`: stopped or timed out.',
  }),
  why: nullable(Type.String({ description: 'Where it is infeasible: the rule with its numbers.' })),
});

/** What the store tells of it. */
export type StoredTrial = Omit<TrialDocument, 'outcome' | 'why'>;
export type TrialDocument = Static<typeof trialSchema>;

/** Documents of trials of any rounds, in the order given. */
export async function trialDocuments(
  store: Store,
  rounds: readonly RoundRow[],
  trials: readonly TrialRow[],
): Promise<readonly StoredTrial[]> {
  if (trials.length === 0) return [];
  const studies = new Map((await store.read('study')).map((study) => [study.id, study]));
  const attempts = await store.read('attempt', { trial: trials.map(({ id }) => id) });
  const attemptsOf = Map.groupBy(attempts, ({ trial }) => trial);
  const objectives = await roundObjectives(store, rounds, trials, attemptsOf);
  return trials.map((trial) => {
    const plan = studies.get(trial.study)?.plan;
    const objective = objectives.get(trial.id);
    return {
      trial: trial.id,
      round: trial.round,
      study: plan?.name ?? '',
      baseline: plan?.purpose === 'baseline',
      status: trial.state.status,
      reason: reasonOf(trial.state),
      note: trial.note,
      objective: objective?.value ?? null,
      bestStep: objective?.step ?? null,
      seed: trial.seed,
      attempts: attemptsOf.get(trial.id)?.length ?? 0,
      configuration: trial.configuration,
    };
  });
}

export function reasonOf(state: TrialState): string | null {
  return 'reason' in state ? state.reason : null;
}

/** Each trial is judged by the objective of its own round. */
async function roundObjectives(
  store: Store,
  rounds: readonly RoundRow[],
  trials: readonly TrialRow[],
  attemptsOf: ReadonlyMap<number, readonly AttemptRow[]>,
) {
  const found = new Map<number, { readonly value: number; readonly step: number }>();
  for (const round of rounds) {
    const own = trials.filter((trial) => trial.round === round.number).flatMap(({ id }) => attemptsOf.get(id) ?? []);
    if (own.length === 0) continue;
    for (const [id, value] of await objectivesOf(store, round.resolved.project.objective, own)) found.set(id, value);
  }
  return found;
}
