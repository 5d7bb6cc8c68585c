/**
 * Does another validation set put the trials in the same order (method D17)? Spearman's ρ of the competitive trials (better
 * half) is not surely below `agreement`.
 */
import { rounded } from '../numeric/index.ts';
import type { Message } from '../texts/index.ts';
import { evaluationTexts } from './evaluation-texts.ts';
import { correlationBelow, rankCorrelation } from './evidence/rank-correlation.ts';
import { valueAt } from './evidence/value-at.ts';
import type { Finding } from './finding.ts';
import type { InsightOptions } from './options.ts';
import type { Answer } from './question.ts';
import type { RoundView } from './view.ts';

/** Rank correlation of two validation sets below which they order trials differently: half of the ranks' variance shared. */
const agreement = 0.7;
/** Competitive trials without which no correlation is told. */
const fewestPairs = 8;
/** No test is surer than its model. */
const surest = 0.99;

export function secondSets(view: RoundView, options: InsightOptions): Answer {
  const { metric } = view.round.objective;
  const others = otherSets(view);
  if (others.length === 0) return silent(evaluationTexts.oneSet({ metric }));
  const answers = others.map((other) => compareSets(view, other, options.falseAlarms / others.length));
  return {
    findings: answers.flatMap(({ findings }) => findings),
    silent: answers.flatMap(({ silent }) => silent),
  };
}

/** Metrics of the objective's name under another split, training and test apart: `valid_full/error` beside `valid/error`. */
function otherSets({ round, search }: RoundView): readonly string[] {
  const split = (name: string): string => name.slice(0, name.indexOf('/'));
  const rest = (name: string): string => name.slice(name.indexOf('/') + 1);
  const { metric } = round.objective;
  if (!metric.includes('/')) return [];
  const names = new Set(search.flatMap(({ record }) => record.curves.map((curve) => curve.metric)));
  return [...names].filter(
    (name) =>
      name.includes('/') &&
      name !== metric &&
      rest(name) === rest(metric) &&
      !/^(train|training|test)/.test(split(name)),
  );
}

function compareSets(view: RoundView, other: string, falseAlarms: number): Answer {
  const { metric, direction } = view.round.objective;
  const pairs = view.ranked.slice(0, Math.ceil(view.ranked.length / 2)).flatMap((trial) => {
    const curve = trial.record.curves.find((each) => each.metric === other);
    const value = curve === undefined ? undefined : valueAt(curve, trial.outcome.bestStep);
    return value === undefined ? [] : [{ trial, value }];
  });
  const count = pairs.length;
  if (count < fewestPairs) return silent(evaluationTexts.pairs({ count, metric, other, fewest: fewestPairs }));
  const rho = rankCorrelation(
    pairs.map(({ trial }) => trial.outcome.objective),
    pairs.map(({ value }) => value),
  );
  const p = rho === null ? 1 : correlationBelow(rho, count, agreement);
  if (rho === null || p > falseAlarms) {
    return silent(evaluationTexts.agrees({ metric, other, rho: rho === null ? null : rounded(rho, 2) }));
  }
  const sign = direction === 'minimize' ? 1 : -1;
  const byOther = pairs.toSorted((a, b) => sign * (a.value - b.value));
  const [first] = pairs;
  const [second] = byOther;
  const place = byOther.findIndex(({ trial }) => trial === first?.trial) + 1;
  const why = evaluationTexts.disagreeWhy({ count, rho: rounded(rho, 2), bound: agreement, p: rounded(p, 2) });
  const finding: Finding = {
    code: 'evaluation',
    severity: 'warning',
    confidence: Math.min(surest, 1 - p),
    headline: evaluationTexts.disagree({ metric, other }),
    explanation: [
      why,
      ...(first === undefined || second === undefined || place <= 1
        ? []
        : [
            evaluationTexts.best({
              first: first.trial.record.id,
              second: second.trial.record.id,
              metric,
              other,
              place,
            }),
          ]),
    ],
    values: { kind: 'disagree', metric, other },
    evidence: {
      trials: pairs.map(({ trial }) => trial.record.id),
      numbers: { rankCorrelation: rho, p, trials: count, place },
    },
    advice: evaluationTexts.useFull(),
  };
  return { findings: [finding], silent: [] };
}

const silent = (reason: Message): Answer => ({ findings: [], silent: [reason] });
