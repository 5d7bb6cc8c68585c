/**
 * Do the best learning rates lie right beside the region where training breaks (method D4)? Then the instability, and not
 * the rate, is likely what limits the result, and steadier training (warmup, clipping) may let higher rates do better.
 *
 *   region   the infeasible region (`infeasible-regions.ts`) whose rule holds a learning rate: a side of it, or a line such
 *            as learning rate / (1 − momentum)
 *   d        a feasible trial's distance from the region, along its rule, in the scale of the rate
 *   beside   the mean d of the three best is at most a fifth of the farthest trial's, and, where rates are logarithms, a factor of
 *            4; or, where hardly any trial lies so near, twice that of the nearest three, the nearest of the best not their worst
 *   turns    trials nearer than half of d̄, that mean, rank clearly behind those within half of it around it, the best three
 *            aside (z of the Mann–Whitney test): the objective falls off before the limit, which then is not what holds the rate back
 *   T        how much nearer than the others the best are (`beside.ts`)
 *   p        share of relabelings of the feasible trials in which they lie beside the edge with as large a T, times the
 *            number of such regions: the null is that how good a trial is says nothing of how near it lies
 *
 * An edge beside infeasible trials is this question's; `boundary` proposes no wider range there.
 */
import { quantile, rounded, stream } from '../numeric/index.ts';
import type { Hyperparameter } from '../space/index.ts';
import type { Message } from '../texts/index.ts';
import { gradientNormOf } from './evidence/breakdown.ts';
import { beside, fewestBeside } from './evidence/beside.ts';
import { byConfiguration } from './evidence/by-configuration.ts';
import { infeasibleRegions, type InfeasibleRegions } from './evidence/infeasible-regions.ts';
import { meaningOf } from './evidence/known-directions.ts';
import { percent } from './evidence/percent.ts';
import { axesOf, liesIn, liesTowards, scoreOf, type Region, type Where } from './evidence/region.ts';
import { ruleOf, type Rule } from './evidence/region-rule.ts';
import type { Action, Finding } from './finding.ts';
import type { InsightOptions } from './options.ts';
import type { Question } from './question.ts';
import { stabilityEdgeTexts } from './stability-edge-texts.ts';
import type { RankedTrial, RoundView } from './view.ts';

const topCount = 3;
/** In decades of the rate: a factor of four, two doublings; what lies farther off is not right below. */
const closest = Math.log10(4);
/** One-sided 5 %. */
const clearly = 1.645;
/** Fewer trials at the limit, or around the best, tell no fall. */
const fewestNearer = 3;
/** Of training: where method U4 starts to warn that warmup is long. */
const warmupShare = 0.05;
/** Of unclipped gradient norms: method U5. */
const clippingQuantile = 0.9;
const adaptiveDiscount = 0.5;

export const stabilityEdge: Question = {
  code: 'stability-edge',
  texts: stabilityEdgeTexts.table,
  ask(view, options) {
    const regions = view.kept(infeasibleRegions);
    if (!regions.hyperparameters.some(isRate)) return { findings: [], silent: [stabilityEdgeTexts.noRate()] };
    const limiting = regions.regions.filter((region) => limitsRate(region, regions.hyperparameters));
    if (limiting.length === 0) return { findings: [], silent: [stabilityEdgeTexts.noRegion()] };
    const answers = limiting.map((region) => judge({ view, regions, region, limits: limiting.length }, options));
    // Two regions that both lie beside the best have one cause.
    const clearest = answers
      .flatMap((answer) => ('code' in answer ? [answer] : []))
      .sort((a, b) => b.confidence - a.confidence)
      .slice(0, 1);
    return { findings: clearest, silent: answers.flatMap((answer) => ('code' in answer ? [] : [answer])) };
  },
};

function isRate(hyperparameter: Hyperparameter): boolean {
  return meaningOf(hyperparameter) === 'learning-rate';
}

/** Whether a region lies towards higher learning rates. */
function limitsRate({ where }: Region, hyperparameters: readonly Hyperparameter[]): boolean {
  const at = rateOf(where, hyperparameters);
  return at >= 0 && liesTowards(where, at, 'high');
}

interface Subject {
  readonly view: RoundView;
  readonly regions: InfeasibleRegions;
  readonly region: Region;
  /** Regions that are asked about. */
  readonly limits: number;
}

/** A feasible trial outside the region, with its distance from it: larger is farther. */
interface Near {
  readonly trial: RankedTrial;
  readonly distance: number;
}

/** A finding, or why there is none. */
function judge(subject: Subject, options: InsightOptions): Finding | Message {
  const { regions, region, limits } = subject;
  const rule = ruleOf(region.where, regions.hyperparameters);
  if (rule === null) return stabilityEdgeTexts.noRegion();
  const near = distancesOf(subject);
  const found = beside(
    near.map(({ distance }) => distance),
    {
      permutations: options.permutations,
      random: stream(options.seed, 'stability-edge'),
      most: closest * decadeOf(subject),
    },
  );
  const quantity = rule.of;
  if (found === 'few') return stabilityEdgeTexts.few({ count: near.length, quantity, fewest: fewestBeside });
  if (found === 'far') return stabilityEdgeTexts.far({ quantity });
  const p = Math.min(1, found.p * limits);
  if (p > options.falseAlarms) return stabilityEdgeTexts.byChance({ quantity, p: rounded(p, 2) });
  if (turns(near)) return stabilityEdgeTexts.turns({ quantity });
  return finding(subject, { ...found, rule, near, p });
}

/** Whether trials right at the limit do worse than those around the best, which come first. */
function turns(near: readonly Near[]): boolean {
  const best = near.slice(0, topCount);
  const at = best.reduce((sum, { distance }) => sum + distance, 0) / best.length;
  const ranks = near.map(({ distance }, rank) => ({ distance, rank })).slice(topCount);
  const nearer = ranks.filter(({ distance }) => distance < at / 2).map(({ rank }) => rank);
  const around = ranks.filter(({ distance }) => Math.abs(distance - at) <= at / 2).map(({ rank }) => rank);
  const [m, n] = [nearer.length, around.length];
  if (m < fewestNearer || n < fewestNearer) return false;
  const behind = nearer.reduce((sum, rank) => sum + around.filter((other) => other < rank).length, 0);
  return behind - (m * n) / 2 > clearly * Math.sqrt((m * n * (m + n + 1)) / 12);
}

/** Feasible trials short of the limit, one for each configuration, best first. */
function distancesOf({ view, regions, region: { where } }: Subject): readonly Near[] {
  const index = new Map(regions.judged.map(({ record }, i) => [record.id, i]));
  return byConfiguration(view.round, view.ranked).flatMap((trial): Near[] => {
    const i = index.get(trial.record.id);
    if (i === undefined || liesIn(where, i, regions.axes) !== false) return [];
    const distance = distanceOf(where, i, regions);
    return distance === null ? [] : [{ trial, distance }];
  });
}

/** From the upper limit: places in the rate's range, or, along a line, its score over the weight of the rate. */
function distanceOf(where: Where, trial: number, { axes, hyperparameters }: InfeasibleRegions): number | null {
  switch (where.shape) {
    case 'value':
      return null;
    case 'half-plane': {
      const score = scoreOf(where.direction, trial);
      const weight = where.direction.weights[rateOf(where, hyperparameters)] ?? 1;
      const [low, high] = where.between;
      return score === null ? null : ((low + high) / 2 - score) / weight;
    }
    case 'side':
    case 'band': {
      const axis = axes[where.axis];
      const place = axis?.kind === 'ordered' ? (axis.places[trial] ?? null) : null;
      const [low, high] = where.shape === 'side' ? where.between : where.edges[1];
      return place === null ? null : (low + high) / 2 - place;
    }
  }
}

/** Which of the axes of a region is the learning rate. */
function rateOf(where: Where, hyperparameters: readonly Hyperparameter[]): number {
  return axesOf(where).findIndex((axis) => {
    const hyperparameter = hyperparameters[axis];
    return hyperparameter !== undefined && isRate(hyperparameter);
  });
}

/** A decade of the rate in the unit of distances; infinite where it has no logarithmic scale. */
function decadeOf({ regions: { hyperparameters }, region: { where } }: Subject): number {
  if (where.shape === 'half-plane' && where.direction.in !== 'places') return Math.LN10;
  const rate = hyperparameters[axesOf(where)[rateOf(where, hyperparameters)] ?? -1];
  if ((rate?.kind !== 'float' && rate?.kind !== 'integer') || rate.scale !== 'log') return Infinity;
  return Math.LN10 / Math.log(rate.high / rate.low);
}

interface Found {
  readonly rule: Rule;
  readonly near: readonly Near[];
  readonly p: number;
  readonly farther: number;
  /** Mean distance of the nearest trials, where the best are hardly nearer than these allow. */
  readonly nearest: number | null;
}

function finding(subject: Subject, { rule, near, p, farther, nearest }: Found): Finding {
  const { regions, region } = subject;
  const best = near.slice(0, topCount);
  const [hyperparameter = '', partner] = axesOf(region.where).flatMap(
    (axis) => regions.hyperparameters[axis]?.id ?? [],
  );
  const adaptive = best.some(({ trial }) => trial.study.adaptive);
  const distance = best.reduce((sum, each) => sum + each.distance, 0) / best.length;
  const decade = decadeOf(subject);
  const decades = distance / decade;
  const counts = {
    inside: region.inside.infeasible,
    insideCount: region.inside.count,
    outside: region.outside.infeasible,
    outsideCount: region.outside.count,
  };
  const threshold = rule.kind === 'band' ? rule.high : rule.kind === 'line' ? null : rule.threshold;
  const { advice, action } = remedy(subject.view, best);
  return {
    code: 'stability-edge',
    severity: 'advice',
    confidence: Math.min(0.99, 1 - p) * (adaptive ? adaptiveDiscount : 1),
    headline:
      threshold === null
        ? stabilityEdgeTexts[nearest === null ? 'line' : 'lineCoarse']({ hyperparameter, partner: partner ?? '' })
        : stabilityEdgeTexts[nearest === null ? 'above' : 'aboveCoarse']({ quantity: rule.of, threshold }),
    explanation: [
      stabilityEdgeTexts.region(counts),
      ...(decades > 0 ? [stabilityEdgeTexts.factor({ top: best.length, factor: rounded(10 ** decades, 2) })] : []),
      ...(nearest === null ? [] : [stabilityEdgeTexts.coarse({ factor: rounded(10 ** (nearest / decade), 2) })]),
      stabilityEdgeTexts.nearer({ count: near.length, farther: Math.round(100 * farther), top: best.length }),
      stabilityEdgeTexts.chance({ p: percent(p) }),
      stabilityEdgeTexts.cause(),
      ...(adaptive ? [stabilityEdgeTexts.adaptive()] : []),
    ],
    values: {
      hyperparameter,
      ...(partner !== undefined && { partner }),
      quantity: rule.of,
      ...(threshold !== null && { threshold }),
    },
    evidence: {
      trials: best.map(({ trial }) => trial.record.id),
      numbers: { p, farther, feasible: near.length, ...counts },
      figure: partner === undefined ? `axis:${hyperparameter}` : `region:${hyperparameter}:${partner}`,
    },
    advice,
    action,
  };
}

/** Clipping where the best trials report gradient norms, else warmup, which needs no measurement. */
function remedy({ round }: RoundView, best: readonly Near[]): { readonly advice: Message; readonly action: Action } {
  const norms = best
    .flatMap(({ trial }) => gradientNormOf(trial.record)?.values ?? [])
    .filter((norm) => Number.isFinite(norm));
  if (norms.length > 0) {
    const threshold = rounded(quantile(norms, clippingQuantile), 2);
    return { advice: stabilityEdgeTexts.clip({ threshold }), action: { kind: 'clip-gradients', threshold } };
  }
  const steps = Math.max(1, Math.round(warmupShare * round.maxSteps));
  return { advice: stabilityEdgeTexts.warmup({ steps, unit: round.stepUnit }), action: { kind: 'add-warmup', steps } };
}
