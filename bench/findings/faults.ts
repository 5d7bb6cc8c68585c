/**
 * What a question misses of rounds in which one thing is wrong, at the effect at which an expert acts; the rest of each round
 * is sound, with complete curves (`packages/core/src/testing/planted-round.ts`, 4 ranges, 20 % noise). Only the question
 * concerned is asked. Found is a finding of its code and kind that names the hyperparameters planted, or at least half of the
 * trials planted where a random share has the fault. Where all trials or the best third have it, at least half of the trials
 * named are planted: questions on curves name the best trials alone. PASS is a miss rate of at most 10 %, by its point estimate. Effects on the objective count standard deviations
 * between seeds, effects on curves the jitter of one evaluation; of 20 evaluations but for periods. Bounds are 95 % Clopper–Pearson.
 */
import { defaultOptions, questions, viewOf, type Finding, type RoundRecord } from '@attune/core/insight';
import { stream } from '@attune/core/numeric';
import type { CurveFault } from '../../packages/core/src/testing/planted-faults.ts';
import { plantedRound, type RoundFault, type RoundPlan } from '../../packages/core/src/testing/planted-round.ts';
import { rate, row } from './rate.ts';

type Kinds = Readonly<Record<string, readonly string[]>>;

interface Planting {
  readonly name: string;
  readonly effect: number;
  readonly plan: (effect: number, trials: number) => Omit<RoundPlan, 'seed'>;
  /** Codes that may name it, with the kinds that `values` must then state; any where there are none. */
  readonly codes: Kinds;
  /** Hyperparameters that it must name. */
  readonly names?: readonly string[];
  /** Whether it must name the trials planted. */
  readonly trials?: boolean;
}

const inCurves = (
  name: string,
  effect: number,
  curve: (effect: number) => CurveFault,
  among: Extract<RoundFault, { kind: 'curves' }>['among'],
  codes: Kinds,
): Planting => ({
  name,
  effect,
  plan: (size, trials) => ({ trials, fault: { kind: 'curves', curve: curve(size), among } }),
  codes,
  trials: true,
});

const plantings: readonly Planting[] = [
  // Five times the luck of a seed: an edge, or a pair, that the next round should follow.
  {
    name: 'edge, main range',
    effect: 5,
    plan: (effect, trials) => ({ trials, fault: { kind: 'edge', effect, dimension: 0, side: 'high' } }),
    codes: { boundary: [] },
    names: ['learning_rate'],
  },
  {
    name: 'edge, third range',
    effect: 5,
    plan: (effect, trials) => ({ trials, fault: { kind: 'edge', effect, dimension: 2, side: 'low' } }),
    codes: { boundary: [] },
    names: ['weight_decay'],
  },
  {
    name: 'interaction',
    effect: 5,
    plan: (effect, trials) => ({ trials, fault: { kind: 'interaction', effect } }),
    codes: { sensitivity: [] },
    names: ['learning_rate', 'momentum'],
  },
  {
    name: 'stability edge',
    effect: 10,
    plan: (effect, trials) => ({ trials, fault: { kind: 'stability-edge', effect } }),
    codes: { 'stability-edge': [] },
    names: ['learning_rate'],
  },
  // Nearly a third of the trials are lost.
  {
    name: 'rate diverges, share',
    effect: 0.3,
    plan: (share, trials) => ({ trials, fault: { kind: 'threshold', of: 'rate', share } }),
    codes: { infeasible: [] },
    names: ['learning_rate'],
  },
  {
    name: 'rate/(1−m), share',
    effect: 0.3,
    plan: (share, trials) => ({ trials, fault: { kind: 'threshold', of: 'rate-and-momentum', share } }),
    codes: { infeasible: [] },
    names: ['learning_rate', 'momentum'],
  },
  {
    name: 'bug',
    effect: 1,
    plan: (_, trials) => ({ trials, fault: { kind: 'all-infeasible' } }),
    codes: { infeasible: [] },
    trials: true,
  },
  // Half of the trials of the other.
  {
    name: 'unequal budgets, of 1',
    effect: 0.5,
    plan: (share, trials) => ({
      trials: 0,
      compare: [
        { trials, worseBy: 0 },
        { trials: Math.round(share * trials), worseBy: 0 },
      ],
    }),
    codes: { fairness: [] },
  },
  // Six times the jitter of an evaluation is plain to the eye.
  inCurves('overfit, all', 6, (effect) => ({ kind: 'overfitting', effect, from: 0.4 }), 'all', { overfitting: [] }),
  inCurves('overfit, best third', 6, (effect) => ({ kind: 'overfitting', effect, from: 0.4 }), 'best third', {
    overfitting: [],
  }),
  inCurves('over-confident, all', 6, (effect) => ({ kind: 'over-confidence', effect, from: 0.4 }), 'all', {
    overfitting: [],
  }),
  inCurves('late noise, all', 6, (effect) => ({ kind: 'late-noise', effect }), 'all', { 'late-variance': [] }),
  inCurves('losses rise, all', 6, (effect) => ({ kind: 'training-loss-rising', effect, from: 0.5 }), 'all', {
    'training-loss-rising': [],
  }),
  inCurves('losses rise, 30 %', 6, (effect) => ({ kind: 'training-loss-rising', effect, from: 0.5 }), 0.3, {
    'training-loss-rising': [],
  }),
  {
    name: 'periodic, all',
    effect: 6,
    // A period of fewer than 32 evaluations is not looked for.
    plan: (effect, trials) => ({
      trials,
      evaluations: 50,
      fault: { kind: 'curves', curve: { kind: 'periodic', effect, period: 0.25 }, among: 'all' },
    }),
    codes: { periodicity: [] },
    trials: true,
  },
  inCurves('too few steps, all', 6, (effect) => ({ kind: 'too-few-steps', effect }), 'all', {
    'still-improving': [],
  }),
  // A spike of a tenth of a nat, and jumps of half of what an untrained model loses at once.
  inCurves('spike, all', 25, (effect) => ({ kind: 'spike', effect, at: 0.5 }), 'all', {
    'curve-shapes': ['loss-spike'],
  }),
  inCurves('spike, 30 %', 25, (effect) => ({ kind: 'spike', effect, at: 0.5 }), 0.3, {
    'curve-shapes': ['loss-spike'],
  }),
  inCurves('early jumps, all', 300, (effect) => ({ kind: 'early-instability', effect }), 'all', {
    'curve-shapes': ['early-instability'],
  }),
  // More than two thirds of the training bring nothing.
  inCurves('too many steps, within', 0.3, (share) => ({ kind: 'too-many-steps', share }), 'all', { saturated: [] }),
  // Nearly a third of the trials never learn, or lose all.
  {
    name: 'at chance, share',
    effect: 0.3,
    plan: (among, trials) => ({ trials, fault: { kind: 'curves', curve: { kind: 'stuck-at-chance' }, among } }),
    codes: { 'curve-shapes': ['stuck-at-chance'], infeasible: [] },
    trials: true,
  },
  {
    name: 'collapse, share',
    effect: 0.3,
    plan: (among, trials) => ({ trials, fault: { kind: 'curves', curve: { kind: 'collapse', at: 0.6 }, among } }),
    codes: { 'curve-shapes': ['collapse'] },
    trials: true,
  },
  {
    name: 'NaN, share',
    effect: 0.3,
    plan: (among, trials) => ({ trials, fault: { kind: 'curves', curve: { kind: 'nan', at: 0.6 }, among } }),
    codes: { 'non-finite': [] },
    trials: true,
  },
  inCurves('growing norms, factor', 10, (effect) => ({ kind: 'exploding-gradients', effect }), 'all', {
    gradients: ['growing'],
  }),
  // Gaps between evaluations that differ by half as much again, and ten evaluations in all.
  {
    name: 'irregular steps, by',
    effect: 0.5,
    plan: (effect, trials) => ({
      trials,
      fault: { kind: 'curves', curve: { kind: 'irregular', effect }, among: 'all' },
    }),
    codes: { evaluation: ['irregular', 'unequal'] },
    trials: true,
  },
  {
    name: 'few evaluations',
    effect: 10,
    plan: (evaluations, trials) => ({ trials, evaluations }),
    codes: { evaluation: ['few'] },
  },
];

const permutations = 199;
/** Miss rates above this fail. */
const mostMissed = 0.1;
const sizes = [20, 50, 100];
/** The least that the questions on curves are meant for. */
const evaluations = 20;

/** `rounds` of each size; with `cases`, seeds of the misses. */
export function measureFaults(rounds: number, cases: boolean, only: (index: number) => boolean = () => true): void {
  console.log(`\nplanted faults at the effect to act on, the question concerned, ${rounds} rounds of each size`);
  const widths = [22, 6, 23, 23, 23, 6];
  const missed = sizes.map((trials) => `missed, ${trials} trials   `);
  console.log(row(['fault', 'effect', ...missed, ''], widths));
  for (const planting of plantings.filter((_, i) => only(i))) {
    const misses = sizes.map((trials) =>
      Array.from({ length: rounds }, (_, index) =>
        stream(index, 'bench faults', planting.name, trials).integer(2 ** 31),
      ).filter((seed) => !isFound(planting, trials, seed)),
    );
    const verdict = misses.every(({ length }) => length <= mostMissed * rounds) ? 'PASS' : 'FAIL';
    const rates = misses.map(({ length }) => rate(length, rounds));
    console.log(row([planting.name, planting.effect, ...rates, verdict], widths));
    if (!cases) continue;
    misses.forEach((seeds, size) => {
      if (seeds.length > 0) console.log(`    missed, ${sizes[size] ?? ''} trials: ${seeds.slice(0, 4).join(', ')}`);
    });
  }
}

function isFound(planting: Planting, trials: number, seed: number): boolean {
  const plan = { evaluations, ...planting.plan(planting.effect, trials), seed };
  const round = plantedRound(plan);
  const options = { ...defaultOptions, permutations };
  const view = viewOf(round, options);
  const planted = planting.trials === true ? plantedTrials(plan, round) : null;
  return questions
    .filter(({ code }) => code in planting.codes)
    .some((question) => question.ask(view, options).findings.some((finding) => names(planting, finding, planted)));
}

function names(
  { codes, names: wanted = [], plan, effect }: Planting,
  finding: Finding,
  planted: readonly number[] | null,
): boolean {
  const kinds = codes[finding.code] ?? [];
  const kind = String(finding.values['shape'] ?? finding.values['kind'] ?? '');
  if (kinds.length > 0 && !kinds.includes(kind)) return false;
  const said = Object.values(finding.values).map(String);
  if (!wanted.every((name) => said.includes(name))) return false;
  if (planted === null) return true;
  const { trials } = finding.evidence;
  const hits = planted.filter((id) => trials.includes(id)).length;
  const { fault } = plan(effect, 1);
  const inShare = fault?.kind === 'curves' && typeof fault.among === 'number';
  return hits > 0 && 2 * hits >= (inShare ? planted.length : trials.length);
}

/** Trials of the search that differ from those of the same round without the fault. */
function plantedTrials(plan: RoundPlan, round: RoundRecord): readonly number[] {
  const sound = { ...plan, fault: null };
  const healthy = new Map(plantedRound(sound).trials.map((trial) => [trial.id, JSON.stringify(trial.curves)]));
  const searches = new Set(round.studies.filter(({ purpose }) => purpose === 'search').map(({ id }) => id));
  return round.trials
    .filter(({ id, study, curves }) => searches.has(study) && healthy.get(id) !== JSON.stringify(curves))
    .map(({ id }) => id);
}
