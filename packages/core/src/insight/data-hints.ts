/**
 * Do the metrics hint at something wrong with the data (method D20)? Hints, not tests: their confidences are fixed numbers.
 *
 *   stuck      nine tenths of the judged trials, at least 5, are no better than chance (by outcome or diagnosis) although the
 *              search varies something: labels or inputs are wrong, rather than every configuration
 *   shift      in three quarters of the competitive trials (better half, at least 4) validation lags training from the first
 *              evaluations on, by a quarter of all that it ever improves, and the gap hardly grows: overfitting grows
 *   better     in nine tenths of them validation is better than training throughout: see `evidence/split-gap.ts`
 *   absent     a class that is never right in nine tenths of them, while the middle class is
 *   few        classes whose measure spreads over the competitive trials no more than their examples' sampling explains
 *   imbalance  the largest class has ten times the examples of the smallest, and the objective is a plain rate
 */
import { extent, median, normalQuantile, rounded } from '../numeric/index.ts';
import { defineTexts, type Message } from '../texts/index.ts';
import { classCounts, classMeasures, classValues } from './evidence/class-metrics.ts';
import { isRate } from './evidence/metric.ts';
import { samplingError } from './evidence/noise.ts';
import { percent } from './evidence/percent.ts';
import { splitGapOf, type SplitGap } from './evidence/split-gap.ts';
import type { Finding } from './finding.ts';
import type { Question } from './question.ts';
import type { JudgedTrial, RankedTrial, RoundView } from './view.ts';

const fewestTrials = 4;
const fewestJudged = 5;
const nearlyAll = 0.9;
const mostly = 0.75;
/** Part of all that validation improves by, which a gap of the first evaluations has to reach. */
const shifted = 0.25;
/** Beyond this factor the gap grows as overfitting does. */
const grown = 1.5;
/** Part of that range by which validation must be ahead to be worth a note. */
const ahead = 0.05;
const imbalanced = 10;
/** Fewest common evaluations of both splits: a fifth of training then holds two. */
const fewestEvaluations = 10;
const level = 0.95;

export const dataHintsTexts = defineTexts('data-hints', {
  stuck:
    'labels or inputs may be wrong: {count} of {trials} trials are no better than chance, whatever their configuration',
  stuckWhy:
    'a search over {hyperparameters} would hardly miss every configuration that learns; labels that do not belong to their inputs, inputs that are all alike, or a loss that cannot reach the weights look like this',
  stuckAdvice: 'look at a few batches with their labels as the model gets them, and see whether it can fit one batch',
  shift:
    'training and validation data may differ: {metric} lags {train} from the first evaluations on, in {count} of {trials} competitive trials',
  shiftWhy:
    'the gap is {early} of all that validation ever improves in the first fifth of training, and {late} at the end; overfitting would let it grow',
  shiftOther: 'a training set that is fitted within the first evaluations looks the same',
  shiftAdvice:
    'compare where both sets come from and how they are preprocessed; evaluate on training examples that were held out',
  better: '{metric} is better than {train} throughout, in {count} of {trials} competitive trials',
  betterWhy:
    'usual and harmless where training is measured with dropout or augmentation, or averaged over an epoch; otherwise validation examples may be easier, or among the training examples',
  betterAdvice:
    'measure {train} as validation is measured, without dropout and augmentation; if it is still worse, look for overlap',
  absent: 'class {label} is never right: its {measure} is {worst} in {count} of {trials} competitive trials',
  absentWhy:
    'the middle class has {middle}; a class that is missing from training, mislabelled or too rare looks like this',
  absentAdvice: 'count the training examples of class {label} and look at some with their labels',
  few: 'the validation set has too few examples of {labels} to compare trials by their {measure}',
  fewWhy:
    '{label}, with {examples} examples, varies by {spread} between competitive trials; sampling alone explains {difference}',
  fewAdvice: 'do not choose between trials by the metrics of these classes; validate on more of their examples',
  imbalance: 'classes are out of balance: {largest} has {times} times the {split} examples of {smallest}',
  imbalanceWhy: 'always answering {largest} gives {share} of right answers, against which {metric} has to be read',
  imbalanceAdvice: 'judge by a measure that gives every class its weight, such as balanced accuracy or F1 over classes',
  noCounterpart:
    'no training metric like {metric} is reported at the same {unit}s by {fewest} competitive trials, so the two splits cannot be compared',
  gapUsual: 'the gap between {train} and {metric} is neither there from the start nor negative throughout',
  noClasses: 'no metrics of single classes are reported (such as valid/recall/CLASS)',
  classesFine: 'no class of {count} is never right',
});

export const dataHints: Question = {
  code: 'data-hints',
  texts: dataHintsTexts.table,
  ask(view) {
    const competitive = view.ranked.slice(0, Math.ceil(view.ranked.length / 2));
    const silent: Message[] = [];
    const findings = [
      stuck(view),
      ...splits(view, competitive, silent),
      ...classes(view, competitive, silent),
      imbalance(view),
    ].filter((each) => each !== null);
    return { findings, silent };
  },
};

function stuck(view: RoundView): Finding | null {
  const judged = view.search.filter(({ outcome }) => outcome.kind === 'feasible' || outcome.kind === 'infeasible');
  const learned = view.search.filter(({ outcome }) => outcome.kind === 'feasible');
  const at = judged.filter((trial) => atChance(view, trial));
  const varied = Object.keys(view.round.roles).filter((id) => {
    const values = judged.map(({ record }) => record.configuration[id]);
    return new Set(values).size > 1;
  });
  if (judged.length < fewestJudged || varied.length === 0 || at.length < nearlyAll * judged.length) return null;
  if (learned.some((trial) => !atChance(view, trial))) return null;
  return {
    code: 'data-hints',
    severity: 'warning',
    confidence: 0.8,
    headline: dataHintsTexts.stuck({ count: at.length, trials: judged.length }),
    explanation: [dataHintsTexts.stuckWhy({ hyperparameters: varied.slice(0, 4).join(', ') })],
    values: { kind: 'stuck' },
    evidence: {
      trials: at.map(({ record }) => record.id),
      numbers: { stuck: at.length, trials: judged.length },
      figure: `curves:${view.round.objective.metric}`,
    },
    advice: dataHintsTexts.stuckAdvice(),
    action: { kind: 'check-program', suspicion: 'labels or inputs are wrong' },
  };
}

function atChance({ diagnoses }: RoundView, { record, outcome }: JudgedTrial): boolean {
  if (outcome.kind === 'infeasible' && outcome.reason === 'no-better-than-chance') return true;
  return diagnoses.get(record.id)?.some(({ code }) => code === 'stuck-at-chance') === true;
}

function splits(view: RoundView, competitive: readonly RankedTrial[], silent: Message[]): readonly Finding[] {
  const { metric, direction } = view.round.objective;
  const train = `train/${metric.slice(metric.indexOf('/') + 1)}`;
  const gaps = competitive.flatMap((trial) => {
    const curves = trial.record.curves;
    const [a, b] = [curves.find((each) => each.metric === train), curves.find((each) => each.metric === metric)];
    const gap = a === undefined || b === undefined || a === b ? null : splitGapOf(a, b, direction, fewestEvaluations);
    return gap === null ? [] : [{ trial, gap }];
  });
  if (gaps.length < fewestTrials) {
    silent.push(dataHintsTexts.noCounterpart({ metric, unit: view.round.stepUnit, fewest: fewestTrials }));
    return [];
  }
  const names = { metric, train };
  const found = shift(gaps, names) ?? better(gaps, names);
  if (found === null) silent.push(dataHintsTexts.gapUsual(names));
  return found === null ? [] : [found];
}

interface Gapped {
  readonly trial: RankedTrial;
  readonly gap: SplitGap;
}

interface Names {
  readonly metric: string;
  readonly train: string;
}

function shift(gaps: readonly Gapped[], names: Names): Finding | null {
  const lagging = gaps.filter(({ gap }) => gap.early >= shifted && gap.late <= grown * gap.early && gap.late > 0);
  if (lagging.length < mostly * gaps.length) return null;
  const [early, late] = [median(lagging.map(({ gap }) => gap.early)), median(lagging.map(({ gap }) => gap.late))];
  return {
    code: 'data-hints',
    severity: 'advice',
    confidence: 0.7,
    headline: dataHintsTexts.shift({ ...names, count: lagging.length, trials: gaps.length }),
    explanation: [dataHintsTexts.shiftWhy({ early: percent(early), late: percent(late) }), dataHintsTexts.shiftOther()],
    values: { kind: 'shift', ...names },
    evidence: {
      trials: lagging.map(({ trial }) => trial.record.id),
      numbers: { early, late },
      figure: `curves:${names.metric}`,
    },
    advice: dataHintsTexts.shiftAdvice(),
    action: { kind: 'check-program', suspicion: 'training and validation data differ' },
  };
}

function better(gaps: readonly Gapped[], names: Names): Finding | null {
  const leading = gaps.filter(({ gap }) => gap.better >= nearlyAll && gap.late < -ahead);
  if (leading.length < nearlyAll * gaps.length) return null;
  return {
    code: 'data-hints',
    severity: 'note',
    confidence: 0.7,
    headline: dataHintsTexts.better({ ...names, count: leading.length, trials: gaps.length }),
    explanation: [dataHintsTexts.betterWhy()],
    values: { kind: 'better', ...names },
    evidence: {
      trials: leading.map(({ trial }) => trial.record.id),
      numbers: { late: median(leading.map(({ gap }) => gap.late)) },
      figure: `curves:${names.metric}`,
    },
    advice: dataHintsTexts.betterAdvice({ train: names.train }),
  };
}

function classes(view: RoundView, competitive: readonly RankedTrial[], silent: Message[]): readonly Finding[] {
  const measures = classMeasures(view);
  if (measures.length === 0 || competitive.length < fewestTrials) {
    silent.push(dataHintsTexts.noClasses());
    return [];
  }
  const absent = measures.flatMap(({ metric, measure, label, worst }): Finding[] => {
    const values = classValues(competitive, metric);
    const never = values.filter((value) => value === worst).length;
    if (values.length < fewestTrials || never < nearlyAll * values.length) return [];
    const others = measures
      .filter((each) => each.measure === measure)
      .map((each) => classValues(competitive, each.metric));
    const middle = median(others.filter((each) => each.length > 0).map((each) => median(each)));
    if (Math.abs(middle - worst) < shifted) return [];
    return [
      {
        code: 'data-hints',
        severity: 'advice',
        confidence: 0.9,
        headline: dataHintsTexts.absent({ label, measure, worst, count: never, trials: values.length }),
        explanation: [dataHintsTexts.absentWhy({ middle: rounded(middle, 2) })],
        values: { kind: 'absent', label, measure },
        evidence: {
          trials: competitive.map(({ record }) => record.id),
          numbers: { never, trials: values.length, middle },
        },
        advice: dataHintsTexts.absentAdvice({ label }),
        action: { kind: 'check-program', suspicion: `class ${label} is never right` },
      },
    ];
  });
  if (absent.length === 0) silent.push(dataHintsTexts.classesFine({ count: measures.length }));
  const few = fewExamples(view, competitive);
  return few === null ? absent : [...absent, few];
}

function fewExamples(view: RoundView, competitive: readonly RankedTrial[]): Finding | null {
  const counts = classCounts(view, 'valid');
  const factor = normalQuantile((1 + level) / 2) * Math.SQRT2;
  const blurred = classMeasures(view).flatMap(({ metric, measure, label }) => {
    const examples = counts.get(label);
    const values = classValues(competitive, metric);
    // Recall and accuracy of a class are shares of its own examples; precision, F1 and overlap are not.
    if (examples === undefined || values.length < fewestTrials || !isShare.test(measure)) return [];
    const [low, high] = extent(values);
    const difference = factor * samplingError(median(values), examples);
    return low < high && high - low < difference ? [{ label, measure, examples, spread: high - low, difference }] : [];
  });
  const [first] = blurred.toSorted((a, b) => a.examples - b.examples);
  if (first === undefined) return null;
  return {
    code: 'data-hints',
    severity: 'note',
    confidence: level,
    headline: dataHintsTexts.few({
      labels: [...new Set(blurred.map(({ label }) => label))].slice(0, 8).join(', '),
      measure: first.measure,
    }),
    explanation: [
      dataHintsTexts.fewWhy({
        label: first.label,
        examples: first.examples,
        spread: rounded(first.spread, 2),
        difference: rounded(first.difference, 2),
      }),
    ],
    values: { kind: 'few', label: first.label },
    evidence: {
      trials: competitive.map(({ record }) => record.id),
      numbers: {
        examples: first.examples,
        spread: first.spread,
        difference: first.difference,
        classes: blurred.length,
      },
    },
    advice: dataHintsTexts.fewAdvice(),
  };
}

const isShare = /^(accuracy|acc|recall|error|error_rate)$/;

function imbalance(view: RoundView): Finding | null {
  const { metric } = view.round.objective;
  const objectives = view.ranked.map(({ outcome }) => outcome.objective);
  if (objectives.length === 0 || !isRate(metric, objectives)) return null;
  for (const split of ['valid', 'train'] as const) {
    const counts = [...classCounts(view, split)].toSorted(([, a], [, b]) => a - b);
    const [smallest, largest] = [counts[0], counts.at(-1)];
    if (smallest === undefined || largest === undefined || largest[1] < imbalanced * smallest[1]) continue;
    const part = largest[1] / counts.reduce((sum, [, count]) => sum + count, 0);
    return {
      code: 'data-hints',
      severity: 'note',
      confidence: 0.95,
      headline: dataHintsTexts.imbalance({
        largest: largest[0],
        smallest: smallest[0],
        times: rounded(largest[1] / smallest[1], 2),
        split: split === 'valid' ? 'validation' : 'training',
      }),
      explanation: [dataHintsTexts.imbalanceWhy({ largest: largest[0], share: percent(part), metric })],
      values: { kind: 'imbalance', split },
      evidence: {
        trials: view.ranked.map(({ record }) => record.id),
        numbers: { largest: largest[1], smallest: smallest[1], share: part },
      },
      advice: dataHintsTexts.imbalanceAdvice(),
    };
  }
  return null;
}
