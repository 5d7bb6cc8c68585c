/**
 * A round judged by another objective than the one that it ran for, and whether that is valid: it is where no trial was
 * chosen, or cut short, by the first objective, or by results of earlier rounds (method C6).
 */
import Type from 'typebox';
import { AttuneError } from '@attune/core/errors';
import { samplerFor } from '@attune/core/samplers';
import { nearest } from '@attune/core/space';
import { isSealed, type Direction, type Objective, type SamplerSpec, type StudyPlan } from '@attune/core/study';
import { defineTexts, type Message } from '@attune/core/texts';
import { clockSeries } from '../../engine/index.ts';
import type { RoundRow, Store } from '../../store/index.ts';
import { sentence } from '../../report/sentence.ts';
import { guessDirection } from '../init/direction.ts';
import { shapedByEarlier, unshaped, type Shaped } from './objective-earlier.ts';

export const otherObjectiveTexts = defineTexts('other-objective', {
  form: '--objective is {value}: write a metric, such as valid/loss, or with its direction, valid/loss:minimize',
  sealed:
    '--objective is {metric}, a metric of the test set, which stays sealed: what is chosen by the test set can no longer be tested on it; choose a validation metric',
  direction:
    'the name {metric} does not tell whether less or more is better: write {metric}:minimize or {metric}:maximize',
  unknown: 'no trial of round {round} reported {metric}: {existing}',
  near: 'did you mean {nearest}?',
  list: 'they reported {metrics}',
  none: 'they reported nothing yet',
  same: 'judged by {metric} ({direction}), which is what round {round} ran for',
  valid:
    'judged by {metric} ({direction}), while round {round} ran for {before} ({beforeDirection}). This is valid: the points of its studies ({search}) were laid out before any result, so that no trial was chosen by {before}',
  invalid:
    'judged by {metric} ({direction}), while round {round} ran for {before} ({beforeDirection}). This is not valid as evidence: study {study} chose its points by {before} ({search}), so that its trials crowd where that was good and say little of where {metric} would be; run a new round with objective: {metric}',
  listed:
    'judged by {metric} ({direction}), while round {round} ran for {before} ({beforeDirection}). This is not valid as evidence: the configurations of study {study} were listed when results of earlier rounds were known, and were chosen by {before} where they stem from these; run a new round with objective: {metric}',
  narrowed:
    '{names} {count|was|were} searched in a range of this round’s own: if results by {before} suggested it, better values by {metric} may lie outside',
  sequential:
    'judged by {metric} ({direction}), while round {round} ran for {before} ({beforeDirection}). This is not valid as evidence: the comparison went on until {before} was clear, so that its number of runs was chosen by {before}; change the objective in attune.yaml and compare again',
  stopped:
    '{count} {count|trial|trials} of it {count|was|were} stopped by hand: if that was for the sake of {before}, they are missing by {metric} too',
  chosen:
    'choose the objective for what the model is for, not for the nicer result: the better of two objectives is an optimistic one. To judge later rounds by it, write it into attune.yaml',
});

/** What is said of the change, and whether conclusions by the other objective stand. */
export const objectiveChangeSchema = Type.Object({
  metric: Type.String(),
  direction: Type.Enum(['minimize', 'maximize']),
  before: Type.Object({ metric: Type.String(), direction: Type.Enum(['minimize', 'maximize']) }),
  valid: Type.Boolean({ description: 'Whether no trial was chosen by the objective that the round ran for.' }),
  statement: Type.Array(Type.String(), { description: 'Whether that is valid, and why: a sentence each.' }),
});

export interface ObjectiveChange {
  readonly objective: Objective;
  readonly before: Objective;
  readonly valid: boolean;
  readonly statement: readonly Message[];
}

/** The change as result documents show it. */
export function changeDocument({ objective, before, valid, statement }: ObjectiveChange) {
  return { ...objective, before, valid, statement: statement.map(sentence) };
}

/** A metric to judge by; its direction where it was told. */
export interface AskedObjective {
  readonly metric: string;
  readonly direction?: Direction;
}

/** Reads `valid/loss` or `valid/loss:minimize`. Throws `invalid`; a test metric is refused whatever it is asked for. */
export function readOtherObjective(text: string): AskedObjective {
  const [, name = '', told] = /^(.*?)(?::(minimize|maximize))?$/.exec(text.trim()) ?? [];
  if (name === '' || /\s|:$/.test(name)) throw new AttuneError('invalid', otherObjectiveTexts.form({ value: text }));
  if (isSealed(name)) throw new AttuneError('invalid', otherObjectiveTexts.sealed({ metric: name }));
  if (told === undefined) return { metric: name };
  return { metric: name, direction: told === 'minimize' ? 'minimize' : 'maximize' };
}

/**
 * The round's row as if it had been run for the other objective. Throws `not-found` where no trial reported the metric,
 * `invalid` where its direction was not told and its name does not tell it.
 */
export async function judgedBy(
  store: Store,
  round: RoundRow,
  { metric, direction = guessDirection(metric) }: AskedObjective,
): Promise<{ readonly round: RoundRow; readonly change: ObjectiveChange }> {
  const trials = await store.read('trial', { round: [round.number] });
  const summaries = trials.length === 0 ? [] : await store.summaries({ trials: trials.map(({ id }) => id) });
  const metrics = [...new Set(summaries.map((summary) => summary.metric))].filter((name) => name !== clockSeries);
  if (!metrics.includes(metric)) throw unknownMetric(round.number, metric, metrics);
  if (direction === undefined) throw new AttuneError('invalid', otherObjectiveTexts.direction({ metric }));
  const objective = { metric, direction };
  const stopped = trials.filter(({ state }) => state.status === 'stopped').length;
  const { project } = round.resolved;
  return {
    round: { ...round, resolved: { ...round.resolved, project: { ...project, objective } } },
    change: objectiveChange(round, objective, { stopped, shaped: await shapedByEarlier(store, round) }),
  };
}

/**
 * The page’s file: judged by another objective it stands beside `report.html`, which stays what the round ran for. In its
 * name only letters, digits, dots, minus and underline are kept, for any file system.
 */
export function reportFile(change: ObjectiveChange | null): string {
  if (change === null) return 'report.html';
  const { objective, before } = change;
  if (objective.metric === before.metric && objective.direction === before.direction) return 'report.html';
  return `report-${objective.metric.replace(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, longestName)}.html`;
}

/** Of a metric in a file’s name. */
const longestName = 80;

/** `stopped`: trials that a user cut short; `shaped`: what earlier results may have decided of the round. */
export function objectiveChange(
  { number: round, resolved }: RoundRow,
  objective: Objective,
  { stopped = 0, shaped = unshaped }: { readonly stopped?: number; readonly shaped?: Shaped } = {},
  adaptive: (sampler: SamplerSpec) => boolean = (sampler) => samplerFor(sampler).adaptive,
): ObjectiveChange {
  const before = resolved.project.objective;
  const { metric, direction } = objective;
  if (before.metric === metric && before.direction === direction) {
    return { objective, before, valid: true, statement: [otherObjectiveTexts.same({ metric, direction, round })] };
  }
  const searches = resolved.studies.filter(({ purpose }) => purpose === 'search');
  const steered = searches.find(({ sampler }) => adaptive(sampler));
  const values = { metric, direction, round, before: before.metric, beforeDirection: before.direction };
  const [listed] = shaped.listed;
  const sequential = resolved.comparison !== undefined;
  const main = sequential
    ? otherObjectiveTexts.sequential(values)
    : steered !== undefined
      ? otherObjectiveTexts.invalid({ ...values, study: steered.name, search: steered.sampler.kind })
      : listed !== undefined
        ? otherObjectiveTexts.listed({ ...values, study: listed })
        : otherObjectiveTexts.valid({ ...values, search: kindsOf(searches) });
  const valid = !sequential && steered === undefined && listed === undefined;
  const { narrowed: names } = shaped;
  const told = { names: names.join(', '), count: names.length, before: before.metric, metric };
  const ranges = names.length === 0 ? [] : [otherObjectiveTexts.narrowed(told)];
  const cut = stopped === 0 ? [] : [otherObjectiveTexts.stopped({ count: stopped, before: before.metric, metric })];
  return { objective, before, valid, statement: [main, ...ranges, ...cut, otherObjectiveTexts.chosen()] };
}

function kindsOf(studies: readonly StudyPlan[]): string {
  return [...new Set(studies.map(({ sampler }) => sampler.kind))].join(', ');
}

function unknownMetric(round: number, metric: string, metrics: readonly string[]): AttuneError {
  const near = nearest(metric, metrics);
  const { near: meant, list, none, unknown } = otherObjectiveTexts;
  const existing =
    near !== undefined ? meant({ nearest: near }) : metrics.length > 0 ? list({ metrics: metrics.join(', ') }) : none();
  return new AttuneError('not-found', unknown({ round, metric, existing: existing.text }));
}
