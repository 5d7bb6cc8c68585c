/** What is told of an edge that results improve towards. */
import type { Message } from '../texts/index.ts';
import type { Remedy } from './boundary-remedy.ts';
import { edgeValue, valueShown, type Claim, type Edge, type Subject } from './boundary-subject.ts';
import { boundaryTexts } from './boundary-texts.ts';
import { placeOf } from './evidence/dimension.ts';
import type { Trend } from './evidence/edge-trend.ts';
import { percent } from './evidence/percent.ts';
import type { Finding } from './finding.ts';

/** What a reader looks at, and the region near the optimum: a quarter of the trials, at least 4. */
const topCount = 3;
const regionShare = 0.25;
/** An adaptive search samples where results were good: a trend is weaker evidence. */
const adaptiveDiscount = 0.5;

/** A trend towards an edge, and what it is held to show. */
export interface Told extends Trend {
  readonly edge: Edge;
  readonly claim: Claim;
}

export function boundaryFinding(subject: Subject, told: Told, remedy: Remedy): Finding {
  const { study, hyperparameter, members } = subject;
  const best = members.slice(0, topCount);
  const region = Math.max(topCount + 1, Math.ceil(regionShare * members.length));
  const [topPlace, regionPlace] = [meanPlace(subject, topCount), meanPlace(subject, region)];
  const id = hyperparameter.id;
  const { edge, claim, p, flat, slope, lean, count } = told;
  const values = best.map(({ record }) => valueShown(hyperparameter, record.configuration[id])).join(', ');
  const [low, high] = [edgeValue(hyperparameter, 'low'), edgeValue(hyperparameter, 'high')];
  return {
    code: 'boundary',
    severity: claim === 'rises' ? 'advice' : 'note',
    confidence: confidenceOf(told) * (study.adaptive ? adaptiveDiscount : 1),
    headline: headlineOf(subject, told),
    explanation: [
      boundaryTexts.top({ hyperparameter: id, low, high, top: best.length, count, values }),
      boundaryTexts.region({ region, place: Math.round(100 * regionPlace) }),
      boundaryTexts.trend({ p: percent(p) }),
      claimText(told),
      ...cautions(subject),
    ],
    values: { study: study.name, hyperparameter: id, edge: edge === 'low' ? low : high, direction: edge, claim },
    evidence: {
      trials: best.map(({ record }) => record.id),
      numbers: { p, flat, feasible: count, slope, lean, region, topPlace, regionPlace },
      figure: `axis:${id}`,
    },
    ...remedy,
  };
}

/** 1 − the larger p of what is claimed: of a note, that the hyperparameters matter at all. */
function confidenceOf({ claim, p, flat }: Told): number {
  return Math.min(0.99, 1 - (claim === 'rises' ? Math.max(p, flat) : p));
}

/** Names the study where there are several: two of them may say the same of one hyperparameter. */
function headlineOf({ study, oneOfSeveral, hyperparameter }: Subject, { claim, edge }: Told): Message {
  const named = { hyperparameter: hyperparameter.id, edge: edgeValue(hyperparameter, edge) };
  const headline = headlines[claim][edge](named);
  return oneOfSeveral ? boundaryTexts.of({ study: study.name, headline: headline.text }) : headline;
}

const headlines = {
  rises: { low: boundaryTexts.low, high: boundaryTexts.high },
  possible: { low: boundaryTexts.maybeLow, high: boundaryTexts.maybeHigh },
  length: { low: boundaryTexts.shorter, high: boundaryTexts.longer },
} as const;

function claimText({ claim, flat }: Told): Message {
  switch (claim) {
    case 'rises':
      return boundaryTexts.rises({ flat: percent(flat) });
    case 'possible':
      return boundaryTexts.unsure({ flat: percent(flat) });
    case 'length':
      return boundaryTexts.length();
  }
}

function cautions({ study, members, having }: Subject): readonly Message[] {
  return [
    ...(having > members.length ? [boundaryTexts.configurations({ trials: having, count: members.length })] : []),
    ...(study.adaptive ? [boundaryTexts.adaptive()] : []),
  ];
}

/** Of the best `count` trials. */
function meanPlace({ hyperparameter, members }: Subject, count: number): number {
  const places = members.slice(0, count).map(({ record }) => placeOf(hyperparameter, record.configuration) ?? 0);
  return places.reduce((sum, place) => sum + place, 0) / places.length;
}
