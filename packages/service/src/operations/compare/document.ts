/** A comparison as its result document tells it. */
import Type, { type Static } from 'typebox';
import { decide, type Pair, type RunResult, type Variation } from '@attune/core/decide';
import type { ComparisonPlan, Project } from '@attune/core/study';
import type { ComparisonRecord } from './record.ts';
import type { documentOf } from '../operation.ts';
import { configurationSchema, nullable, scalarSchema } from '../views/trial-document.ts';

const armSchema = Type.Object({
  label: Type.String(),
  trial: nullable(Type.Integer({ description: 'The trial that selected it.' })),
  configuration: configurationSchema,
});

const runSchema = Type.Object({
  trial: Type.Integer(),
  result: Type.Enum(['feasible', 'infeasible', 'lost', 'pending']),
  value: nullable(Type.Number()),
});

const deviationOf = (description: string) =>
  nullable(Type.Object({ deviation: Type.Number(), of: Type.Integer() }), { description });

const variationSchema = Type.Object(
  {
    trial: deviationOf('From one training seed to another; `of` how many seeds.'),
    study: nullable(
      Type.Object({
        deviation: Type.Number(),
        of: Type.Integer(),
        from: Type.Enum(['repeats', 'draws'], {
          description: 'Whole searches under other seeds, or draws of half of the one search there is.',
        }),
        searches: Type.Integer({ description: 'Searches of this design that were run.' }),
      }),
      { description: 'Of the best of `of` trials, from one search to another.' },
    ),
    data: deviationOf('Of a rate on `of` validation examples.'),
  },
  { description: 'Sources of variation, kept apart, as standard deviations; null where one is not known.' },
);

export const recommendationSchema = Type.Enum(['adopt', 'reject', 'more-evidence']);

export const comparisonProperties = {
  round: nullable(Type.Integer({ description: 'The round that holds its runs; null before it has begun.' })),
  status: Type.Enum(['planned', 'running', 'paused', 'completed']),
  pauseNote: Type.String({ description: 'Why it is paused; may be empty.' }),
  candidate: armSchema,
  baseline: armSchema,
  difference: Type.Array(
    Type.Object({ hyperparameter: Type.String(), candidate: nullable(scalarSchema), baseline: nullable(scalarSchema) }),
  ),
  metric: Type.String(),
  direction: Type.Enum(['minimize', 'maximize']),
  complexity: Type.Enum(['none', 'adds']),
  note: Type.String(),
  recommendation: recommendationSchema,
  final: Type.Boolean({ description: 'False where another pair of runs may change the recommendation.' }),
  reason: Type.String(),
  pairs: Type.Integer({ description: 'Judged pairs of runs, each under one fresh seed.' }),
  pairsMax: Type.Integer(),
  lost: Type.Integer({ description: 'Pairs of which a run failed or was stopped: they count for nothing.' }),
  ahead: Type.Number({ description: 'Pairs in which the candidate was better; an equal pair counts half.' }),
  infeasible: Type.Object({ candidate: Type.Integer(), baseline: Type.Integer() }),
  lessReliable: nullable(Type.Object({ low: Type.Number(), high: Type.Number() }), {
    description: 'By how much more often the candidate is infeasible, in shares of runs, 90 %; null where no run was.',
  }),
  effect: nullable(
    Type.Number({
      description: 'Mean difference where both runs are feasible; positive where the candidate is better.',
    }),
  ),
  interval: nullable(
    Type.Object({ low: Type.Number(), high: Type.Number() }, { description: '90 %, valid whenever one stops.' }),
  ),
  better: nullable(Type.Number({ description: 'P(better), in [0, 1].' })),
  needed: nullable(Type.Integer({ description: 'Pairs that would decide if the effect is as measured.' })),
  seedsHelp: Type.Boolean({ description: 'Whether more seeds could change the answer.' }),
  next: nullable(Type.String({ description: 'The command that adopts it, or goes on; null where there is none.' })),
  comparisons: Type.Integer({ description: 'Comparisons of these two, in either order, this one too.' }),
  runs: Type.Array(Type.Object({ seed: Type.Integer(), candidate: runSchema, baseline: runSchema })),
  variation: Type.Object({ candidate: variationSchema, baseline: variationSchema }),
  selected: nullable(
    Type.Object(
      {
        trial: Type.Integer(),
        value: Type.Number(),
        rank: Type.Integer({ minimum: 1, description: '1 is the best.' }),
        among: Type.Integer(),
        mean: nullable(
          Type.Number({ description: 'Of fresh runs of the candidate; null where too few are feasible.' }),
        ),
        warning: nullable(Type.String({ description: 'Where fresh runs fall far behind the result.' })),
      },
      {
        description:
          'The result that selected the candidate: optimistic where it was the best of many, and no evidence.',
      },
    ),
  ),
} as const;

export type ComparisonDocument = Static<ReturnType<typeof documentOf<'compare', typeof comparisonProperties>>>;

/** What the store tells beside the comparison itself. */
interface Surroundings {
  readonly next?: string | null;
  readonly comparisons?: number;
}

/** `record` is null where nothing has run yet. */
export function comparisonDocument(
  plan: ComparisonPlan,
  { objective }: Project,
  record: ComparisonRecord | null,
  { next = null, comparisons = 0 }: Surroundings = {},
): ComparisonDocument {
  const asked = record?.plan ?? plan;
  const decision = record?.decision ?? decide([], { complexity: plan.complexity, pairsMax: plan.pairsMax, objective });
  const { recommendation, final, pairs, lost, ahead, infeasible, effect, interval, better, needed } = decision;
  const { lessReliable, seedsHelp } = decision;
  return {
    schema: 'compare/1',
    round: record?.round.number ?? null,
    status: record?.round.status ?? 'planned',
    pauseNote: record?.round.note ?? '',
    candidate: { ...asked.candidate, configuration: { ...asked.candidate.configuration } },
    baseline: { ...asked.baseline, configuration: { ...asked.baseline.configuration } },
    difference: differenceOf(asked),
    metric: objective.metric,
    direction: objective.direction,
    complexity: asked.complexity,
    note: asked.note,
    recommendation,
    final,
    reason: decision.reason.text,
    pairs,
    pairsMax: asked.pairsMax,
    lost,
    ahead,
    infeasible: { ...infeasible },
    lessReliable: lessReliable === null ? null : { low: lessReliable[0], high: lessReliable[1] },
    effect,
    interval: interval === null ? null : { low: interval[0], high: interval[1] },
    better,
    needed,
    seedsHelp,
    next,
    comparisons,
    runs: record?.pairs.map(pairDocument) ?? [],
    variation: { candidate: variationDocument(record?.candidate), baseline: variationDocument(record?.baseline) },
    selected: selectedDocument(record?.selected ?? null),
  };
}

function selectedDocument(selected: ComparisonRecord['selected']): ComparisonDocument['selected'] {
  if (selected === null) return null;
  const { trial, value, rank, among, optimism } = selected;
  return { trial, value, rank, among, mean: optimism?.mean ?? null, warning: optimism?.warning?.text ?? null };
}

function differenceOf({ candidate, baseline }: ComparisonPlan): ComparisonDocument['difference'] {
  const ids = new Set([...Object.keys(baseline.configuration), ...Object.keys(candidate.configuration)]);
  return [...ids].flatMap((id) => {
    const [own, other] = [candidate.configuration[id], baseline.configuration[id]];
    return own === other ? [] : [{ hyperparameter: id, candidate: own ?? null, baseline: other ?? null }];
  });
}

function pairDocument({ seed, candidate, baseline }: Pair): ComparisonDocument['runs'][number] {
  const run = ({ trial, result }: Pair['candidate']) => ({ trial, result: result.kind, value: valueOf(result) });
  return { seed, candidate: run(candidate), baseline: run(baseline) };
}

function valueOf(result: RunResult): number | null {
  return result.kind === 'feasible' ? result.value : null;
}

function variationDocument(variation: Variation | undefined): Static<typeof variationSchema> {
  const { trial = null, study = null, data = null } = variation ?? {};
  return {
    trial: trial && { deviation: trial.deviation, of: trial.seeds },
    study: study && { deviation: study.deviation, of: study.trials, from: study.from, searches: study.searches },
    data: data && { deviation: data.deviation, of: data.examples },
  };
}
