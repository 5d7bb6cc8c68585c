/**
 * Do results still improve at an edge of a hyperparameter's range? Then better values may lie beyond it (method D1).
 *
 * A fit that allows for the other hyperparameters and heeds the best trials most (`edge-trend.ts`) is tested against the null
 * that the hyperparameters do not matter, for all dimensions and both edges of a study at once, the studies of a round
 * sharing `options.falseAlarms`: under it this question speaks in at most that share of rounds. Its claim is tested beside:
 * advice where the fitted slope at the edge itself is above 0 at the same level, silence where it is below 0, else a note that
 * the best values may lie there. Longer training does better as a rule, and is no range to search: for the length of training it proposes one
 * stretched run (method C3, S5). Trials of one configuration count once (`by-configuration.ts`).
 * Silent at natural limits, and where infeasible trials lie along the edge: the limit is stability, not the range (D4).
 * `bench/boundary` measures false alarms and misses.
 */
import { extent, rounded, stream } from '../numeric/index.ts';
import {
  expandRange,
  resemblesMaxSteps,
  roundedValue,
  scaled,
  type Hyperparameter,
  type RangeHyperparameter,
} from '../space/index.ts';
import { defineTexts, type Message } from '../texts/index.ts';
import { byConfiguration } from './evidence/by-configuration.ts';
import { placeOf, varied } from './evidence/dimension.ts';
import type { Factor } from './evidence/edge-fit.ts';
import { edgeTrends, type Trend } from './evidence/edge-trend.ts';
import { infeasibleRegions } from './evidence/infeasible-regions.ts';
import { meaningOf } from './evidence/known-directions.ts';
import { axesOf, liesTowards } from './evidence/region.ts';
import type { Action, Finding } from './finding.ts';
import type { InsightOptions } from './options.ts';
import { percent } from './evidence/percent.ts';
import type { Answer, Question } from './question.ts';
import type { StudyRecord } from './record.ts';
import { isJudged, type RankedTrial, type RoundView } from './view.ts';

/** Below this many feasible trials in a branch even the clearest trend could be chance. */
const fewest = 8;
/** What a reader looks at, and the region near the optimum: a quarter of the trials, at least 4. */
const topCount = 3;
const regionShare = 0.25;
/** The strip along the edge in which infeasible trials are counted, and the share of them that makes it a stability limit. */
const strip = 0.2;
const unstableShare = 0.25;
/**
 * How far a range is suggested to grow, as a share of its span in its own scale; on a logarithmic one by a decade at most: who
 * knows the field widens a learning rate tenfold and looks again.
 */
const growth = 0.5;
const decade = Math.LN10;
const adaptiveDiscount = 0.5;
/** Chance of silence, by a slope that seems to fall at the edge, where results are level there. */
const mostMissed = 0.1;
/** How much longer one stretched run is: a change that shows, at half as much again the cost of a trial. */
const stretch = 1.5;

export const boundaryTexts = defineTexts('boundary', {
  high: 'results still improve at the upper edge of {hyperparameter} ({edge})',
  low: 'results still improve at the lower edge of {hyperparameter} ({edge})',
  maybeHigh: 'the best values of {hyperparameter} may lie at its upper edge ({edge}) or beyond',
  maybeLow: 'the best values of {hyperparameter} may lie at its lower edge ({edge}) or beyond',
  longer: 'longer training does better, up to the longest searched ({hyperparameter} = {edge}): that is to be expected',
  shorter: 'the shortest training searched does best ({hyperparameter} = {edge})',
  top: 'the {top} best of {count} feasible trials have {hyperparameter} = {values}, in a search from {low} to {high}',
  region: 'the best {region} lie on average at {place} % of the way from the lower edge to the upper',
  trend:
    'once the other hyperparameters are allowed for, scores of ranks are higher at this edge than at the other; if no hyperparameter mattered, a trend as clear at any edge would appear in {p} of studies',
  rises:
    'that they rise at the edge itself is clear: were they flat there, so steep a slope would be fitted in {flat} of studies',
  unsure:
    'whether they still rise at the edge itself is not clear: were they flat there, so steep a slope would be fitted in {flat} of studies; the best may lie inside the range, close to the edge',
  configurations:
    'trials of one configuration under several seeds count once, by their mean: {trials} trials of {count} configurations',
  length:
    'the length of training is what a trial costs, and no setting to search for its best value: that more of it helps does not make it worth its cost',
  study: 'in study {study}',
  adaptive:
    'the search was adaptive: it samples where results were good, so a trend towards an edge is weaker evidence than in a quasi-random search',
  expand: 'search {hyperparameter} from {low} to {high} in the next round',
  perhaps: 'where it costs little, search {hyperparameter} from {low} to {high} in the next round',
  stretch:
    'hold the length fixed, and run the best configuration once with its schedule stretched to {maxSteps} {unit}s, to see whether the longer schedule pays',
  cut: 'before searching shorter ones, see what makes longer training worse: overfitting, or a schedule that ends early',
  extend: 'add a value of {hyperparameter} beyond {edge}, if there is one',
  few: 'study {study}: {count} feasible {count|trial|trials} with {hyperparameter}, and at least {fewest} are needed to tell a trend towards an edge from chance',
  flat: 'study {study}: every feasible trial has the same objective or the same {hyperparameter}, so no edge can be told',
  inside:
    'study {study}: results are better towards the edge {edge} of {hyperparameter}, but fitted on their own scale they fall again at the edge itself: the best lies inside the range',
  clear: 'study {study}: results do not improve up to an edge of {hyperparameter}',
  chance:
    'study {study}: results improve towards the edge {edge} of {hyperparameter}, but no more clearly than chance would have it (p = {p})',
  limit: 'study {study}: results improve up to {edge}, the natural limit of {hyperparameter}: there is nothing beyond',
  unstable:
    'study {study}: results improve up to the edge of {hyperparameter} ({edge}), but {infeasible} of the {count} trials along that edge are infeasible: a matter of stability, not of the range',
});

export const boundary: Question = {
  code: 'boundary',
  texts: boundaryTexts.table,
  ask(view, options) {
    const answers = searchesOf(view).map((study) => askStudy(view, study, options));
    return {
      findings: answers.flatMap(({ findings }) => findings),
      silent: answers.flatMap(({ silent }) => silent),
    };
  },
};

function searchesOf({ round }: RoundView): readonly StudyRecord[] {
  return round.studies.filter(({ purpose }) => purpose === 'search');
}

function askStudy(view: RoundView, study: StudyRecord, options: InsightOptions): Answer {
  const hyperparameters = varied(study);
  const trials = view.ranked.filter((trial) => trial.study.id === study.id);
  const ranked = byConfiguration(view.round, trials);
  const trends = edgeTrends(
    hyperparameters.map((hyperparameter) => factorOf(hyperparameter, ranked)),
    ranked.map(({ outcome }) => outcome.objective),
    { permutations: options.permutations, random: stream(options.seed, 'boundary', study.id), fewest },
  );
  const level = options.falseAlarms / Math.max(1, searchesOf(view).length);
  const findings: Finding[] = [];
  const silent: Message[] = [];
  hyperparameters.forEach((hyperparameter, h) => {
    if (!isOrdered(hyperparameter)) return;
    const trend = trends[h] ?? null;
    const members = ranked.filter(({ record }) => placeOf(hyperparameter, record.configuration) !== null);
    const having = trials.filter(({ record }) => placeOf(hyperparameter, record.configuration) !== null).length;
    const subject = { view, study, hyperparameter, members, having };
    const answer = trend === null ? tooLittle(subject) : judge(subject, trend, level);
    if ('code' in answer) findings.push(answer);
    else silent.push(answer);
  });
  return { findings, silent };
}

function factorOf(hyperparameter: Hyperparameter, trials: readonly RankedTrial[]): Factor {
  const configurations = trials.map(({ record }) => record.configuration);
  if (isOrdered(hyperparameter)) {
    return { kind: 'ordered', places: configurations.map((configuration) => placeOf(hyperparameter, configuration)) };
  }
  const values = configurations.map((configuration) => configuration[hyperparameter.id]);
  return { kind: 'unordered', values: values.map((value) => (value === undefined ? null : String(value))) };
}

/** One dimension of one study, with its feasible trials, best first, one for each configuration. */
interface Subject {
  readonly view: RoundView;
  readonly study: StudyRecord;
  readonly hyperparameter: Ordered;
  readonly members: readonly RankedTrial[];
  /** Its feasible trials, repeated configurations included. */
  readonly having: number;
}

type Ordered = Extract<Hyperparameter, { kind: 'float' | 'integer' | 'discrete' }>;

function isOrdered(hyperparameter: Hyperparameter): hyperparameter is Ordered {
  return hyperparameter.kind === 'float' || hyperparameter.kind === 'integer' || hyperparameter.kind === 'discrete';
}

function tooLittle({ study, hyperparameter, members }: Subject): Message {
  const names = { study: study.name, hyperparameter: hyperparameter.id };
  return members.length < fewest
    ? boundaryTexts.few({ ...names, count: members.length, fewest })
    : boundaryTexts.flat(names);
}

/** A finding, or why there is none. */
function judge(subject: Subject, trend: Trend, level: number): Finding | Message {
  const { study, hyperparameter } = subject;
  const names = { study: study.name, hyperparameter: hyperparameter.id };
  if (trend.edge === 'none') return boundaryTexts.clear(names);
  const claim = isLength(hyperparameter) ? 'length' : trend.flat <= level ? 'rises' : 'possible';
  const found = { ...trend, edge: trend.edge, claim } as const;
  const [low, high] = edges(hyperparameter);
  const edge = trend.edge === 'low' ? low : high;
  if (trend.p > level) return boundaryTexts.chance({ ...names, edge, p: rounded(trend.p, 2) });
  if (claim === 'length') return lengthFinding(subject, found);
  const along = alongEdge(subject, trend.edge);
  if (isUnstable(subject, trend.edge, along)) {
    const { infeasible, count } = along;
    return boundaryTexts.unstable({ ...names, edge, infeasible, count });
  }
  if (trend.flat >= 1 - mostMissed) return boundaryTexts.inside({ ...names, edge });
  if (hyperparameter.kind === 'discrete') return finding(subject, found, boundaryTexts.extend({ ...names, edge }));
  const range = expandRange(hyperparameter, trend.edge, 1 + growthOf(hyperparameter));
  if (range === null) return boundaryTexts.limit({ ...names, edge });
  const [from, to] = range.map((end) => roundedValue(hyperparameter, end));
  const wider = { ...names, low: from ?? low, high: to ?? high };
  const advice = claim === 'rises' ? boundaryTexts.expand(wider) : boundaryTexts.perhaps(wider);
  return finding(subject, found, advice, {
    kind: 'expand-range',
    hyperparameter: hyperparameter.id,
    scale: hyperparameter.scale,
    range,
  });
}

function isLength(hyperparameter: Hyperparameter): boolean {
  return meaningOf(hyperparameter) === 'max-steps' || resemblesMaxSteps(hyperparameter.name);
}

function lengthFinding(subject: Subject, trend: Edge): Finding {
  const { members, view } = subject;
  if (trend.edge === 'low') return finding(subject, trend, boundaryTexts.cut());
  const [, longest] = extent(members.map(({ outcome }) => outcome.lastStep));
  const maxSteps = Math.ceil(stretch * longest);
  return finding(subject, trend, boundaryTexts.stretch({ maxSteps, unit: view.round.stepUnit }), {
    kind: 'stretch-schedule',
    maxSteps,
  });
}

function growthOf({ scale, low, high }: RangeHyperparameter): number {
  return scale === 'linear' ? growth : Math.min(growth, decade / (scaled(scale, high) - scaled(scale, low)));
}

interface Edge extends Trend {
  readonly edge: 'low' | 'high';
  readonly claim: 'rises' | 'possible' | 'length';
}

function finding(subject: Subject, trend: Edge, advice: Message, action?: Action): Finding {
  const { view, study, hyperparameter, members, having } = subject;
  const [low, high] = edges(hyperparameter);
  const best = members.slice(0, topCount);
  const region = Math.max(topCount + 1, Math.ceil(regionShare * members.length));
  const topPlace = meanPlace(subject, topCount);
  const regionPlace = meanPlace(subject, region);
  const shownValues = best.map(({ record }) => valueShown(hyperparameter, record.configuration[hyperparameter.id]));
  const names = { hyperparameter: hyperparameter.id, low, high, edge: trend.edge === 'low' ? low : high };
  const told = { flat: percent(trend.flat) };
  return {
    code: 'boundary',
    severity: trend.claim === 'rises' ? 'advice' : 'note',
    confidence: confidenceOf(trend) * (study.adaptive ? adaptiveDiscount : 1),
    headline: headlineOf(trend, names),
    explanation: [
      ...(searchesOf(view).length > 1 ? [boundaryTexts.study({ study: study.name })] : []),
      boundaryTexts.top({ ...names, top: best.length, count: trend.count, values: shownValues.join(', ') }),
      boundaryTexts.region({ region, place: Math.round(100 * regionPlace) }),
      boundaryTexts.trend({ p: percent(trend.p) }),
      ...(trend.claim === 'rises' ? [boundaryTexts.rises(told)] : []),
      ...(trend.claim === 'possible' ? [boundaryTexts.unsure(told)] : []),
      ...(trend.claim === 'length' ? [boundaryTexts.length()] : []),
      ...(having > members.length ? [boundaryTexts.configurations({ trials: having, count: members.length })] : []),
      ...(study.adaptive ? [boundaryTexts.adaptive()] : []),
    ],
    values: {
      study: study.name,
      hyperparameter: hyperparameter.id,
      edge: names.edge,
      direction: trend.edge,
      claim: trend.claim,
    },
    evidence: {
      trials: best.map(({ record }) => record.id),
      numbers: {
        p: trend.p,
        flat: trend.flat,
        feasible: trend.count,
        slope: trend.slope,
        lean: trend.lean,
        region,
        topPlace,
        regionPlace,
      },
      figure: `axis:${hyperparameter.id}`,
    },
    advice,
    ...(action !== undefined && { action }),
  };
}

/** 1 − the larger p of what is claimed: of a note, that the hyperparameters matter at all. */
function confidenceOf({ claim, p, flat }: Edge): number {
  return Math.min(0.99, 1 - (claim === 'rises' ? Math.max(p, flat) : p));
}

interface Named {
  readonly hyperparameter: string;
  readonly edge: number | string;
}

function headlineOf({ claim, edge }: Edge, names: Named): Message {
  switch (claim) {
    case 'rises':
      return edge === 'low' ? boundaryTexts.low(names) : boundaryTexts.high(names);
    case 'possible':
      return edge === 'low' ? boundaryTexts.maybeLow(names) : boundaryTexts.maybeHigh(names);
    case 'length':
      return edge === 'low' ? boundaryTexts.shorter(names) : boundaryTexts.longer(names);
  }
}

/** Of the best `count` trials. */
function meanPlace({ hyperparameter, members }: Subject, count: number): number {
  const places = members.slice(0, count).map(({ record }) => placeOf(hyperparameter, record.configuration) ?? 0);
  return places.reduce((sum, place) => sum + place, 0) / places.length;
}

interface Along {
  /** The judged trials in the strip along an edge. */
  readonly count: number;
  readonly infeasible: number;
  /** Share of infeasible ones elsewhere in the range; 0 where there is no other trial. */
  readonly elsewhere: number;
}

function alongEdge({ view, study, hyperparameter }: Subject, edge: 'low' | 'high'): Along {
  const placed = view.search.flatMap((trial) => {
    const place = placeOf(hyperparameter, trial.record.configuration);
    if (trial.study.id !== study.id || place === null || !isJudged(trial)) return [];
    const near = (edge === 'low' ? place : 1 - place) <= strip;
    return [{ near, infeasible: trial.outcome.kind === 'infeasible' }];
  });
  const [inside, others] = [placed.filter(({ near }) => near), placed.filter(({ near }) => !near)];
  const bad = others.filter(({ infeasible }) => infeasible).length;
  return {
    count: inside.length,
    infeasible: inside.filter(({ infeasible }) => infeasible).length,
    elsewhere: others.length === 0 ? 0 : bad / others.length,
  };
}

/**
 * Whether many trials fail along the edge, more of them than elsewhere: an edge that leads away from them is the range's.
 * Where regions are known in which trials fail, only one of this hyperparameter makes its edge unstable.
 */
function isUnstable({ view, hyperparameter }: Subject, edge: 'low' | 'high', along: Along): boolean {
  const { infeasible, count, elsewhere } = along;
  if (infeasible < 2 || infeasible < unstableShare * count || infeasible <= elsewhere * count) return false;
  const { regions, hyperparameters } = view.kept(infeasibleRegions);
  if (regions.length === 0) return true;
  return regions.some(({ where }) => {
    const at = axesOf(where).findIndex((axis) => hyperparameters[axis]?.id === hyperparameter.id);
    return at >= 0 && liesTowards(where, at, edge);
  });
}

function edges(hyperparameter: Ordered): readonly [number | string, number | string] {
  const [low, high] =
    hyperparameter.kind === 'discrete'
      ? [hyperparameter.values[0], hyperparameter.values.at(-1)]
      : [hyperparameter.low, hyperparameter.high];
  return [valueShown(hyperparameter, low), valueShown(hyperparameter, high)];
}

function valueShown(hyperparameter: Ordered, value: unknown): number | string {
  return typeof value === 'number' ? roundedValue(hyperparameter, value) : String(value);
}
