/** Imported trials as rounds: those of one group together, in one study. */
import {
  defaultOptions,
  noiseOf,
  viewOf,
  type Diagnoses,
  type InsightOptions,
  type RoundRecord,
  type TrialRecord,
} from '@attune/core/insight';
import { rounded } from '@attune/core/numeric';
import { flatten, holds, type Configuration, type Space } from '@attune/core/space';
import type { Objective, Role } from '@attune/core/study';
import { defineTexts, shown, type Message } from '@attune/core/texts';
import { addMended, mendedMessages, nothingMended, type History } from '../../importers/index.ts';
import { comparePoints, type PointComparison } from './comparison.ts';
import { lengthOf, relativeCurves, resultCurves } from './length.ts';
import { diagnosesOfHistory } from './curves.ts';
import { objectiveFor } from './objective.ts';
import { configurationKey, pointLabel, pointName, pointsOf, repeatedOf, type Point } from './points.ts';
import { rangesOf, spaceOf } from './space.ts';
import { describe } from './verdict.ts';

export interface AuditedRound {
  /** The group of trials. */
  readonly name: string;
  readonly record: RoundRecord;
  readonly diagnoses: Diagnoses;
  /** By trial: where it was found. */
  readonly sources: ReadonlyMap<number, string>;
  /** What was put right, taken as it is, or left out in making a round of the trials. */
  readonly remarks: readonly Message[];
  /** The points of a round that repeats a few: null where it does not. */
  readonly points: readonly Point[] | null;
  /** Of configurations that were run more than once; null where fewer than two were. */
  readonly comparison: PointComparison | null;
  /** How many configurations are compared. */
  readonly compared: number;
  /** What the questions are asked with. */
  readonly options: InsightOptions;
}

export const auditRoundTexts = defineTexts('audit-round', {
  study: 'trials',
  question: 'What do the trials of {name} show?',
  ranges:
    'what was searched is not known: the extremes of what was tried stand for the ranges, so an edge is an edge of what was tried ({ranges}); --space says what was searched',
  range: '{name} {low} … {high}, {scale}',
  points:
    'the trials are {points} points, {varied} hyperparameters varied together: what a single one does cannot be told apart, so the round asks only which point is better; and a few points have no spread outside of which a result would count as infeasible',
  constant: 'the same in all trials, so that nothing is said of other values: {values}',
  objective: 'judged by {metric}, of which {better} is better, as its name tells: --objective says otherwise',
  objectiveKnown: 'judged by {metric}, of which {better} is better, as the format tells: --objective says otherwise',
  less: 'less',
  more: 'more',
  repeats:
    '{count} {count|trial repeats|trials repeat} a configuration: questions about hyperparameters count each configuration once',
  noise:
    'trials of one configuration differ by a standard deviation of {deviation} in {metric} ({freedom} degrees of freedom, all configurations together): this is taken as the noise between seeds',
  stopped:
    '{count} {count|trial ends|trials end} at the first evaluation that meets the benchmark’s validation target: there it stops runs, so that their best step is their last by design',
  outside: '{count} {count|trial lies|trials lie} outside the space: {names}',
});

export interface RoundWishes {
  readonly objective?: Objective;
  readonly space?: Space;
  /** Trials that stay feasible, by number. */
  readonly keepFeasible?: readonly number[];
}

/**
 * A few points under several seeds have no spread that a result could lie outside of: five equal seeds make any other point
 * an outlier.
 */
const ofPoints = { ...defaultOptions.outlier, cutoff: Infinity };

/** The round of one group's trials; `number` counts groups from 1. Throws `invalid` where they cannot be judged. */
export function auditRound(histories: readonly History[], number: number, wishes: RoundWishes): AuditedRound {
  const name = histories[0]?.group ?? '';
  const metrics = [...new Set(histories.flatMap(({ curves }) => curves.map(({ metric }) => metric)))];
  const objective = objectiveFor(name, metrics, wishes.objective, histories[0]?.objective ?? null);
  const configurations = histories.map(({ configuration }) => configuration);
  const inferred = wishes.space === undefined;
  const full = wishes.space ?? spaceOf(configurations);
  const points = inferred ? pointsOf(histories, full, objective) : null;
  const space = points === null ? full : { hyperparameters: [pointName.hyperparameter(points)] };
  const length = lengthOf(histories, objective);
  const trials = histories.map((history, index): TrialRecord => ({
    id: index + 1,
    study: 1,
    configuration: points === null ? history.configuration : pointName.place(history, points),
    seed: history.seed,
    state: history.state,
    curves: length.relative ? relativeCurves(history) : length.results ? resultCurves(history) : history.curves,
  }));
  const record: RoundRecord = {
    number,
    goal: 'understand',
    question: auditRoundTexts.question({ name }).text,
    objective,
    maxSteps: length.steps,
    stepUnit: length.unit,
    ...(length.relative && { relativeSteps: true as const }),
    roles: rolesOf(space),
    baseline: {},
    examples: histories.find(({ examples }) => examples.valid !== undefined)?.examples ?? {},
    references: referencesOf(histories, objective),
    studies: [
      {
        id: 1,
        name: auditRoundTexts.study().text,
        purpose: 'search',
        scientific: {},
        space,
        // How an unknown program chose its trials is not known either: repeats of a few points surely were no search.
        adaptive: false,
        trials: trials.length,
      },
    ],
    trials,
  };
  const scaled = (history: History): History =>
    length.relative ? { ...history, curves: relativeCurves(history), maxSteps: 100 } : history;
  const diagnoses = new Map(
    histories.map((history, index) => [index + 1, diagnosesOfHistory(scaled(history), objective)] as const),
  );
  const options: InsightOptions = {
    ...defaultOptions,
    ...(points !== null && { outlier: ofPoints }),
    keepFeasible: wishes.keepFeasible ?? [],
  };
  const repeated = repeatedOf(histories, objective, (members, index) =>
    points === null ? describe(members[0]?.configuration ?? {}, configurations) : pointLabel(members, index),
  );
  return {
    name,
    record,
    diagnoses,
    sources: new Map(histories.map(({ source }, index) => [index + 1, source] as const)),
    remarks: [
      ...(histories[0]?.assumed ?? []),
      ...(wishes.objective === undefined ? [objectiveRemark(objective, histories[0]?.objective ?? null)] : []),
      ...mendedMessages(histories.map(({ mended }) => mended).reduce(addMended, nothingMended)),
      ...length.remarks,
      ...stoppedRemarks(histories),
      ...(points === null ? spaceRemarks(full, configurations, inferred) : pointRemarks(points, full)),
      ...noiseRemarks(record, options, diagnoses),
    ],
    points,
    comparison: repeated === null ? null : comparePoints(repeated, objective.direction),
    compared: repeated?.length ?? 0,
    options,
  };
}

function objectiveRemark({ metric, direction }: Objective, known: Objective | null): Message {
  const better = (direction === 'minimize' ? auditRoundTexts.less() : auditRoundTexts.more()).text;
  return known === null
    ? auditRoundTexts.objective({ metric, better })
    : auditRoundTexts.objectiveKnown({ metric, better });
}

/** What repeats of configurations differ by, where there are any. */
function noiseRemarks(record: RoundRecord, options: InsightOptions, diagnoses: Diagnoses): readonly Message[] {
  const { metric } = record.objective;
  const noise = noiseOf(viewOf(record, options, diagnoses), metric);
  if (noise === null || noise.deviation === null) return [];
  return [auditRoundTexts.noise({ metric, deviation: rounded(noise.deviation, 2), freedom: noise.freedom })];
}

function rolesOf(space: Space): Readonly<Record<string, Role>> {
  return Object.fromEntries(
    flatten(space).map(({ hyperparameter }) => {
      const only = 'values' in hyperparameter && hyperparameter.values.length === 1;
      return [hyperparameter.id, only ? ('fixed' as const) : ('nuisance' as const)];
    }),
  );
}

function referencesOf(histories: readonly History[], { metric }: Objective): RoundRecord['references'] {
  const chance = histories.find((history) => history.chance !== null && history.objective?.metric === metric)?.chance;
  return chance === null || chance === undefined ? {} : { chance: { [metric]: chance } };
}

function stoppedRemarks(histories: readonly History[]): readonly Message[] {
  const count = histories.filter(({ endedAtTarget }) => endedAtTarget).length;
  return count > 0 ? [auditRoundTexts.stopped({ count })] : [];
}

function spaceRemarks(space: Space, configurations: readonly Configuration[], inferred: boolean): readonly Message[] {
  const remarks: Message[] = [];
  const strays = configurations.map((configuration) => outsideOf(space, configuration)).filter((ids) => ids.length > 0);
  if (strays.length > 0) {
    const names = [...new Set(strays.flat())].join(', ');
    remarks.push(auditRoundTexts.outside({ count: strays.length, names }));
  }
  const ranges = inferred ? rangesOf(space) : [];
  if (ranges.length > 0) {
    const texts = ranges.map(({ name, low, high, scale }) =>
      auditRoundTexts.range({ name, low: shown(low), high: shown(high), scale }),
    );
    remarks.push(auditRoundTexts.ranges({ ranges: texts.map(({ text }) => text).join('; ') }));
  }
  const constants = inferred ? constantsIn(space) : '';
  if (constants !== '') remarks.push(auditRoundTexts.constant({ values: constants }));
  const recorded = configurations.filter((configuration) => Object.keys(configuration).length > 0);
  const count = recorded.length - new Set(recorded.map(configurationKey)).size;
  if (count > 0) remarks.push(auditRoundTexts.repeats({ count }));
  return remarks;
}

function pointRemarks(points: readonly Point[], space: Space): readonly Message[] {
  const varied = space.hyperparameters.filter((one) => !('values' in one) || one.values.length > 1).length;
  const constants = constantsIn(space);
  return [
    auditRoundTexts.points({ points: points.length, varied }),
    ...(constants === '' ? [] : [auditRoundTexts.constant({ values: constants })]),
  ];
}

function constantsIn({ hyperparameters }: Space): string {
  return hyperparameters
    .flatMap((one) =>
      'values' in one && one.values.length === 1 ? [`${one.name} = ${shown(one.values[0] ?? null)}`] : [],
    )
    .join(', ');
}

/** Hyperparameters whose number lies where nothing was searched. */
function outsideOf(space: Space, configuration: Configuration): readonly string[] {
  return flatten(space).flatMap(({ hyperparameter }) => {
    const value = configuration[hyperparameter.id];
    const ranged = hyperparameter.kind === 'float' || hyperparameter.kind === 'integer';
    return ranged && typeof value === 'number' && value !== hyperparameter.off && !holds(hyperparameter, value)
      ? [hyperparameter.id]
      : [];
  });
}
