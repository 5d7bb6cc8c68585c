/** What to do about an edge that results improve towards: a wider range, another value, or one longer run. */
import { extent } from '../numeric/index.ts';
import { expandRange, roundedValue, scaled, type RangeHyperparameter } from '../space/index.ts';
import type { Message } from '../texts/index.ts';
import { edgeValue, type Claim, type Edge, type Subject } from './boundary-subject.ts';
import { boundaryTexts } from './boundary-texts.ts';
import type { Action } from './finding.ts';

/**
 * How far a range is suggested to grow, as a share of its span in its own scale; on a logarithmic one by a decade at most: who
 * knows the field widens a learning rate tenfold and looks again.
 */
const growth = 0.5;
const decade = Math.LN10;
/** How much longer one stretched run is: a change that shows, at half as much again the cost of a trial. */
const stretch = 1.5;

export interface Remedy {
  readonly advice: Message;
  readonly action?: Action;
}

/** Null at the natural limit of a hyperparameter, beyond which there is nothing to search. */
export function remedyOf(subject: Subject, edge: Edge, claim: Claim): Remedy | null {
  const { hyperparameter } = subject;
  const id = hyperparameter.id;
  if (claim === 'length') return edge === 'low' ? { advice: boundaryTexts.cut() } : stretched(subject);
  if (hyperparameter.kind === 'discrete') {
    return { advice: boundaryTexts.extend({ hyperparameter: id, edge: edgeValue(hyperparameter, edge) }) };
  }
  const range = expandRange(hyperparameter, edge, 1 + growthOf(hyperparameter));
  if (range === null) return null;
  const [low, high] = range;
  const wider = {
    hyperparameter: id,
    low: roundedValue(hyperparameter, low),
    high: roundedValue(hyperparameter, high),
  };
  const advice = claim === 'rises' ? boundaryTexts.expand(wider) : boundaryTexts.perhaps(wider);
  return { advice, action: { kind: 'expand-range', hyperparameter: id, scale: hyperparameter.scale, range } };
}

/** No range to search: one run that is longer. */
function stretched({ members, view }: Subject): Remedy {
  const [, longest] = extent(members.map(({ outcome }) => outcome.lastStep));
  const maxSteps = Math.ceil(stretch * longest);
  return {
    advice: boundaryTexts.stretch({ maxSteps, unit: view.round.stepUnit }),
    action: { kind: 'stretch-schedule', maxSteps },
  };
}

function growthOf({ scale, low, high }: RangeHyperparameter): number {
  return scale === 'linear' ? growth : Math.min(growth, decade / (scaled(scale, high) - scaled(scale, low)));
}
