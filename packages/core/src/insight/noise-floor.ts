/**
 * What did the round learn beyond noise? The best trial against the baseline's seeds, and against chance and the models
 * given as references, for the objective and for each other validation metric that can be compared (method A6, L1).
 *
 * The noise floor is the 95 % margin of a difference (`comparison.ts`); inside it the answer is *undecided*. The best of
 * many trials is a lucky pick as well as a good one, so it has to be ahead by more than the best of as many equal trials.
 * A baseline that is no better than chance makes every comparison with it worthless: a warning.
 */
import { normalQuantile, rounded, roundedTo, studentQuantile } from '../numeric/index.ts';
import { defineTexts, type Message } from '../texts/index.ts';
import { metricsOf, referencesOf } from './evidence/compared.ts';
import { compareWithFloor, resolutionOf, type Comparison, type Measured, type Verdict } from './evidence/comparison.ts';
import type { Finding, Severity } from './finding.ts';
import { measured, noiseOf, samplingError, type Noise } from './evidence/noise.ts';
import { percent } from './evidence/percent.ts';
import type { Answer, Question } from './question.ts';
import type { RankedTrial, RoundView } from './view.ts';

/** Seeds that a baseline should have before its spread means much. */
const wantedSeeds = 3;
/** Up to here the floor is wider than the normal distribution's by a tenth or more, and this is said. */
const manySeeds = 10;

export const noiseFloorTexts = defineTexts('noise-floor', {
  better: '{metric}: best {best} beats the baseline {baseline} by {difference}, {times} × the noise floor {floor}',
  betterHere:
    '{metric}: best {best} beats the baseline {baseline} by {difference}, {times} × the noise floor {floor}, on this validation set',
  worse:
    '{metric}: best {best} falls short of the baseline {baseline} by {difference}, {times} × the noise floor {floor}',
  worseHere:
    '{metric}: best {best} falls short of the baseline {baseline} by {difference}, {times} × the noise floor {floor}, on this validation set',
  undecided:
    '{metric}: undecided whether best {best} differs from the baseline {baseline}: {difference} is within the noise floor {floor}',
  lucky:
    '{metric}: undecided whether best {best} beats the baseline {baseline}: {difference} is beyond the noise floor {floor}, but the best of {count} trials that are all no better would be as far ahead by luck in {p} of rounds',
  unmeasured: '{metric}: undecided whether best {best} differs from the baseline {baseline}: the noise is not known',
  only: '{metric}: the baseline is {baseline}, and no trial has a result to compare with it yet',
  chance: 'the baseline is no better than chance: {metric} {value} against {chance}',
  between: 'over {seeds} seeds the baseline varies with standard deviation {deviation} (trial variance)',
  pooled:
    'over {seeds} seeds ({earlier}) the baseline varies with standard deviation {deviation} (trial variance; what differs between rounds unseen is in it)',
  ofRound: '{count} of round {round}',
  fewSeeds:
    'a spread from {seeds} seeds is itself uncertain, so the floor is {factor} × as wide as many seeds would make it',
  sampling: 'with {examples} validation examples, {metric} {value} has a sampling error of {error}',
  unsampled:
    'the sampling error of the validation set is not known for {metric}, so the floor covers only the noise between seeds: fresh data may give another answer',
  luck: 'picking the best of {count} trials is expected to gain {luck} by luck alone: {best} is optimistic',
  referenceBetter: '{label} has {value}: best {best} is better by {difference}, more than the noise floor {floor}',
  referenceWorse: '{label} has {value}: best {best} is worse by {difference}, more than the noise floor {floor}',
  referenceUndecided: '{label} has {value}: undecided against best {best}, {difference} apart',
  atBestStep: '{metric} is read at the step where {objective} was best',
  rerun: 'run trial {trial} again with {seeds} fresh seeds to know how much of it is luck',
  measure: 'run the baseline with {seeds} seeds',
  fixBaseline:
    'make the baseline learn something before searching around it: check the labels, the loss and the learning rate',
  nothing: 'no baseline trial and no feasible trial has a finite {metric}',
  repeatsOnly:
    'the round has no baseline to compare with; between seeds of one configuration {metric} varies with standard deviation {deviation}',
  alone: 'the round has no baseline trial with a finite {metric}: nothing tells its noise',
  unknown: '{metric}: its name does not tell which way is good, so it is not compared',
});

export const noiseFloor: Question = {
  code: 'noise-floor',
  texts: noiseFloorTexts.table,
  ask(view): Answer {
    const answers = [chanceAnswer(view), ...metricsOf(view).map((metric) => compareMetric(view, metric))];
    return {
      findings: answers.flatMap(({ findings }) => findings),
      silent: answers.flatMap(({ silent }) => silent),
    };
  },
};

function chanceAnswer({ round, baseline }: RoundView): Answer {
  const { metric } = round.objective;
  const chance = round.references['chance']?.[metric];
  const stuck = baseline.flatMap(({ record, outcome }) =>
    outcome.kind === 'infeasible' && outcome.reason === 'no-better-than-chance' && outcome.earlierBest !== undefined
      ? [{ trial: record.id, value: outcome.earlierBest.value }]
      : [],
  );
  const [first] = stuck;
  if (chance === undefined || first === undefined) return { findings: [], silent: [] };
  const finding: Finding = {
    code: 'noise-floor',
    severity: 'warning',
    confidence: 0.95,
    headline: noiseFloorTexts.chance({
      metric,
      value: roundedTo(first.value, first.value - chance),
      chance: roundedTo(chance, first.value - chance),
    }),
    explanation: [],
    values: { metric },
    evidence: { trials: stuck.map(({ trial }) => trial), numbers: { value: first.value, chance } },
    advice: noiseFloorTexts.fixBaseline(),
  };
  return { findings: [finding], silent: [] };
}

function compareMetric(view: RoundView, metric: string): Answer {
  const noise = noiseOf(view, metric);
  if (noise === null) return { findings: [], silent: [noiseFloorTexts.unknown({ metric })] };
  const best = view.ranked[0];
  const value = best === undefined ? undefined : measured(best, metric, view);
  if (noise.mean === null) {
    const { deviation } = noise;
    const alone =
      deviation === null
        ? noiseFloorTexts.alone({ metric })
        : noiseFloorTexts.repeatsOnly({ metric, deviation: rounded(deviation, 2) });
    const reason = value === undefined ? noiseFloorTexts.nothing({ metric }) : alone;
    return { findings: [], silent: [reason] };
  }
  const finding =
    best === undefined || value === undefined
      ? baselineOnly(noise, noise.mean)
      : compared({ view, noise, best, value, mean: noise.mean });
  return { findings: [finding], silent: [] };
}

function baselineOnly(noise: Noise, mean: number): Finding {
  const { metric } = noise;
  return {
    code: 'noise-floor',
    severity: 'note',
    confidence: 1,
    headline: noiseFloorTexts.only({ metric, baseline: rounded(mean) }),
    explanation: noiseExplained(noise, mean),
    values: { metric, baseline: rounded(mean) },
    evidence: {
      trials: ownTrials(noise),
      numbers: { baseline: mean, ...(noise.deviation !== null && { deviation: noise.deviation }) },
    },
  };
}

interface Case {
  readonly view: RoundView;
  readonly noise: Noise;
  readonly best: RankedTrial;
  readonly value: number;
  readonly mean: number;
}

function compared({ view, noise, best, value, mean }: Case): Finding {
  const { metric } = noise;
  const { objective } = view.round;
  const pick: Measured = { value, runs: 1, pickedFrom: view.ranked.length };
  const comparison = compareWithFloor(pick, { value: mean, runs: noise.baseline.length, pickedFrom: 1 }, noise);
  const { verdict, difference, floor, luck } = comparison;
  const shown = (metricValue: number): number => roundedTo(metricValue, resolutionOf(comparison));
  const measuredEnough = noise.deviation !== null && noise.baseline.length >= wantedSeeds;
  const rerun = measuredEnough && luck > 0 && verdict !== 'worse' && metric === objective.metric;
  return {
    code: 'noise-floor',
    severity: severityOf(comparison, noise, metric === objective.metric),
    confidence: comparison.confidence,
    headline: headline(comparison, {
      metric,
      best: shown(value),
      baseline: shown(mean),
      count: view.ranked.length,
      sampled: isSampled(noise, value),
    }),
    explanation: [
      ...(floor === null ? [comparison.reason] : []),
      ...(metric === objective.metric ? [] : [noiseFloorTexts.atBestStep({ metric, objective: objective.metric })]),
      ...noiseExplained(noise, value),
      ...(luck > 0 && difference > 0
        ? [noiseFloorTexts.luck({ count: view.ranked.length, luck: rounded(luck, 2), best: shown(value) })]
        : []),
      ...referencesOf(view, metric).map(({ label, reference }) => againstReference(label, reference, pick, noise)),
    ],
    values: {
      metric,
      verdict,
      best: shown(value),
      baseline: shown(mean),
      floor: floor === null ? null : rounded(floor),
    },
    evidence: {
      trials: [best.record.id, ...ownTrials(noise)],
      numbers: {
        best: value,
        baseline: mean,
        difference,
        seeds: noise.baseline.length,
        ...(floor !== null && { floor, luck }),
        ...(noise.deviation !== null && { deviation: noise.deviation }),
      },
      figure: `noise-floor:${metric}`,
    },
    ...(metric === objective.metric && !measuredEnough && { advice: noiseFloorTexts.measure({ seeds: wantedSeeds }) }),
    ...(rerun && { advice: noiseFloorTexts.rerun({ trial: best.record.id, seeds: wantedSeeds }) }),
    ...(metric === objective.metric &&
      (rerun || !measuredEnough) && { action: { kind: 'rerun-seeds', seeds: wantedSeeds } }),
  };
}

/** The baseline's trials of this round: an earlier round's report shows its own. */
function ownTrials({ baseline }: Noise): readonly number[] {
  return baseline.flatMap(({ trial, earlierRound }) => (earlierRound === undefined ? [trial] : []));
}

/** Whether the floor covers the validation set's own sampling error, so that a verdict is not of this set alone. */
function isSampled({ examples }: Noise, value: number): boolean {
  return examples !== null && value >= 0 && value <= 1;
}

function severityOf({ verdict, floor }: Comparison, noise: Noise, isObjective: boolean): Severity {
  if (!isObjective) return 'note';
  return floor === null || (verdict === 'undecided' && noise.baseline.length < wantedSeeds) ? 'advice' : 'note';
}

interface Names {
  readonly metric: string;
  readonly best: number;
  readonly baseline: number;
  readonly count: number;
}

function headline(
  { verdict, difference, floor, chance }: Comparison,
  { sampled, ...names }: Names & { readonly sampled: boolean },
): Message {
  if (floor === null) return noiseFloorTexts.unmeasured(names);
  const size = Math.abs(difference);
  const values = { ...names, difference: rounded(size), floor: rounded(floor), times: rounded(size / floor, 2) };
  switch (verdict) {
    case 'better':
      return sampled ? noiseFloorTexts.better(values) : noiseFloorTexts.betterHere(values);
    case 'worse':
      return sampled ? noiseFloorTexts.worse(values) : noiseFloorTexts.worseHere(values);
    case 'undecided':
      return difference > floor
        ? noiseFloorTexts.lucky({ ...values, p: percent(chance) })
        : noiseFloorTexts.undecided(values);
  }
}

function noiseExplained(noise: Noise, value: number): readonly Message[] {
  const { metric, deviation, examples } = noise;
  const seeds = noise.baseline.length;
  const between = deviation === null ? [] : [betweenSeeds(noise, deviation)];
  const sampling =
    examples === null || !isSampled(noise, value)
      ? noiseFloorTexts.unsampled({ metric })
      : noiseFloorTexts.sampling({
          examples,
          metric,
          value: roundedTo(value, samplingError(value, examples)),
          error: rounded(samplingError(value, examples), 2),
        });
  const few =
    deviation === null || deviation === 0 || seeds > manySeeds
      ? []
      : [noiseFloorTexts.fewSeeds({ seeds, factor: widening(seeds) })];
  return [...between, ...few, sampling];
}

/** The spread, and which of its seeds are earlier rounds'. */
function betweenSeeds({ baseline }: Noise, spread: number): Message {
  const told = { seeds: baseline.length, deviation: rounded(spread, 2) };
  const rounds = Map.groupBy(baseline, ({ earlierRound }) => earlierRound);
  const earlier = [...rounds].flatMap(([round, runs]) =>
    round === undefined ? [] : [noiseFloorTexts.ofRound({ count: runs.length, round }).text],
  );
  if (earlier.length === 0) return noiseFloorTexts.between(told);
  return noiseFloorTexts.pooled({ ...told, earlier: earlier.join(', ') });
}

/** How much wider Student's margin is than the normal one. */
function widening(seeds: number): number {
  return rounded(studentQuantile(0.975, seeds - 1) / normalQuantile(0.975), 2);
}

function againstReference(label: string, reference: number, pick: Measured, noise: Noise): Message {
  const comparison = compareWithFloor(pick, { value: reference, runs: Infinity, pickedFrom: 1 }, noise);
  const { verdict, difference, floor } = comparison;
  const resolution = resolutionOf(comparison);
  const values = {
    label,
    value: roundedTo(reference, resolution),
    best: roundedTo(pick.value, resolution),
    difference: rounded(Math.abs(difference)),
    floor: floor === null ? 0 : rounded(floor),
  };
  return referenceTexts[verdict](values);
}

const referenceTexts: Readonly<Record<Verdict, typeof noiseFloorTexts.referenceBetter>> = {
  better: noiseFloorTexts.referenceBetter,
  worse: noiseFloorTexts.referenceWorse,
  undecided: noiseFloorTexts.referenceUndecided,
};
