/** What speaks for a launch: a comparison with the baseline that recommends it, or a reason to do without. */
import Type, { type Static } from 'typebox';
import { AttuneError } from '@attune/core/errors';
import type { Complexity, ComparisonPlan, Project } from '@attune/core/study';
import { complexityOf, isJudgedPair } from '@attune/core/decide';
import { defineTexts } from '@attune/core/texts';
import type { RoundRow, Store } from '../../store/index.ts';
import { comparedOf } from '../compare/arm.ts';
import { recommendationSchema } from '../compare/document.ts';
import { comparisonsOf, supersededBy, type OtherComparison } from '../compare/others.ts';
import { readComparison, type ComparisonRecord } from '../compare/record.ts';
import { sameConfiguration } from '../design/freeze.ts';
import { nullable } from '../views/trial-document.ts';

export const evidenceTexts = defineTexts('launch-evidence', {
  nothing:
    'there is no comparison whose result could be launched: `attune compare TRIAL` compares a trial with the baseline',
  noComparison: 'round {round} is no comparison: there are {existing}',
  uncompared:
    'nothing shows that {label} is better than the baseline: `attune compare {word}` finds out, or say why not with --without-evidence REASON',
  unlike:
    'the comparison of round {round} recommends {recommendation}: {reason}; to launch it all the same say why with --without-evidence REASON',
  stale:
    'round {round} compared {label} with a configuration that is not the baseline now: compare it with the baseline of today, or say why not with --without-evidence REASON',
  superseded:
    'round {round} recommends to adopt {label}, but the later comparison in round {later} of the same two does not ({recommendation}): both count; `attune compare` with a larger --seeds-max decides, or say why the first is to be believed with --without-evidence REASON',
  already: '{label} is the baseline already',
});

export const evidenceSchema = Type.Union([
  Type.Object({
    kind: Type.Literal('comparison'),
    round: Type.Integer(),
    recommendation: recommendationSchema,
    reason: Type.String(),
    metric: Type.String(),
    pairs: Type.Integer(),
    effect: nullable(Type.Number()),
    interval: nullable(Type.Object({ low: Type.Number(), high: Type.Number() })),
    better: nullable(Type.Number()),
    complexity: Type.Enum(['none', 'adds']),
    /** Absent in launches of earlier versions. */
    comparisons: Type.Optional(
      Type.Array(
        Type.Object({ round: Type.Integer(), reversed: Type.Boolean(), recommendation: recommendationSchema }),
        {
          description:
            'All comparisons of the same two, this one too; `reversed`: candidate and baseline had changed places.',
        },
      ),
    ),
    trials: Type.Object({ candidate: Type.Array(Type.Integer()), baseline: Type.Array(Type.Integer()) }),
    seeds: Type.Array(Type.Integer()),
  }),
  Type.Object({
    kind: Type.Literal('none'),
    reason: Type.String({ description: 'Why it was launched without evidence.' }),
    comparison: nullable(Type.Object({ round: Type.Integer(), recommendation: recommendationSchema })),
  }),
]);

export type Evidence = Static<typeof evidenceSchema>;

/** What is to be launched, and what speaks for it. */
export interface Launchable {
  readonly candidate: ComparisonPlan['candidate'];
  readonly complexity: Complexity;
  /** What was said of the complexity when it was compared; may be empty. */
  readonly note: string;
  readonly evidence: Evidence;
  /** The seed under which it ran last, or 0. */
  readonly seed: number;
  /** The comparison's round, where one is the evidence. */
  readonly round: RoundRow | null;
}

export interface LaunchChoice {
  readonly candidate?: string;
  readonly comparison?: number;
  readonly withoutEvidence?: string;
}

/** Throws `not-found` or `conflict`, with what to do instead. */
export async function launchable(store: Store, project: Project, choice: LaunchChoice): Promise<Launchable> {
  const named = choice.candidate === undefined ? null : await comparedOf(choice.candidate, project, store);
  const record = await comparisonFor(store, project, named, choice.comparison);
  const candidate = named ?? record?.plan.candidate;
  if (candidate === undefined) throw new AttuneError('not-found', evidenceTexts.nothing());
  const { label } = candidate;
  if (sameConfiguration(candidate.configuration, project.baseline)) {
    throw new AttuneError('conflict', evidenceTexts.already({ label }));
  }
  const complexity = record?.plan.complexity ?? complexityOf(project.space, candidate.configuration, project.baseline);
  const about = { candidate, complexity, note: record?.plan.note ?? '', seed: record?.pairs[0]?.seed ?? 0 };
  if (choice.withoutEvidence !== undefined) {
    const { round, decision } = record ?? {};
    const comparison =
      round === undefined || decision === undefined
        ? null
        : { round: round.number, recommendation: decision.recommendation };
    return { ...about, round: null, evidence: { kind: 'none', reason: choice.withoutEvidence, comparison } };
  }
  if (record === null) {
    const word = candidate.trial === null ? label : String(candidate.trial);
    throw new AttuneError('conflict', evidenceTexts.uncompared({ label, word }));
  }
  checkRecord(record, project);
  const all = await comparisonsOf(store, project, record.plan);
  const later = supersededBy(record.round, all);
  if (later !== null) {
    const { round, decision } = later.record;
    const recommendation = later.reversed
      ? 'the other way round it recommends to adopt the baseline'
      : recommended(decision);
    throw new AttuneError(
      'conflict',
      evidenceTexts.superseded({ round: record.round.number, label, later: round.number, recommendation }),
    );
  }
  return { ...about, round: record.round, evidence: evidenceOf(record, all) };
}

/** Throws `conflict` where a comparison does not speak for the change. */
function checkRecord({ plan, round, decision }: ComparisonRecord, { baseline }: Project): void {
  if (!sameConfiguration(plan.baseline.configuration, baseline)) {
    throw new AttuneError('conflict', evidenceTexts.stale({ round: round.number, label: plan.candidate.label }));
  }
  if (decision.recommendation === 'adopt') return;
  const told = { round: round.number, recommendation: recommended(decision), reason: decision.reason.text };
  throw new AttuneError('conflict', evidenceTexts.unlike(told));
}

function recommended({ recommendation }: ComparisonRecord['decision']): string {
  return recommendation === 'reject' ? 'to reject it' : 'more evidence';
}

/** The comparison of that number; else the latest of this configuration, one with today's baseline first; else the latest. */
async function comparisonFor(
  store: Store,
  { baseline }: Project,
  named: ComparisonPlan['candidate'] | null,
  number: number | undefined,
): Promise<ComparisonRecord | null> {
  const rounds = (await store.read('round')).filter(({ resolved }) => resolved.comparison !== undefined);
  const of = (round: RoundRow | undefined) => (round === undefined ? null : readComparison(store, round));
  if (number !== undefined) {
    const found = rounds.find((round) => round.number === number);
    if (found !== undefined) return of(found);
    const existing = rounds.length === 0 ? 'none' : rounds.map((round) => round.number).join(', ');
    throw new AttuneError('not-found', evidenceTexts.noComparison({ round: number, existing }));
  }
  const plans = rounds.flatMap((round) =>
    round.resolved.comparison ? [{ round, plan: round.resolved.comparison }] : [],
  );
  const own = plans.filter(
    ({ plan }) => named === null || sameConfiguration(plan.candidate.configuration, named.configuration),
  );
  const current = own.findLast(({ plan }) => sameConfiguration(plan.baseline.configuration, baseline));
  return of((current ?? own.at(-1))?.round);
}

function evidenceOf(
  { round, plan, pairs: all, decision }: ComparisonRecord,
  comparisons: readonly OtherComparison[],
): Evidence {
  const { recommendation, effect, interval, better } = decision;
  const pairs = all.filter(isJudgedPair);
  return {
    kind: 'comparison',
    round: round.number,
    recommendation,
    reason: decision.reason.text,
    metric: round.resolved.project.objective.metric,
    pairs: decision.pairs,
    effect,
    interval: interval === null ? null : { low: interval[0], high: interval[1] },
    better,
    complexity: plan.complexity,
    comparisons: comparisons.map(({ record, reversed }) => ({
      round: record.round.number,
      reversed,
      recommendation: record.decision.recommendation,
    })),
    trials: {
      candidate: pairs.map((pair) => pair.candidate.trial),
      baseline: pairs.map((pair) => pair.baseline.trial),
    },
    seeds: pairs.map(({ seed }) => seed),
  };
}
