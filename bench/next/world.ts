/**
 * A simulated project whose truth is known: a classifier's error over five hyperparameters, from a bad start.
 *
 *   learning_rate   training diverges above a rate, and a third to three quarters of the first range lie there; the optimum is near its lower edge
 *   momentum        matters; interacts with the rate
 *   weight_decay    the optimum lies beyond an edge of the first range
 *   dropout         matters less
 *   clip_norm       does not matter
 *   max_steps       too few: training is still improving at its end, and the error higher by as much
 *
 * The error's height S is 0 at the optimum and 1 in the median of the first ranges' feasible part at the first length; it is a
 * bowl near the optimum, steeper to one side, and flattens far away.
 */
import type { RoundRecord, StudyRecord, TrialRecord } from '@attune/core/insight';
import { median, stream } from '@attune/core/numeric';
import { samplerFor } from '@attune/core/samplers';
import { guessMeaning, scaled, type Configuration, type RangeHyperparameter, type Space } from '@attune/core/space';
import type { Project, ResolvedRound } from '@attune/core/study';
import { plantedCurves } from '../../packages/core/src/testing/planted-curves.ts';
import { range } from '../../packages/core/src/testing/planted.ts';

export interface World {
  readonly seed: number;
  /** Standard deviation between seeds as a share of the height of the median. */
  readonly noise: number;
  readonly project: Project;
  /** True height: 0 is the best that any configuration and length gives; Infinity diverges. */
  readonly heightAt: (configuration: Configuration, maxSteps: number) => number;
  readonly trial: (work: Work) => TrialRecord;
}

export interface Work {
  readonly id: number;
  readonly study: number;
  readonly configuration: Configuration;
  readonly maxSteps: number;
}

/** Errors of the best configuration, and of the median above it. */
const least = 0.06;
const spread = 0.06;
/** No error is larger. */
export const worst = 0.8;
const firstSteps = 10_000;
/** Height lost for each missing share of the steps that training needs. */
const lossOfSteps = 0.8;
/** Height below which the curves show nothing of it. */
const unseen = 0.02;

const declared = (random: { uniform: () => number }): readonly RangeHyperparameter[] => {
  // A decade or two around a place that a newcomer would take from elsewhere.
  const shift = random.uniform();
  return [
    range('learning_rate', 1e-3, 10, 'log'),
    range('momentum', 0, 0.99, 'reverse-log'),
    shift < 0.5 ? range('weight_decay', 1e-7, 1e-4, 'log') : range('weight_decay', 1e-3, 1, 'log'),
    range('dropout', 0, 0.6),
    range('clip_norm', 1, 100, 'log'),
  ];
};

export function worldOf(seed: number, noise: number): World {
  const random = stream(seed, 'world');
  const ranges = declared(random);
  const space: Space = {
    hyperparameters: ranges.map((one) => {
      const meaning = guessMeaning(one.name);
      return { ...one, ...(meaning !== undefined && { meaning }) };
    }),
  };
  const between = (low: number, high: number): number => low + (high - low) * random.uniform();
  const [rate, momentum, decay, dropout] = [
    between(-2.6, -1.6),
    between(0.5, 1.6),
    between(-3.9, -3.1),
    between(0.1, 0.4),
  ];
  const cliff = rate + between(0.6, 1.2);
  const steep = between(1, 2);
  const tilt = between(-0.5, 0.5);
  /** Away from the optimum, in decades, or tenths for dropout. */
  const raw = (configuration: Configuration): number => {
    const at = (id: string): number => Number(configuration[id]);
    const a = Math.log10(at('learning_rate')) - rate;
    const b = -Math.log10(1 - at('momentum')) - momentum;
    const c = Math.log10(at('weight_decay')) - decay;
    const d = (at('dropout') - dropout) * 5;
    const bowl = (a > 0 ? steep : 1) * a * a + 0.4 * b * b + 0.5 * tilt * a * b + 0.15 * c * c + 0.1 * d * d;
    return bowl / (1 + 0.1 * bowl);
  };
  const diverges = (configuration: Configuration): boolean =>
    Math.log10(Number(configuration['learning_rate'])) > cliff;
  const draws = drawsOf(space, 400, seed).filter((configuration) => !diverges(configuration));
  const unit = median(draws.map(raw));
  const needed = firstSteps * between(1.2, 2.2);
  const shortOf = (maxSteps: number): number => lossOfSteps * Math.max(0, 1 - maxSteps / needed);
  const heightAt = (configuration: Configuration, maxSteps: number): number =>
    diverges(configuration) ? Infinity : raw(configuration) / unit + shortOf(maxSteps);
  const baseline = Object.fromEntries(
    space.hyperparameters.map((one) => [one.id, middleOf(one as RangeHyperparameter)]),
  );
  const project: Project = {
    name: `simulated ${seed}`,
    objective: { metric: 'valid/error', direction: 'minimize' },
    train: { command: 'true', maxSteps: firstSteps, stepUnit: 'step', graceSeconds: 30 },
    metrics: { from: 'file', rename: {} },
    space,
    baseline: { ...baseline, learning_rate: 10 ** (cliff - 0.3) },
    inactive: {},
    examples: {},
    references: {},
    resources: { slots: 1, gpusPerTrial: 0 },
  };
  const trial = ({ id, study, configuration, maxSteps }: Work): TrialRecord => {
    const draw = stream(seed, 'trial', id);
    const height = heightAt(configuration, maxSteps) + noise * draw.normal();
    const fails = !Number.isFinite(height);
    const error = fails ? 0.5 : Math.min(worst, Math.max(least / 4, least + spread * height));
    const short = shortOf(maxSteps);
    const fault = fails
      ? ({ kind: 'nan', at: 0.05 + 0.3 * draw.uniform() } as const)
      : short > unseen
        ? ({ kind: 'too-few-steps', effect: 40 * short } as const)
        : null;
    const plan = {
      maxSteps,
      evaluations: 40,
      schedule: 'constant',
      rate: Number(configuration['learning_rate']),
    } as const;
    return {
      id,
      study,
      configuration,
      seed: id,
      state: fails ? { status: 'infeasible', reason: 'diverged' } : { status: 'completed' },
      curves: plantedCurves({ ...plan, error, fault }, draw),
    };
  };
  return { seed, noise, project, heightAt, trial };
}

/** A round as it would be recorded, its trials run in order. */
export function ran(
  world: World,
  resolved: ResolvedRound,
  number: number,
  earlier: readonly RoundRecord[],
): RoundRecord {
  const { project } = resolved;
  let id = earlier.reduce((sum, round) => sum + round.trials.length, 0);
  let study = earlier.reduce((sum, round) => sum + round.studies.length, 0);
  const studies: StudyRecord[] = [];
  const trials: TrialRecord[] = [];
  for (const plan of resolved.studies) {
    const { name, purpose, scientific, space, trials: count, sampler } = plan;
    studies.push({ id: ++study, name, purpose, scientific, space, adaptive: false, trials: count });
    const suggested = samplerFor(sampler).suggest({ space, budget: count }, 0, count, plan.seed);
    for (const { configuration } of suggested) {
      trials.push(world.trial({ id: ++id, study, configuration, maxSteps: project.train.maxSteps }));
    }
  }
  const before = earlier.filter(({ maxSteps }) => maxSteps === project.train.maxSteps);
  return {
    number,
    goal: resolved.goal,
    question: resolved.question,
    objective: project.objective,
    maxSteps: project.train.maxSteps,
    stepUnit: project.train.stepUnit,
    roles: resolved.roles,
    baseline: project.baseline,
    examples: project.examples,
    references: project.references,
    studies,
    trials,
    earlierBaselines: before.map((round) => {
      const own = new Set(round.studies.filter(({ purpose }) => purpose === 'baseline').map((one) => one.id));
      return { round: round.number, trials: round.trials.filter((one) => own.has(one.study)) };
    }),
  };
}

function middleOf({ scale, low, high }: RangeHyperparameter): number {
  const middle = (scaled(scale, low) + scaled(scale, high)) / 2;
  return scale === 'log' ? Math.exp(middle) : scale === 'linear' ? middle : 1 - Math.exp(-middle);
}

function drawsOf(space: Space, count: number, seed: number): readonly Configuration[] {
  const suggested = samplerFor({ kind: 'random' }).suggest({ space, budget: count }, 0, count, seed);
  return suggested.map(({ configuration }) => configuration);
}
