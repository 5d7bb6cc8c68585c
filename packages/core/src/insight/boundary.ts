/**
 * Do the best trials of a study crowd an edge of a hyperparameter's range? Then better values may lie beyond it (method D1).
 *
 * The crowd is tested against the null that the hyperparameters do not matter (`edge-crowding.ts`), for all dimensions and
 * both edges of a study at once: under it this question speaks in at most `options.falseAlarms` of studies. With an optimum
 * well inside it is silent too; with one near an edge it may speak, and then a wider range costs little.
 * Silent at natural limits, and where infeasible trials lie along the edge: the limit is stability, not the range (D4).
 * `bench/boundary` measures false alarms and misses.
 */
import { rounded, stream } from '../numeric/index.ts';
import { expandRange, roundedValue, scaled, type Hyperparameter, type RangeHyperparameter } from '../space/index.ts';
import { defineTexts, type Message } from '../texts/index.ts';
import { placeOf, varied } from './evidence/dimension.ts';
import { crowding, topCount, type Crowd, type Crowding } from './evidence/edge-crowding.ts';
import type { Action, Finding } from './finding.ts';
import type { InsightOptions } from './options.ts';
import { percent } from './evidence/percent.ts';
import type { Answer, Question } from './question.ts';
import type { StudyRecord } from './record.ts';
import { isJudged, type RankedTrial, type RoundView } from './view.ts';

/** Below this many feasible trials in a branch even the clearest crowding could be chance. */
const fewest = 8;
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
  high: 'the best trials crowd the upper edge of {hyperparameter} ({edge})',
  low: 'the best trials crowd the lower edge of {hyperparameter} ({edge})',
  top: 'the {top} best of {count} feasible trials have {hyperparameter} = {values}, in a search from {low} to {high}',
  region:
    'the best {region} lie on average at {place} % of the way from the lower edge to the upper; if no hyperparameter mattered, a crowd as dense at any edge would appear in {p} of studies',
  study: 'in study {study}',
  adaptive:
    'the search was adaptive: it samples where results were good, so a crowd at an edge is weaker evidence than in a quasi-random search',
  expand: 'search {hyperparameter} from {low} to {high} in the next round',
  extend: 'add a value of {hyperparameter} beyond {edge}, if there is one',
  few: 'study {study}: {count} feasible {count|trial|trials} with {hyperparameter}, and at least {fewest} are needed to tell a crowd at an edge from chance',
  flat: 'study {study}: every feasible trial has the same objective or the same {hyperparameter}, so no edge can be told',
  clear: 'study {study}: the best trials do not crowd an edge of {hyperparameter}',
  chance:
    'study {study}: the best trials lie near the edge {edge} of {hyperparameter}, but no more clearly than chance would have it (p = {p})',
  limit: 'study {study}: the best trials lie at {edge}, the natural limit of {hyperparameter}: there is nothing beyond',
  unstable:
    'study {study}: the best trials lie at the edge of {hyperparameter} ({edge}), but {infeasible} of the {count} trials along that edge are infeasible: a matter of stability, not of the range',
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
  const dimensions = varied(study).filter(isOrdered);
  const ranked = view.ranked.filter((trial) => trial.study.id === study.id);
  const objectives = ranked.map(({ outcome }) => outcome.objective);
  const places = dimensions.map((hyperparameter) => ({
    places: ranked.map(({ record }) => placeOf(hyperparameter, record.configuration)),
    objectives,
  }));
  const random = stream(options.seed, 'boundary', study.id);
  const crowds = crowding(places, { permutations: options.permutations, random, fewest });
  const findings: Finding[] = [];
  const silent: Message[] = [];
  dimensions.forEach((hyperparameter, d) => {
    const crowd = crowds[d] ?? null;
    const members = ranked.filter((_, i) => places[d]?.places[i] != null);
    const subject = { view, study, hyperparameter, members };
    if (crowd === null) silent.push(tooLittle(subject));
    else {
      const answer = judge(subject, crowd, options);
      if ('code' in answer) findings.push(answer);
      else silent.push(answer);
    }
  });
  return { findings, silent };
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
function judge(subject: Subject, crowd: Crowding, options: InsightOptions): Finding | Message {
  const { study, hyperparameter } = subject;
  const names = { study: study.name, hyperparameter: hyperparameter.id };
  if (crowd.edge === 'none') return boundaryTexts.clear(names);
  const [low, high] = edges(hyperparameter);
  const edge = crowd.edge === 'low' ? low : high;
  if (crowd.p > options.falseAlarms) return boundaryTexts.chance({ ...names, edge, p: rounded(crowd.p, 2) });
  const along = alongEdge(subject, crowd.edge);
  if (along.infeasible >= 2 && along.infeasible >= unstableShare * along.count) {
    return boundaryTexts.unstable({ ...names, edge, ...along });
  }
  if (hyperparameter.kind === 'discrete') return finding(subject, crowd, boundaryTexts.extend({ ...names, edge }));
  const range = expandRange(hyperparameter, crowd.edge, 1 + growthOf(hyperparameter));
  if (range === null) return boundaryTexts.limit({ ...names, edge });
  const [from, to] = range.map((end) => roundedValue(hyperparameter, end));
  const advice = boundaryTexts.expand({ ...names, low: from ?? low, high: to ?? high });
  return finding(subject, crowd, advice, {
    kind: 'expand-range',
    hyperparameter: hyperparameter.id,
    scale: hyperparameter.scale,
    range,
  });
}

function growthOf({ scale, low, high }: RangeHyperparameter): number {
  return scale === 'linear' ? growth : Math.min(growth, decade / (scaled(scale, high) - scaled(scale, low)));
}

function finding(subject: Subject, crowd: Crowd, advice: Message, action?: Action): Finding {
  const { view, study, hyperparameter, members } = subject;
  const [low, high] = edges(hyperparameter);
  const best = members.slice(0, topCount);
  const shownValues = best.map(({ record }) => valueShown(hyperparameter, record.configuration[hyperparameter.id]));
  const names = { hyperparameter: hyperparameter.id, low, high, edge: crowd.edge === 'low' ? low : high };
  const several = view.round.studies.filter(({ purpose }) => purpose === 'search').length > 1;
  return {
    code: 'boundary',
    severity: 'advice',
    confidence: Math.min(0.99, 1 - crowd.p) * (study.adaptive ? adaptiveDiscount : 1),
    headline: crowd.edge === 'low' ? boundaryTexts.low(names) : boundaryTexts.high(names),
    explanation: [
      ...(several ? [boundaryTexts.study({ study: study.name })] : []),
      boundaryTexts.top({ ...names, top: best.length, count: crowd.count, values: shownValues.join(', ') }),
      boundaryTexts.region({
        region: crowd.region,
        place: Math.round(100 * crowd.regionPlace),
        p: percent(crowd.p),
      }),
      ...(study.adaptive ? [boundaryTexts.adaptive()] : []),
    ],
    values: { study: study.name, hyperparameter: hyperparameter.id, edge: names.edge, direction: crowd.edge },
    evidence: {
      trials: best.map(({ record }) => record.id),
      numbers: {
        p: crowd.p,
        feasible: crowd.count,
        region: crowd.region,
        topPlace: crowd.topPlace,
        regionPlace: crowd.regionPlace,
      },
      figure: `axis:${hyperparameter.id}`,
    },
    advice,
    ...(action !== undefined && { action }),
  };
}

/** How many of the trials in the strip along an edge gave no usable result. */
function alongEdge(
  { view, study, hyperparameter }: Subject,
  edge: 'low' | 'high',
): { readonly infeasible: number; readonly count: number } {
  const along = view.search.filter((trial) => {
    const place = placeOf(hyperparameter, trial.record.configuration);
    if (trial.study.id !== study.id || place === null || !isJudged(trial)) return false;
    return (edge === 'low' ? place : 1 - place) <= strip;
  });
  return { infeasible: along.filter(({ outcome }) => outcome.kind === 'infeasible').length, count: along.length };
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
