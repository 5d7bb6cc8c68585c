/** Asks a round every question, and ranks what they find. */
import type { Message } from '../texts/index.ts';
import type { Finding, Severity } from './finding.ts';
import { defaultOptions, type InsightOptions } from './options.ts';
import { questions } from './questions.ts';
import type { RoundRecord } from './record.ts';
import { viewOf, type RoundView } from './view.ts';

export interface Insight {
  readonly view: RoundView;
  /** Warnings, then advice, then notes; the surer first within each. Before all, what a round to compare asks: `isolation`. */
  readonly findings: readonly Finding[];
  /** Why a question, or part of one, says nothing: shown on request. */
  readonly silent: readonly { readonly code: string; readonly reason: Message }[];
}

const urgency: Readonly<Record<Severity, number>> = { warning: 0, advice: 1, note: 2 };

/** Deterministic: one record and one set of options give one answer. Options left out are the defaults. */
export function ask(round: RoundRecord, options: Partial<InsightOptions> = {}): Insight {
  const settled = { ...defaultOptions, ...options };
  const view = viewOf(round, settled);
  const answers = questions.map((question) => ({ code: question.code, answer: question.ask(view, settled) }));
  const findings = answers
    .flatMap(({ answer }) => answer.findings)
    .sort(
      (a, b) =>
        later(a, round) - later(b, round) || urgency[a.severity] - urgency[b.severity] || b.confidence - a.confidence,
    );
  const silent = answers.flatMap(({ code, answer }) => answer.silent.map((reason) => ({ code, reason })));
  return { view, findings, silent };
}

function later({ code }: Finding, { goal }: RoundRecord): number {
  return goal === 'compare' && code === 'isolation' ? 0 : 1;
}
