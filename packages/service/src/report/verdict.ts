/** The report's first sentence: what the round came to, and no more than its evidence allows. */
import type { Insight } from '@attune/core/insight';
import type { Message } from '@attune/core/texts';
import { numberText } from './columns.ts';
import { sentence } from './sentence.ts';
import { reportTexts } from './texts.ts';

/**
 * In a round that is to compare, its own answer first (method D12). Then the objective's comparison with the baseline
 * where there is one (method A6), a warning about it before its result; else what there is, and why it was not compared.
 */
export function verdictOf(insight: Insight): Message {
  const { goal } = insight.view.round;
  const isolation = goal === 'compare' ? insight.findings.find(({ code }) => code === ISOLATION) : undefined;
  const rest = againstBaseline(insight);
  if (isolation === undefined) return rest;
  return reportTexts.compared({ comparison: isolation.headline.text, rest: sentence(rest) });
}

function againstBaseline({ view, findings, silent }: Insight): Message {
  const { metric } = view.round.objective;
  const trials = [...view.search, ...view.baseline];
  if (trials.length === 0) return reportTexts.noTrials();
  const ended = trials.filter(({ outcome }) => outcome.kind !== 'pending').length;
  if (ended === 0) return reportTexts.noneEnded();
  const comparison = findings.find(({ code, values }) => code === COMPARISON && values['metric'] === metric);
  if (comparison !== undefined) return comparison.headline;
  const [best] = view.ranked;
  if (best === undefined) return reportTexts.noneFeasible({ ended });
  const reason = silent.find(({ code }) => code === COMPARISON)?.reason ?? reportTexts.noBaseline();
  return reportTexts.noComparison({
    metric,
    value: numberText(best.outcome.objective),
    trial: best.record.id,
    reason: reason.text,
  });
}

/** In the order of a page: what the verdict rests on first, then by rank. */
export function findingsToRead<F extends { readonly headline: { readonly text: string } }>({
  findings,
  verdict,
}: {
  readonly findings: readonly F[];
  readonly verdict: { readonly text: string };
}): readonly F[] {
  const behind = findings.filter(({ headline }) => verdict.text.includes(headline.text));
  return [...behind, ...findings.filter((finding) => !behind.includes(finding))];
}

/** Whether the verdict, which stands above it, begins with a finding's headline, so that the finding need not say it again. */
export function opensWith(verdict: string, headline: { readonly text: string }): boolean {
  return verdict.startsWith(headline.text);
}

/** The question that compares the scientific configurations. */
const ISOLATION = 'isolation';

/** The question that compares the best trial with the baseline, its findings naming the metric compared. */
const COMPARISON = 'noise-floor';
