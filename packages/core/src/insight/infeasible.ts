/**
 * How many trials gave no usable result, for what reasons, and is there a side of one hyperparameter where they lie
 * (method D3)? The split is the best of a search and is judged as such (`separation.ts`): over infeasible trials that fall
 * anywhere, one is named in at most `options.falseAlarms` of rounds.
 * Where `nearlyAll` or more of at least `fewestForBug` trials are infeasible, no region explains it: a bug is likelier.
 * Regions of two hyperparameters are not searched.
 */
import { binomialInterval, rounded, stream } from '../numeric/index.ts';
import { roundedValue, shrinkRange, type Hyperparameter } from '../space/index.ts';
import { defineTexts, type Message } from '../texts/index.ts';
import { placeOf, variedAcross } from './evidence/dimension.ts';
import type { Action, Finding } from './finding.ts';
import type { InfeasibleOutcome } from './evidence/outcome.ts';
import { percent } from './evidence/percent.ts';
import type { Answer, Question } from './question.ts';
import { separations, type Axis, type Split } from './evidence/separation.ts';
import { thresholdOf } from './evidence/threshold.ts';
import { isJudged, type JudgedTrial, type RoundView } from './view.ts';

const nearlyAll = 0.9;
const fewestForBug = 5;
/** Too few trials or too few of a kind for any split to stand out from chance. */
const fewestTrials = 8;
/** Beyond so many, relabelings end once the answer is certain: a p far from the limit need not be exact. */
const manyTrials = 500;
const topCount = 3;

export const infeasibleTexts = defineTexts('infeasible', {
  share: '{infeasible} of {count} trials gave no usable result',
  bug: '{infeasible} of {count} trials gave no usable result: suspect a bug before the ranges',
  above:
    '{hyperparameter} above {threshold}: {inside} of {insideCount} trials infeasible; otherwise {outside} of {outsideCount}',
  below:
    '{hyperparameter} below {threshold}: {inside} of {insideCount} trials infeasible; otherwise {outside} of {outsideCount}',
  at: '{hyperparameter} = {threshold}: {inside} of {insideCount} trials infeasible; otherwise {outside} of {outsideCount}',
  interval: '{infeasible} of {count} trials are infeasible in all ({share} %; 95 % interval {low} to {high} %)',
  reason: '{count} {count|trial|trials}: {reason}',
  chance: 'if infeasible trials fell anywhere, a split as clear as this would be found in {p} of rounds',
  nowhere: 'no side of a single hyperparameter holds them more than chance would (best split p = {p})',
  few: '{count} ended {count|trial|trials} are too few to tell where infeasible ones lie',
  competitive:
    'the range is better kept: trial {trial}, among the three best, lies there too, so steadier training (warmup, clipping) may be worth more than a smaller range',
  shrinkAbove: 'search {hyperparameter} up to {threshold}',
  shrinkBelow: 'search {hyperparameter} from {threshold} upwards',
  leave: 'leave out {hyperparameter} = {threshold}, or find out what it breaks',
  check:
    'read the log of trial {trial} and run the baseline first: when nearly everything fails, the program or its data is likelier at fault than the values',
  none: 'none of the {count} ended trials is infeasible',
  empty: 'no trial has ended',
});

export const infeasible: Question = {
  code: 'infeasible',
  texts: infeasibleTexts.table,
  ask(view, options): Answer {
    const judged = view.search.filter(isJudged);
    const bad = judged.filter(({ outcome }) => outcome.kind === 'infeasible');
    if (judged.length === 0) return silence(infeasibleTexts.empty());
    if (bad.length === 0) return silence(infeasibleTexts.none({ count: judged.length }));
    if (judged.length >= fewestForBug && bad.length >= nearlyAll * judged.length) return say(bug(judged, bad));
    if (judged.length < fewestTrials) {
      return say(share(judged, bad, infeasibleTexts.few({ count: judged.length })));
    }
    const hyperparameters = variedAcross(view.round.studies.filter(({ purpose }) => purpose === 'search'));
    const splits = separations(
      hyperparameters.map((hyperparameter) => axisOf(hyperparameter, judged)),
      judged.map(({ outcome }) => outcome.kind === 'infeasible'),
      {
        permutations: options.permutations,
        random: stream(options.seed, 'infeasible'),
        ...(judged.length > manyTrials && { endAbove: options.falseAlarms }),
      },
    );
    const clear = splits.filter(({ p }) => p <= options.falseAlarms);
    if (clear.length === 0)
      return say(share(judged, bad, infeasibleTexts.nowhere({ p: rounded(splits[0]?.p ?? 1, 2) })));
    return {
      findings: clear.flatMap((split) => {
        const hyperparameter = hyperparameters[split.axis];
        return hyperparameter === undefined ? [] : [located({ view, judged, bad, hyperparameter, split })];
      }),
      silent: [],
    };
  },
};

function silence(reason: Message): Answer {
  return { findings: [], silent: [reason] };
}

function say(finding: Finding): Answer {
  return { findings: [finding], silent: [] };
}

function axisOf(hyperparameter: Hyperparameter, trials: readonly JudgedTrial[]): Axis {
  const configurations = trials.map(({ record }) => record.configuration);
  switch (hyperparameter.kind) {
    case 'float':
    case 'integer':
    case 'discrete':
      return { kind: 'ordered', places: configurations.map((configuration) => placeOf(hyperparameter, configuration)) };
    case 'categorical':
    case 'boolean':
    case 'choice':
      return {
        kind: 'unordered',
        values: configurations.map((configuration) => {
          const value = configuration[hyperparameter.id];
          return value === undefined ? null : String(value);
        }),
      };
  }
}

function bug(judged: readonly JudgedTrial[], bad: readonly JudgedTrial[]): Finding {
  const counts = { infeasible: bad.length, count: judged.length };
  return {
    ...frame(judged, bad),
    severity: 'warning',
    confidence: 0.9,
    headline: infeasibleTexts.bug(counts),
    explanation: summary(judged, bad),
    advice: infeasibleTexts.check({ trial: bad[0]?.record.id ?? 0 }),
  };
}

function share(judged: readonly JudgedTrial[], bad: readonly JudgedTrial[], whereabouts: Message): Finding {
  return {
    ...frame(judged, bad),
    severity: 'note',
    confidence: 1,
    headline: infeasibleTexts.share({ infeasible: bad.length, count: judged.length }),
    explanation: [...summary(judged, bad), whereabouts],
  };
}

interface Located {
  readonly view: RoundView;
  readonly judged: readonly JudgedTrial[];
  readonly bad: readonly JudgedTrial[];
  readonly hyperparameter: Hyperparameter;
  readonly split: Split;
}

function located({ view, judged, bad, hyperparameter, split }: Located): Finding {
  const threshold = thresholdOf(hyperparameter, split);
  const names = { hyperparameter: hyperparameter.id, threshold };
  const { inside, outside, p, where } = split;
  const numbers = {
    inside: inside.infeasible,
    insideCount: inside.count,
    outside: outside.infeasible,
    outsideCount: outside.count,
  };
  const base = frame(judged, bad);
  const axis = axisOf(hyperparameter, view.ranked.slice(0, topCount));
  const competitor = view.ranked.slice(0, topCount).find((_, i) => lies(axis, i, where));
  const action = competitor === undefined ? shrink(hyperparameter, where.side, threshold) : undefined;
  const end = action?.range[where.side === 'above' ? 1 : 0];
  const advised = end === undefined ? names : { ...names, threshold: roundedValue(hyperparameter, end) };
  return {
    ...base,
    severity: 'advice',
    confidence: Math.min(0.99, 1 - p),
    headline: infeasibleTexts[where.side]({ ...names, ...numbers }),
    explanation: [infeasibleTexts.chance({ p: percent(p) }), ...summary(judged, bad)],
    values: { ...base.values, ...names, side: where.side },
    evidence: {
      ...base.evidence,
      numbers: { ...base.evidence.numbers, ...numbers, p },
      figure: `axis:${hyperparameter.id}`,
    },
    advice:
      competitor === undefined
        ? advise(where.side, advised)
        : infeasibleTexts.competitive({ trial: competitor.record.id }),
    ...(action !== undefined && { action }),
  };
}

function frame(
  judged: readonly JudgedTrial[],
  bad: readonly JudgedTrial[],
): Pick<Finding, 'code' | 'values' | 'evidence'> {
  const [low, high] = binomialInterval(bad.length, judged.length, 0.95);
  return {
    code: 'infeasible',
    values: { infeasible: bad.length, count: judged.length },
    evidence: {
      trials: bad.map(({ record }) => record.id),
      numbers: { infeasible: bad.length, count: judged.length, share: bad.length / judged.length, low, high },
    },
  };
}

/** The share with its interval, then each reason with its count, most frequent first. */
function summary(judged: readonly JudgedTrial[], bad: readonly JudgedTrial[]): readonly Message[] {
  const [low, high] = binomialInterval(bad.length, judged.length, 0.95).map((x) => Math.round(100 * x));
  const reasons = new Map<InfeasibleOutcome, { count: number; why: Message }>();
  for (const { outcome } of bad) {
    if (outcome.kind !== 'infeasible') continue;
    const before = reasons.get(outcome.reason);
    reasons.set(outcome.reason, { count: (before?.count ?? 0) + 1, why: before?.why ?? outcome.why });
  }
  return [
    infeasibleTexts.interval({
      infeasible: bad.length,
      count: judged.length,
      share: Math.round((100 * bad.length) / judged.length),
      low: low ?? 0,
      high: high ?? 100,
    }),
    ...[...reasons.entries()]
      .sort(([, a], [, b]) => b.count - a.count)
      .map(([reason, { count }]) => infeasibleTexts.reason({ count, reason: reasonTexts[reason]().text })),
  ];
}

export const reasonTexts = defineTexts('infeasible-reason', {
  diverged: 'training diverged (a loss or the objective was not finite)',
  'out-of-memory': 'ran out of memory',
  invalid: 'the configuration broke a constraint of the program',
  'never-finite': 'the objective was never a finite number',
  'no-better-than-chance': 'no better than chance',
  outlier: 'far outside the spread of the study',
});

function lies(axis: Axis, trial: number, where: Split['where']): boolean {
  if (where.side === 'at') return axis.kind === 'unordered' && axis.values[trial] === where.value;
  const place = axis.kind === 'ordered' ? (axis.places[trial] ?? null) : null;
  if (place === null) return false;
  return where.side === 'above' ? place >= where.between[1] : place <= where.between[0];
}

type Shrinking = Extract<Action, { kind: 'shrink-range' }>;

/** A smaller range on the feasible side, its new end rounded inwards. */
function shrink(
  hyperparameter: Hyperparameter,
  side: Split['where']['side'],
  threshold: number | string,
): Shrinking | undefined {
  if ((hyperparameter.kind !== 'float' && hyperparameter.kind !== 'integer') || typeof threshold !== 'number')
    return undefined;
  const range = shrinkRange(hyperparameter, side === 'above' ? 'high' : 'low', threshold);
  if (range === null) return undefined;
  return { kind: 'shrink-range', hyperparameter: hyperparameter.id, scale: hyperparameter.scale, range };
}

function advise(
  side: Split['where']['side'],
  names: { readonly hyperparameter: string; readonly threshold: number | string },
): Message {
  switch (side) {
    case 'above':
      return infeasibleTexts.shrinkAbove(names);
    case 'below':
      return infeasibleTexts.shrinkBelow(names);
    case 'at':
      return infeasibleTexts.leave(names);
  }
}
