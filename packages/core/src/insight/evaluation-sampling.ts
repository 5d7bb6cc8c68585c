/**
 * Can the validation set order the trials at all (method D17)? e_d = 1.96 √(e₁² + e₂²), e as in `evidence/noise.ts`, is the
 * difference of two rates that its examples alone explain: where half of the trials lie within it of the best, they cannot.
 * Shared examples make e_d too large, which says more than is so only about how many examples are needed; the text says so.
 */
import { normalQuantile, rounded } from '../numeric/index.ts';
import type { Message } from '../texts/index.ts';
import { evaluationTexts } from './evaluation-texts.ts';
import { isRate } from './evidence/metric.ts';
import { samplingError } from './evidence/noise.ts';
import type { Finding } from './finding.ts';
import type { Answer } from './question.ts';
import type { RankedTrial, RoundView } from './view.ts';

/** Trials without whose middle nothing is told. */
const fewestTrials = 8;
const level = 0.95;

export function sampling(view: RoundView): Answer {
  const { round, ranked } = view;
  const { metric } = round.objective;
  const values = ranked.map(({ outcome }) => outcome.objective);
  const [best] = values;
  const middle = values[Math.ceil(values.length / 2) - 1];
  if (best === undefined || middle === undefined || values.length < fewestTrials) return { findings: [], silent: [] };
  if (!isRate(metric, values)) return silent(evaluationTexts.notRate({ metric }));
  const { valid } = round.examples;
  if (valid === undefined || !(valid > 0)) return silent(evaluationTexts.unknownSize({ metric }));
  const factor = normalQuantile((1 + level) / 2);
  const difference = factor * Math.hypot(samplingError(best, valid), samplingError(middle, valid));
  const spread = Math.abs(middle - best);
  if (spread > difference) {
    return silent(evaluationTexts.resolved({ spread: rounded(spread, 2), difference: rounded(difference, 2) }));
  }
  const within = ranked.filter(({ outcome }) => Math.abs(outcome.objective - best) <= difference);
  const needed = spread > 0 ? valid * (difference / spread) ** 2 : Infinity;
  const finding = smallSet(view, within, { spread, difference, needed, valid, count: values.length });
  return { findings: [finding], silent: [] };
}

interface SmallSet {
  readonly spread: number;
  readonly difference: number;
  readonly needed: number;
  readonly valid: number;
  readonly count: number;
}

function smallSet({ round }: RoundView, within: readonly RankedTrial[], shares: SmallSet): Finding {
  const { spread, difference, needed, valid, count } = shares;
  const finite = Number.isFinite(needed);
  return {
    code: 'evaluation',
    severity: 'advice',
    confidence: level,
    headline: evaluationTexts.small({
      examples: valid,
      half: within.length,
      count,
      difference: rounded(difference, 2),
    }),
    explanation: finite
      ? [
          evaluationTexts.smallWhy({
            spread: rounded(spread, 2),
            needed: rounded(needed, 2),
            times: rounded(needed / valid, 2),
          }),
        ]
      : [],
    values: { kind: 'sampling', metric: round.objective.metric },
    evidence: {
      trials: within.map(({ record }) => record.id),
      numbers: { difference, spread, examples: valid, ...(finite && { needed }) },
      figure: `curves:${round.objective.metric}`,
    },
    advice: evaluationTexts.larger(),
  };
}

const silent = (reason: Message): Answer => ({ findings: [], silent: [reason] });
