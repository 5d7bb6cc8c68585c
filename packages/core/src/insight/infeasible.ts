/**
 * How many trials gave no usable result, for what reasons, and where do they lie (method D3)? In a side or a two-sided part
 * of one hyperparameter, at a value, or beyond a line through two, such as learning rate / (1 − momentum): see
 * `evidence/region-search.ts`. The search always finds something, so it is judged as one: over infeasible trials that fall
 * anywhere, a region is named in at most `options.falseAlarms` of rounds.
 * Where `nearlyAll` or more fail in no region that can be told, it is a bug or the ranges. The baseline decides: where it
 * fails too it is a bug, where it runs it is not; without one, only a share that is surely so high makes a bug likelier.
 */
import { binomialInterval, rounded } from '../numeric/index.ts';
import { defineTexts, type Message } from '../texts/index.ts';
import type { InfeasibleOutcome } from './evidence/outcome.ts';
import { percent } from './evidence/percent.ts';
import { infeasibleRegions, type InfeasibleRegions } from './evidence/infeasible-regions.ts';
import { axesOf, type Region } from './evidence/region.ts';
import { remedyOf } from './evidence/region-remedy.ts';
import { ruleOf, type Rule } from './evidence/region-rule.ts';
import type { Finding } from './finding.ts';
import type { Answer, Question } from './question.ts';
import { isJudged, type JudgedTrial, type RoundView } from './view.ts';

const nearlyAll = 0.9;
const fewestForBug = 5;
/** Too few trials for any region to stand out from chance. */
const fewestTrials = 8;
const topCount = 3;
/** How sure a broken baseline makes a bug, and a share alone: choices, as no data say how often either is so. */
const bugConfidence = { baseline: 0.95, share: 0.8 } as const;

export const infeasibleTexts = defineTexts('infeasible', {
  share: '{infeasible} of {count} trials gave no usable result',
  bug: '{infeasible} of {count} trials gave no usable result: suspect a bug before the ranges',
  ranges:
    '{infeasible} of {count} trials gave no usable result, but the baseline runs: the ranges reach too far from it',
  unclear: '{infeasible} of {count} trials gave no usable result: a bug, or ranges that reach too far',
  baselineToo: '{infeasible} of {count} {count|run|runs} of the baseline gave no usable result either',
  baselineRuns: '{feasible} of {count} {count|run|runs} of the baseline gave a usable result, so the program works',
  noBaseline: 'no run of the baseline tells whether the program works at all',
  above:
    '{hyperparameter} above {threshold}: {inside} of {insideCount} trials infeasible; otherwise {outside} of {outsideCount}',
  below:
    '{hyperparameter} below {threshold}: {inside} of {insideCount} trials infeasible; otherwise {outside} of {outsideCount}',
  at: '{hyperparameter} = {threshold}: {inside} of {insideCount} trials infeasible; otherwise {outside} of {outsideCount}',
  between:
    '{hyperparameter} from {low} to {high}: {inside} of {insideCount} trials infeasible; otherwise {outside} of {outsideCount}',
  outside:
    '{hyperparameter} outside {low} to {high}: {inside} of {insideCount} trials infeasible; otherwise {outside} of {outsideCount}',
  lineAbove:
    '{hyperparameter} above a limit that runs from {first} (at {partner} = {firstPartner}) to {last} (at {partner} = {lastPartner}): {inside} of {insideCount} trials infeasible; otherwise {outside} of {outsideCount}',
  lineBelow:
    '{hyperparameter} below a limit that runs from {first} (at {partner} = {firstPartner}) to {last} (at {partner} = {lastPartner}): {inside} of {insideCount} trials infeasible; otherwise {outside} of {outsideCount}',
  interval: '{infeasible} of {count} trials are infeasible in all ({share} %; 95 % interval {low} to {high} %)',
  reason: '{count} {count|trial|trials}: {reason}',
  chance: 'if infeasible trials fell anywhere, a region as clear as this would be found in {p} of rounds',
  rest: 'among the trials that the regions named before leave',
  pair: 'the two hyperparameters decide together: neither alone separates these trials as well',
  nowhere: 'no region of one or two hyperparameters holds them more than chance would (best p = {p})',
  few: '{count} ended {count|trial|trials} are too few to tell where infeasible ones lie',
  check:
    'read the log of trial {trial} before anything else: when nearly everything fails, the program or its data is likelier at fault than the values',
  runBaseline:
    'run the baseline and read the log of trial {trial}: where the baseline runs, narrow the ranges around it; where it fails too, look for a bug',
  narrow:
    'narrow the ranges around the baseline, first those of the learning rate and whatever else is known to break training',
  none: 'none of the {count} ended trials is infeasible',
  empty: 'no trial has ended',
});

export const infeasible: Question = {
  code: 'infeasible',
  texts: infeasibleTexts.table,
  ask(view): Answer {
    const judged = view.search.filter(isJudged);
    const bad = judged.filter(({ outcome }) => outcome.kind === 'infeasible');
    if (judged.length === 0) return silence(infeasibleTexts.empty());
    if (bad.length === 0) return silence(infeasibleTexts.none({ count: judged.length }));
    const all = judged.length >= fewestForBug && bad.length >= nearlyAll * judged.length;
    if (judged.length < fewestTrials) {
      return say(
        all ? nearlyEverything(view, judged, bad) : share(judged, bad, infeasibleTexts.few({ count: judged.length })),
      );
    }
    const regions = view.kept(infeasibleRegions);
    if (regions.regions.length === 0) {
      if (all) return say(nearlyEverything(view, judged, bad));
      return say(share(judged, bad, infeasibleTexts.nowhere({ p: rounded(regions.p, 2) })));
    }
    return {
      findings: regions.regions.flatMap((region, i) => {
        const rule = ruleOf(region.where, regions.hyperparameters);
        return rule === null ? [] : [located({ view, regions, bad, region, rule, first: i === 0 })];
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

/** A bug, the ranges, or either: as the baseline says. */
function nearlyEverything(view: RoundView, judged: readonly JudgedTrial[], bad: readonly JudgedTrial[]): Finding {
  const counts = { infeasible: bad.length, count: judged.length };
  const base = frame(judged, bad);
  const trial = bad[0]?.record.id ?? 0;
  const runs = view.baseline.filter(isJudged);
  const failed = runs.filter(({ outcome }) => outcome.kind === 'infeasible').length;
  if (runs.length > 0 && failed < runs.length) {
    return {
      ...base,
      severity: 'advice',
      confidence: bugConfidence.baseline,
      headline: infeasibleTexts.ranges(counts),
      explanation: [
        infeasibleTexts.baselineRuns({ feasible: runs.length - failed, count: runs.length }),
        ...summary(judged, bad),
      ],
      advice: infeasibleTexts.narrow(),
    };
  }
  if (runs.length > 0 || Number(base.evidence.numbers['low']) >= nearlyAll) {
    const told =
      runs.length > 0
        ? infeasibleTexts.baselineToo({ infeasible: failed, count: runs.length })
        : infeasibleTexts.noBaseline();
    return {
      ...base,
      severity: 'warning',
      confidence: runs.length > 0 ? bugConfidence.baseline : bugConfidence.share,
      headline: infeasibleTexts.bug(counts),
      explanation: [told, ...summary(judged, bad)],
      advice: infeasibleTexts.check({ trial }),
      action: { kind: 'check-program', suspicion: 'infeasible' },
    };
  }
  return {
    ...base,
    severity: 'advice',
    confidence: 1,
    headline: infeasibleTexts.unclear(counts),
    explanation: [infeasibleTexts.noBaseline(), ...summary(judged, bad)],
    advice: infeasibleTexts.runBaseline({ trial }),
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
  readonly regions: InfeasibleRegions;
  readonly bad: readonly JudgedTrial[];
  readonly region: Region;
  readonly rule: Rule;
  readonly first: boolean;
}

function located({ view, regions, bad, region, rule, first }: Located): Finding {
  const { judged, hyperparameters } = regions;
  const numbers = {
    inside: region.inside.infeasible,
    insideCount: region.inside.count,
    outside: region.outside.infeasible,
    outsideCount: region.outside.count,
  };
  const base = frame(judged, bad);
  const ids = axesOf(region.where).flatMap((axis) => hyperparameters[axis]?.id ?? []);
  const [id = '', partner] = ids;
  const { advice, action } = remedyOf({ view, regions, region, rule, topCount });
  return {
    ...base,
    severity: 'advice',
    confidence: Math.min(0.99, 1 - region.p),
    headline: headlineOf(rule, numbers),
    explanation: [
      ...(partner === undefined ? [] : [infeasibleTexts.pair()]),
      infeasibleTexts.chance({ p: percent(region.p) }),
      ...(first ? [] : [infeasibleTexts.rest()]),
      ...summary(judged, bad),
    ],
    values: { ...base.values, hyperparameter: id, ...(partner !== undefined && { partner }), ...shownRule(rule) },
    evidence: {
      ...base.evidence,
      numbers: { ...base.evidence.numbers, ...numbers, p: region.p },
      figure: partner === undefined ? `axis:${id}` : `region:${id}:${partner}`,
    },
    ...(advice !== undefined && { advice }),
    ...(action !== undefined && { action }),
  };
}

interface Table {
  readonly inside: number;
  readonly insideCount: number;
  readonly outside: number;
  readonly outsideCount: number;
}

function headlineOf(rule: Rule, table: Table): Message {
  switch (rule.kind) {
    case 'side':
      return infeasibleTexts[rule.side]({ hyperparameter: rule.of, threshold: rule.threshold, ...table });
    case 'value':
      return infeasibleTexts.at({ hyperparameter: rule.of, threshold: rule.threshold, ...table });
    case 'band':
      return infeasibleTexts[rule.side]({ hyperparameter: rule.of, low: rule.low, high: rule.high, ...table });
    case 'line': {
      const [from, to] = rule.ends;
      const line = { first: from.first, firstPartner: from.second, last: to.first, lastPartner: to.second };
      const names = { hyperparameter: rule.of, partner: rule.with, ...line, ...table };
      return rule.side === 'above' ? infeasibleTexts.lineAbove(names) : infeasibleTexts.lineBelow(names);
    }
  }
}

function shownRule(rule: Rule): Finding['values'] {
  switch (rule.kind) {
    case 'side':
      return { quantity: rule.of, side: rule.side, threshold: rule.threshold };
    case 'value':
      return { quantity: rule.of, side: 'at', threshold: rule.threshold };
    case 'band':
      return { quantity: rule.of, side: rule.side, low: rule.low, high: rule.high };
    case 'line':
      return { quantity: rule.of, side: rule.side };
  }
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
