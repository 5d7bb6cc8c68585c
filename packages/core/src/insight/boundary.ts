/**
 * Do results still improve at an edge of a hyperparameter's range? Then better values may lie beyond it (method D1).
 *
 * A fit that allows for the other hyperparameters and heeds the best trials most (`edge-trend.ts`) is tested against the null
 * that the hyperparameters do not matter, for all dimensions and both edges of a study at once: under it this question
 * speaks in at most `options.falseAlarms` of studies. With an optimum well inside it is silent too; with one near an edge it
 * may speak, and then a wider range costs little.
 * Silent at natural limits, and where infeasible trials lie along the edge: the limit is stability, not the range (D4).
 * `bench/boundary` measures false alarms and misses.
 */
import { rounded, stream } from '../numeric/index.ts';
import { expandRange, roundedValue, scaled, type Hyperparameter, type RangeHyperparameter } from '../space/index.ts';
import { defineTexts, type Message } from '../texts/index.ts';
import { placeOf, varied } from './evidence/dimension.ts';
import type { Factor } from './evidence/edge-fit.ts';
import { edgeTrends, type Trend } from './evidence/edge-trend.ts';
import { infeasibleRegions } from './evidence/infeasible-regions.ts';
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

export const boundaryTexts = defineTexts('boundary', {
  high: 'results still improve at the upper edge of {hyperparameter} ({edge})',
  low: 'results still improve at the lower edge of {hyperparameter} ({edge})',
  top: 'the {top} best of {count} feasible trials have {hyperparameter} = {values}, in a search from {low} to {high}',
  region: 'the best {region} lie on average at {place} % of the way from the lower edge to the upper',
  trend:
    'once the other hyperparameters are allowed for, results are best at this edge and rise there by {slope} standard errors; if no hyperparameter mattered, a trend as clear at any edge would appear in {p} of studies',
  study: 'in study {study}',
  adaptive:
    'the search was adaptive: it samples where results were good, so a trend towards an edge is weaker evidence than in a quasi-random search',
  expand: 'search {hyperparameter} from {low} to {high} in the next round',
  extend: 'add a value of {hyperparameter} beyond {edge}, if there is one',
  few: 'study {study}: {count} feasible {count|trial|trials} with {hyperparameter}, and at least {fewest} are needed to tell a trend towards an edge from chance',
  flat: 'study {study}: every feasible trial has the same objective or the same {hyperparameter}, so no edge can be told',
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
    const studies = view.round.studies.filter(({ purpose }) => purpose === 'search');
    const answers = studies.map((study) => askStudy(view, study, options));
    return {
      findings: answers.flatMap(({ findings }) => findings),
      silent: answers.flatMap(({ silent }) => silent),
    };
  },
};

function askStudy(view: RoundView, study: StudyRecord, options: InsightOptions): Answer {
  const hyperparameters = varied(study);
  const ranked = view.ranked.filter((trial) => trial.study.id === study.id);
  const trends = edgeTrends(
    hyperparameters.map((hyperparameter) => factorOf(hyperparameter, ranked)),
    ranked.map(({ outcome }) => outcome.objective),
    { permutations: options.permutations, random: stream(options.seed, 'boundary', study.id), fewest },
  );
  const findings: Finding[] = [];
  const silent: Message[] = [];
  hyperparameters.forEach((hyperparameter, h) => {
    if (!isOrdered(hyperparameter)) return;
    const trend = trends[h] ?? null;
    const members = ranked.filter(({ record }) => placeOf(hyperparameter, record.configuration) !== null);
    const subject = { view, study, hyperparameter, members };
    const answer = trend === null ? tooLittle(subject) : judge(subject, trend, options);
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

/** One dimension of one study, with its feasible trials, best first. */
interface Subject {
  readonly view: RoundView;
  readonly study: StudyRecord;
  readonly hyperparameter: Ordered;
  readonly members: readonly RankedTrial[];
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
function judge(subject: Subject, trend: Trend, options: InsightOptions): Finding | Message {
  const { study, hyperparameter } = subject;
  const names = { study: study.name, hyperparameter: hyperparameter.id };
  if (trend.edge === 'none') return boundaryTexts.clear(names);
  const found = { ...trend, edge: trend.edge };
  const [low, high] = edges(hyperparameter);
  const edge = trend.edge === 'low' ? low : high;
  if (trend.p > options.falseAlarms) return boundaryTexts.chance({ ...names, edge, p: rounded(trend.p, 2) });
  const along = alongEdge(subject, trend.edge);
  if (isUnstable(subject, trend.edge, along)) {
    const { infeasible, count } = along;
    return boundaryTexts.unstable({ ...names, edge, infeasible, count });
  }
  if (hyperparameter.kind === 'discrete') return finding(subject, found, boundaryTexts.extend({ ...names, edge }));
  const range = expandRange(hyperparameter, trend.edge, 1 + growthOf(hyperparameter));
  if (range === null) return boundaryTexts.limit({ ...names, edge });
  const [from, to] = range.map((end) => roundedValue(hyperparameter, end));
  const advice = boundaryTexts.expand({ ...names, low: from ?? low, high: to ?? high });
  return finding(subject, found, advice, {
    kind: 'expand-range',
    hyperparameter: hyperparameter.id,
    scale: hyperparameter.scale,
    range,
  });
}

function growthOf({ scale, low, high }: RangeHyperparameter): number {
  return scale === 'linear' ? growth : Math.min(growth, decade / (scaled(scale, high) - scaled(scale, low)));
}

interface Edge extends Trend {
  readonly edge: 'low' | 'high';
}

function finding(subject: Subject, trend: Edge, advice: Message, action?: Action): Finding {
  const { view, study, hyperparameter, members } = subject;
  const [low, high] = edges(hyperparameter);
  const best = members.slice(0, topCount);
  const region = Math.max(topCount + 1, Math.ceil(regionShare * members.length));
  const topPlace = meanPlace(subject, topCount);
  const regionPlace = meanPlace(subject, region);
  const shownValues = best.map(({ record }) => valueShown(hyperparameter, record.configuration[hyperparameter.id]));
  const names = { hyperparameter: hyperparameter.id, low, high, edge: trend.edge === 'low' ? low : high };
  const several = view.round.studies.filter(({ purpose }) => purpose === 'search').length > 1;
  return {
    code: 'boundary',
    severity: 'advice',
    confidence: Math.min(0.99, 1 - trend.p) * (study.adaptive ? adaptiveDiscount : 1),
    headline: trend.edge === 'low' ? boundaryTexts.low(names) : boundaryTexts.high(names),
    explanation: [
      ...(several ? [boundaryTexts.study({ study: study.name })] : []),
      boundaryTexts.top({ ...names, top: best.length, count: trend.count, values: shownValues.join(', ') }),
      boundaryTexts.region({ region, place: Math.round(100 * regionPlace) }),
      boundaryTexts.trend({ slope: rounded(trend.slope, 2), p: percent(trend.p) }),
      ...(study.adaptive ? [boundaryTexts.adaptive()] : []),
    ],
    values: { study: study.name, hyperparameter: hyperparameter.id, edge: names.edge, direction: trend.edge },
    evidence: {
      trials: best.map(({ record }) => record.id),
      numbers: {
        p: trend.p,
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
