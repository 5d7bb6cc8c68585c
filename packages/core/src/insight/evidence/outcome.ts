/**
 * What a trial's result is worth: the rules by which a trial counts as feasible, infeasible, censored, failed or pending.
 * States come from the record (the engine judges divergence and memory); three rules are added here, none of them stored,
 * each shown with its numbers and taken back by `options.keepFeasible` (method's vocabulary, "infeasible").
 */
import { extent, rounded, roundedTo } from '../../numeric/index.ts';
import { bestOver, type Best, type Curve, type Direction, type Objective } from '../../study/index.ts';
import { defineTexts, type Message } from '../../texts/index.ts';
import { chanceMargin } from './chance.ts';
import type { InsightOptions } from '../options.ts';
import { outlierLimit } from './outlier.ts';
import type { RoundRecord, TrialRecord } from '../record.ts';

export const outcomeTexts = defineTexts('outcome', {
  diverged: 'its training diverged (a loss or the objective was not finite)',
  outOfMemory: 'it ran out of memory',
  invalid: 'its configuration broke a constraint of the program',
  neverFinite: '{metric} was never a finite number',
  chance: '{metric} reached {value}, no better than chance ({chance})',
  nearChance: '{metric} reached {value}, ahead of chance ({chance}) by no more than noise alone may bring ({margin})',
  outlier: '{metric} reached {value}, far outside what this study spreads over (limit {limit})',
});

export type Outcome =
  | {
      readonly kind: 'feasible';
      /** Best over training. */
      readonly objective: number;
      /** The first step that attains it. */
      readonly bestStep: number;
      readonly lastStep: number;
      /** Distinct steps at which the objective was reported. */
      readonly evaluations: number;
      /** The last finite value. */
      readonly finalValue: number;
    }
  | {
      readonly kind: 'infeasible';
      readonly reason: InfeasibleOutcome;
      /** The rule with its numbers. */
      readonly why: Message;
      /** Best over training before it went wrong: drawn hollow, never ranked. */
      readonly earlierBest?: Best;
    }
  | { readonly kind: 'censored'; readonly reason: 'stopped' | 'timed-out'; readonly soFar?: Best }
  | { readonly kind: 'failed'; readonly reason: 'crashed' | 'preempted' | 'lost' }
  | { readonly kind: 'pending'; readonly soFar?: Best };

export type InfeasibleOutcome =
  'diverged' | 'out-of-memory' | 'invalid' | 'never-finite' | 'no-better-than-chance' | 'outlier';

export type Feasible = Extract<Outcome, { kind: 'feasible' }>;

/** The outcome of every trial of a round, by trial id. */
export function outcomesOf(round: RoundRecord, options: InsightOptions): ReadonlyMap<number, Outcome> {
  return outcomesAmong(round, (trial) => outcomeAlone(trial, round, options), options);
}

/** Of a round what the rules for outliers look at. */
interface Among<T> extends Pick<RoundRecord, 'objective'> {
  readonly studies: readonly Pick<RoundRecord['studies'][number], 'id' | 'purpose'>[];
  readonly trials: readonly T[];
}

/** The same where it is known what each trial's own record tells: `alone` gives that. */
export function outcomesAmong<T extends Pick<TrialRecord, 'id' | 'study'>>(
  { trials, studies, objective }: Among<T>,
  alone: (trial: T) => Outcome,
  options: Pick<InsightOptions, 'keepFeasible' | 'outlier'>,
): ReadonlyMap<number, Outcome> {
  const kept = new Set(options.keepFeasible);
  const outcomes = new Map(trials.map((trial) => [trial.id, alone(trial)]));
  for (const study of studies) {
    if (study.purpose !== 'search') continue;
    const members = trials.flatMap(({ id, study: of }) => {
      const outcome = outcomes.get(id);
      return of === study.id && outcome?.kind === 'feasible' ? [{ id, outcome }] : [];
    });
    const limit = outlierLimit(
      members.map(({ outcome }) => outcome.objective),
      objective.direction,
      options.outlier,
    );
    if (limit === null) continue;
    for (const { id, outcome } of members) {
      const outside = outcome.objective !== limit && beyondOrAt(objective.direction, outcome.objective, limit);
      if (outside && !kept.has(id)) outcomes.set(id, outlying(outcome, objective.metric, limit));
    }
  }
  return outcomes;
}

/** What a trial's own record tells, without the rest of its study. */
export function outcomeAlone(
  trial: TrialRecord,
  round: Pick<RoundRecord, 'objective' | 'references' | 'examples'>,
  { keepFeasible }: Pick<InsightOptions, 'keepFeasible'>,
): Outcome {
  const outcome = byItself(trial, round.objective);
  const chance = round.references['chance']?.[round.objective.metric];
  if (outcome.kind !== 'feasible' || chance === undefined || keepFeasible.includes(trial.id)) return outcome;
  return againstChance(outcome, curveOf(trial, round.objective), chance, round) ?? outcome;
}

function byItself(trial: TrialRecord, objective: Objective): Outcome {
  const curve = curveOf(trial, objective);
  const best = curve === undefined ? null : bestOver(curve, objective.direction);
  const { state } = trial;
  switch (state.status) {
    case 'waiting':
    case 'running':
    case 'paused':
      return { kind: 'pending', ...(best !== null && { soFar: best }) };
    case 'completed':
      return curve === undefined || best === null
        ? { kind: 'infeasible', reason: 'never-finite', why: outcomeTexts.neverFinite({ metric: objective.metric }) }
        : feasible(curve, best);
    case 'infeasible':
      return {
        kind: 'infeasible',
        reason: state.reason,
        why: stored(state.reason),
        ...(best !== null && { earlierBest: best }),
      };
    case 'stopped':
      return { kind: 'censored', reason: 'stopped', ...(best !== null && { soFar: best }) };
    case 'failed':
      return state.reason === 'timed-out'
        ? { kind: 'censored', reason: 'timed-out', ...(best !== null && { soFar: best }) }
        : { kind: 'failed', reason: state.reason };
  }
}

function feasible(curve: Curve, best: Best): Feasible {
  const finite = curve.values.findLast((value) => Number.isFinite(value));
  return {
    kind: 'feasible',
    objective: best.value,
    bestStep: best.step,
    ...countedOf(curve.steps),
    finalValue: finite ?? best.value,
  };
}

/** The last step, and how many there are; in a plain loop, as long as they ascend. */
function countedOf(steps: readonly number[]): Pick<Feasible, 'lastStep' | 'evaluations'> {
  for (let i = 1; i < steps.length; i++) {
    if (!((steps[i] ?? NaN) > (steps[i - 1] ?? NaN))) {
      return { lastStep: extent(steps)[1], evaluations: new Set(steps).size };
    }
  }
  return { lastStep: extent(steps.slice(-1))[1], evaluations: steps.length };
}

function stored(reason: 'diverged' | 'out-of-memory' | 'invalid'): Message {
  switch (reason) {
    case 'diverged':
      return outcomeTexts.diverged();
    case 'out-of-memory':
      return outcomeTexts.outOfMemory();
    case 'invalid':
      return outcomeTexts.invalid();
  }
}

/** Infeasible where the best is ahead of chance by no more than noise alone may bring; else null. */
function againstChance(
  { objective, bestStep }: Feasible,
  curve: Curve | undefined,
  chance: number,
  { objective: { metric, direction }, examples }: Pick<RoundRecord, 'objective' | 'examples'>,
): Outcome | null {
  const ahead = direction === 'minimize' ? chance - objective : objective - chance;
  const margin = curve === undefined ? 0 : chanceMargin(curve, chance, examples.valid);
  if (!(ahead <= margin)) return null;
  const told = { metric, value: roundedTo(objective, ahead), chance: roundedTo(chance, ahead) };
  const why = ahead > 0 ? outcomeTexts.nearChance({ ...told, margin: rounded(margin, 2) }) : outcomeTexts.chance(told);
  return {
    kind: 'infeasible',
    reason: 'no-better-than-chance',
    why,
    earlierBest: { value: objective, step: bestStep },
  };
}

function outlying({ objective, bestStep }: Feasible, metric: string, limit: number): Outcome {
  const why = outcomeTexts.outlier({ metric, value: rounded(objective), limit: rounded(limit) });
  return { kind: 'infeasible', reason: 'outlier', why, earlierBest: { value: objective, step: bestStep } };
}

function curveOf({ curves }: TrialRecord, { metric }: Objective): Curve | undefined {
  return curves.find((curve) => curve.metric === metric);
}

function beyondOrAt(direction: Direction, value: number, limit: number): boolean {
  return direction === 'minimize' ? value >= limit : value <= limit;
}
