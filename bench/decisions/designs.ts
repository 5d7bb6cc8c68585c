/**
 * Two values compared by two designs with the same total budget: the fair one tunes the nuisance hyperparameters for each
 * value; the other fixes them at the baseline, which was tuned for the first value, and spends its trials on seeds.
 *
 * Planted: each value has a bowl over the nuisance hyperparameters (`core/testing/planted-surface.ts`); the second value is
 * better by `lead` at its own optimum, which lies elsewhere in the two that matter most, so far that under the baseline's
 * settings it is worse. Lengths count the good region's spread, from the least error to the median one; noise between seeds
 * is 0.2 of it.
 *
 * `right` is the side of the best trial, decided or not: what one would take. What the analysis says is `decided right`,
 * `decided wrong`, or nothing yet (`undecided`).
 */
import { leadOf, tunedOf, viewOf, type RoundRecord } from '@attune/core/insight';
import { resolveRound, type RoundFile } from '@attune/core/design';
import { stream, type Stream } from '@attune/core/numeric';
import { samplerFor } from '@attune/core/samplers';
import { decode, strata, toUnit, type Configuration, type Space } from '@attune/core/space';
import type { Project } from '@attune/core/study';
import {
  heightAt,
  plantedSpace,
  plantedSurface,
  type Surface,
} from '../../packages/core/src/testing/planted-surface.ts';
import { rate, row } from '../findings/rate.ts';

const noise = 0.2;
const promised = 0.95;
const widths = [8, 6, 6, 6, 20, 20, 20, 20];

export function measureDesigns(count: number): void {
  console.log(`\nThe fair design beside one that fixes nuisance at the baseline, ${count} planted projects a row`);
  console.log('lead in spreads of the good region (noise between seeds 0.2); trials in all, half for each value');
  console.log(
    'right: the truly better value has the best trial, decided or not; decided: told as beyond noise and luck\n',
  );
  const heads = ['right', 'decided right', 'decided wrong', 'undecided'];
  console.log(row(['nuisance', 'lead', 'trials', 'design', ...heads], widths));
  for (const nuisance of [2, 4]) {
    for (const lead of [0.25, 0.5, 1]) {
      for (const trials of [16, 32, 64]) measureCell({ nuisance, lead, trials }, count);
    }
  }
}

interface Cell {
  readonly nuisance: number;
  readonly lead: number;
  readonly trials: number;
}

function measureCell(cell: Cell, count: number): void {
  const { nuisance, lead, trials } = cell;
  const picked = Array.from({ length: count }, (_, i) => compareDesigns(cell, i));
  const designs = { fair: picked.map(([fair]) => fair), fixed: picked.map(([, fixed]) => fixed) };
  for (const [name, own] of Object.entries(designs)) {
    const shares = [
      own.filter(({ right }) => right),
      own.filter(({ right, decided }) => right && decided),
      own.filter(({ right, decided }) => !right && decided),
      own.filter(({ decided }) => !decided),
    ].map(({ length }) => rate(length, count));
    console.log(row([nuisance, lead, trials, name, ...shares], widths));
  }
  const right = designs.fair.filter((one) => one.right).length / count;
  // Where the budget is enough for the question; a small share of the projects tells too little.
  if (trials < 32 || lead < 0.5 || count < 1000 || right >= promised) return;
  console.error(`nuisance ${nuisance}, lead ${lead}, trials ${trials}: the fair design picks wrong too often`);
  process.exitCode = 1;
}

interface Picked {
  readonly right: boolean;
  /** Whether the analysis called the lead decided. */
  readonly decided: boolean;
}

function compareDesigns({ nuisance, lead, trials }: Cell, index: number): readonly [fair: Picked, fixed: Picked] {
  // Leads below 1 share their draws.
  const random = stream(index, 'designs', nuisance, Math.floor(lead), trials);
  const space = plantedSpace(nuisance);
  const first = plantedSurface(random.integer(2 ** 31), nuisance);
  const second = { ...first, optimum: shifted(first, lead, random) };
  const truth = (configuration: Configuration): number => {
    const place = space.hyperparameters.map((one) => toUnit(one, configuration[one.id] ?? null));
    return configuration['variant'] === 'second' ? heightAt(second, place) - lead : heightAt(first, place);
  };
  const home = { variant: 'first', ...atPlace(space, first.optimum) };
  const ask = (nuisanceRole: RoundFile['nuisance']): Picked =>
    pick(roundOf({ space, home, trials, nuisance: nuisanceRole, truth, random }));
  return [ask('rest'), ask([])];
}

/** Where the second value has its optimum: worse than the first by 1 at the first's own, though better by `lead` here. */
function shifted({ optimum, weights }: Surface, lead: number, random: Stream): readonly number[] {
  const moved = [0, 1];
  const weight = moved.reduce((sum, i) => sum + (weights[i] ?? 0), 0);
  const distance = Math.sqrt((1 + lead) / weight);
  return optimum.map((best, i) => {
    if (!moved.includes(i)) return best;
    // Inwards, so that it stays within the ranges: the first lies in their middle third.
    const sign = best > 0.5 ? -1 : best < 0.5 ? 1 : random.uniform() < 0.5 ? -1 : 1;
    return best + sign * distance;
  });
}

interface Planned {
  readonly space: Space;
  readonly home: Configuration;
  readonly trials: number;
  readonly nuisance: RoundFile['nuisance'];
  readonly truth: (configuration: Configuration) => number;
  readonly random: Stream;
}

function roundOf({ space, home, trials, nuisance, truth, random }: Planned): RoundRecord {
  const variant = { kind: 'categorical', id: 'variant', name: 'variant', arg: 'variant' } as const;
  const project: Project = {
    name: 'planted',
    objective: { metric: 'valid/score', direction: 'minimize' },
    train: { command: 'train', maxSteps: 100, stepUnit: 'step', graceSeconds: 1 },
    metrics: { from: 'file', rename: {} },
    space: { hyperparameters: [{ ...variant, values: ['first', 'second'] }, ...space.hyperparameters] },
    baseline: home,
    inactive: {},
    examples: {},
    references: {},
    resources: { slots: 1, gpusPerTrial: 0 },
  };
  const file: RoundFile = {
    name: 'compared',
    goal: 'compare',
    question: 'first or second?',
    scientific: [{ hyperparameter: 'variant' }],
    fixed: [],
    nuisance,
    ranges: [],
    search: { kind: 'halton' },
    trials,
    seed: random.integer(2 ** 31),
    notes: '',
  };
  const resolved = resolveRound(project, file, 1);
  const studies = resolved.studies.map((plan, index) => ({ id: index + 1, adaptive: false, ...plan }));
  const records = studies.flatMap((study) =>
    samplerFor(study.sampler)
      .suggest({ space: study.space, budget: study.trials }, 0, study.trials, study.seed)
      .map(({ configuration }) => ({ study: study.id, configuration })),
  );
  return {
    ...{ number: 1, goal: resolved.goal, question: resolved.question, objective: project.objective },
    ...{ maxSteps: 100, stepUnit: 'step', roles: resolved.roles, baseline: home, examples: {}, references: {} },
    studies,
    trials: records.map((one, index) => {
      const value = truth(one.configuration) + noise * random.normal();
      const curve = { metric: project.objective.metric, steps: [100], values: [value] };
      return { ...one, id: index + 1, seed: index + 1, state: { status: 'completed' }, curves: [curve] };
    }),
  };
}

function pick(round: RoundRecord): Picked {
  const view = viewOf(round, undefined, new Map());
  const lead = leadOf(view, tunedOf(view));
  return { right: lead?.first.label === 'variant=second', decided: lead?.outcome === 'decided' };
}

function atPlace(space: Space, place: readonly number[]): Configuration {
  const [branch] = strata(space);
  return branch === undefined ? {} : decode(branch, [...place]);
}
