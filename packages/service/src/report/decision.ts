/** What a comparison came to, as a report tells it: the recommendation, what it rests on, and how it stood at each look. */
import Type, { type Static } from 'typebox';
import { defineTexts, type Message } from '@attune/core/texts';
import { numberText } from './columns.ts';

export const decisionReportTexts = defineTexts('report-decision', {
  heading: 'The decision',
  adopt: 'Adopt {candidate} in place of {baseline}: {reason}',
  reject: 'Keep {baseline}, reject {candidate}: {reason}',
  open: 'Not decided yet between {candidate} and {baseline}: {reason}',
  more: 'More evidence is needed to choose between {candidate} and {baseline}: {reason}',
  effect:
    'Effect {effect}, 90 % interval {low} to {high} (positive is better); P(better) {p}; better in {ahead} of {pairs} pairs with fresh seeds.',
  early: 'Effect {effect} (positive is better) in {pairs} {pairs|pair|pairs} with fresh seeds.',
  infeasible:
    'Infeasible runs: {candidate} of the candidate, {baseline} of the baseline; they count as worse than all others, and have no part in the effect.',
  lost: '{lost} {lost|pair was|pairs were} lost to failures and {lost|counts|count} for nothing.',
  adds: 'The change adds complexity, so that it must be shown to be better.',
  none: 'The change adds no complexity, so that it need only be probably better.',
  note: 'Complexity: {note}',
  looks: 'As it stood after each pair',
  atLook: 'after {pairs}: {effect} ({low} to {high}), P(better) {p}',
  pairs: 'Pairs',
  effectColumn: 'Effect',
  intervalColumn: '90 % interval',
  betterColumn: 'P(better)',
  interval: '{low} to {high}',
  runs: 'Runs',
  seed: 'Seed',
  candidateColumn: 'Candidate',
  baselineColumn: 'Baseline',
  run: '{value} (trial {trial})',
  runInfeasible: 'infeasible',
  runLost: 'lost',
  runPending: 'not ended',
  launch: 'To adopt it: {command}',
  goOn: 'To go on: {command}',
});

const nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const interval = nullable(Type.Object({ low: Type.Number(), high: Type.Number() }));
const run = Type.Object({
  trial: Type.Integer(),
  result: Type.Enum(['feasible', 'infeasible', 'lost', 'pending']),
  value: nullable(Type.Number()),
});

export const decisionSchema = Type.Object({
  candidate: Type.String(),
  baseline: Type.String(),
  recommendation: Type.Enum(['adopt', 'reject', 'more-evidence']),
  final: Type.Boolean({ description: 'False where another pair of runs may change the recommendation.' }),
  reason: Type.String(),
  complexity: Type.Enum(['none', 'adds']),
  note: Type.String(),
  pairs: Type.Integer({ description: 'Judged pairs of runs, each under one fresh seed.' }),
  pairsMax: Type.Integer(),
  ahead: Type.Number({ description: 'Pairs in which the candidate was better; an equal pair counts half.' }),
  infeasible: Type.Object({ candidate: Type.Integer(), baseline: Type.Integer() }),
  lost: Type.Integer({ description: 'Pairs lost to failures.' }),
  effect: nullable(Type.Number({ description: 'Positive where the candidate is better.' })),
  interval,
  better: nullable(Type.Number({ description: 'P(better), in [0, 1].' })),
  looks: Type.Array(Type.Object({ pairs: Type.Integer(), effect: Type.Number(), interval, better: Type.Number() }), {
    description: 'The same after each judged pair, from the third on.',
  }),
  runs: Type.Array(Type.Object({ seed: Type.Integer(), candidate: run, baseline: run })),
  remarks: Type.Array(Type.String(), { description: 'On the result that selected the candidate.' }),
  next: nullable(
    Type.String({ description: 'The command that adopts it, or that goes on; null where there is none.' }),
  ),
});

export type ReportedDecision = Static<typeof decisionSchema>;

/** The report's first sentence. */
export function decisionVerdict(decision: ReportedDecision): Message {
  switch (decision.recommendation) {
    case 'adopt':
      return decisionReportTexts.adopt(decision);
    case 'reject':
      return decisionReportTexts.reject(decision);
    case 'more-evidence':
      return decision.final ? decisionReportTexts.more(decision) : decisionReportTexts.open(decision);
  }
}

/** Sentences on what the recommendation rests on. */
export function decisionFacts(decision: ReportedDecision): readonly string[] {
  const { effect, interval: bounds, better, pairs, ahead, infeasible, lost, complexity, note } = decision;
  const measured =
    effect === null
      ? []
      : bounds === null || better === null
        ? [decisionReportTexts.early({ effect: numberText(effect), pairs })]
        : [
            decisionReportTexts.effect({
              effect: numberText(effect),
              low: numberText(bounds.low),
              high: numberText(bounds.high),
              p: numberText(better, 2),
              ahead,
              pairs,
            }),
          ];
  const messages = [
    ...measured,
    ...(infeasible.candidate + infeasible.baseline > 0 ? [decisionReportTexts.infeasible(infeasible)] : []),
    ...(lost > 0 ? [decisionReportTexts.lost({ lost })] : []),
    complexity === 'adds' ? decisionReportTexts.adds() : decisionReportTexts.none(),
    ...(note === '' ? [] : [decisionReportTexts.note({ note })]),
  ];
  return [...messages.map(({ text }) => text), ...decision.remarks];
}

/** How it stood after each pair, a line each. */
export function lookLines({ looks }: ReportedDecision): readonly string[] {
  return looks.map(
    ({ pairs, effect, interval: bounds, better }) =>
      decisionReportTexts.atLook({
        pairs,
        effect: numberText(effect, 3),
        low: numberText(bounds?.low ?? -Infinity, 3),
        high: numberText(bounds?.high ?? Infinity, 3),
        p: numberText(better, 2),
      }).text,
  );
}

/** What to do, with its command; null where nothing is to be done. */
export function nextStep({ next: command, recommendation }: ReportedDecision): string | null {
  if (command === null) return null;
  return (recommendation === 'adopt' ? decisionReportTexts.launch({ command }) : decisionReportTexts.goOn({ command }))
    .text;
}
