/** What a comparison recommends by what it measured, and what it still lacks. Symbols are those of `decision.ts`. */
import { normalCdf, rounded } from '../numeric/index.ts';
import type { Message } from '../texts/index.ts';
import { leastPairs } from './boundary.ts';
import { decisionTexts } from './decision-texts.ts';
import { enough, samplingFactor, type DecisionRule, type Facts, type Test, type Verdict } from './facts.ts';
import { probabilityBetter } from './probability.ts';

/** Pairs before which nothing is given up: the first of them scatter too much. */
const patience = 5;

export function verdictOn(
  facts: Facts,
  test: Test & { readonly still: boolean; readonly usable: boolean },
  rule: DecisionRule,
): Verdict {
  const { pairs, infeasible, needed, lessReliable } = facts;
  const adds = rule.complexity === 'adds';
  const spent = pairs >= rule.pairsMax;
  const better = test.better ?? 0.5;
  const told = { pairs, p: shownShare(better) };
  const missing = missingFor(facts, adds, better).text;
  if (pairs < leastPairs) return open(spent, decisionTexts.few({ pairs, least: leastPairs }));
  if (!test.usable) return useless(decisionTexts.nothing({ pairs }));
  if (test.still) return useless(decisionTexts.motionless());
  if (test.mean === 0 && test.deviation === 0) return useless(decisionTexts.unused({ pairs }));

  const unreliable = infeasible.candidate > infeasible.baseline;
  const ahead = adds ? test.mean > halfWidth(test) : better >= enough;
  if (ahead && !unreliable) {
    return { recommendation: 'adopt', final: true, reason: adds ? clearly(facts) : decisionTexts.free(told) };
  }
  if (pairs >= patience && better <= 1 - enough) return rejected(decisionTexts.worse(told));
  const shares = { ...infeasible, pairs, low: points(lessReliable?.[0]), high: points(lessReliable?.[1]) };
  if (pairs >= patience && lessReliable !== null && lessReliable[0] > 0) {
    return rejected(decisionTexts.unreliable(shares));
  }
  if (limitedByExamples(test, rule))
    return useless(decisionTexts.examples({ ...bounds(facts), effect: figure(test.mean) }));
  if (ahead) return open(spent, decisionTexts.perhapsUnreliable(shares));
  if (!spent) return open(false, decisionTexts.open({ pairs, missing }));
  if (better < (adds ? enough : 0.5)) {
    return rejected(adds ? decisionTexts.unshown({ ...told, enough }) : decisionTexts.behind(told));
  }
  if (adds && test.mean > 0 && test.mean <= samplingFactor * test.sampling) {
    return useless(decisionTexts.examplesSpent({ pairs, missing, effect: figure(test.mean) }));
  }
  if (adds && needed !== null) return open(true, decisionTexts.needed({ pairs, missing, needed }));
  return open(true, decisionTexts.spent({ pairs, missing }));
}

/** Which threshold is not reached. */
function missingFor(facts: Facts, adds: boolean, better: number): Message {
  const p = shownShare(better);
  if (!adds) return decisionTexts.missingProbability({ p, enough });
  const { infeasible } = facts;
  return infeasible.candidate + infeasible.baseline === 0
    ? decisionTexts.missingInterval({ ...bounds(facts), p })
    : decisionTexts.missingImputed({ ...infeasible, p });
}

/** With two digits, and more where these would seem to reach a threshold that it does not. */
function shownShare(p: number): number {
  const short = rounded(p, 2);
  return [0.5, enough].some((threshold) => p < threshold && short >= threshold) ? Math.floor(1000 * p) / 1000 : short;
}

/** √( (c_n s / √n)² + (1.75 e)² ). */
function halfWidth({ between, sampling }: Test): number {
  return Math.hypot(between, samplingFactor * sampling);
}

/**
 * Whether seeds alone would decide for the candidate, or could not even if the effect were as large as they allow: only more
 * validation examples can tell.
 */
function limitedByExamples({ differences, mean, between, sampling }: Test, { complexity }: DecisionRule): boolean {
  if (sampling === 0 || mean <= 0) return false;
  if (complexity === 'adds') {
    const least = samplingFactor * sampling;
    return mean <= least && (mean > between || mean + between <= least);
  }
  // With ever more seeds P goes towards Φ(d̄ / e).
  return normalCdf(mean / sampling) < enough && probabilityBetter(differences, 0) >= enough;
}

function clearly(facts: Facts): Message {
  const { pairs, infeasible, effect, interval } = facts;
  if (infeasible.candidate + infeasible.baseline === 0) return decisionTexts.clear({ ...bounds(facts), pairs });
  return effect === null || interval === null
    ? decisionTexts.clearByReliability({ ...infeasible, pairs })
    : decisionTexts.clearImputed({ ...bounds(facts), ...infeasible, pairs });
}

function bounds({ effect, interval }: Facts): { effect: number; low: number; high: number } {
  return {
    effect: figure(effect ?? 0),
    low: figure(interval?.[0] ?? -Infinity),
    high: figure(interval?.[1] ?? Infinity),
  };
}

/** A share in percentage points. */
function points(share = 0): number {
  return rounded(100 * share, 2);
}

function figure(value: number): number {
  return rounded(value, 3);
}

function open(final: boolean, reason: Message): Verdict {
  return { recommendation: 'more-evidence', final, reason };
}

/** More evidence is needed, and more seeds give none. */
function useless(reason: Message): Verdict {
  return { recommendation: 'more-evidence', final: true, reason, seedsHelp: false };
}

function rejected(reason: Message): Verdict {
  return { recommendation: 'reject', final: true, reason };
}
