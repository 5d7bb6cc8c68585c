/** Asks a round every question, and ranks what they find. */
import type { Message } from '../texts/index.ts';
import type { Finding, Severity } from './finding.ts';
import { mergeRelated } from './merge.ts';
import { defaultOptions, type InsightOptions } from './options.ts';
import { questions } from './questions.ts';
import type { RoundRecord } from './record.ts';
import { viewOf, type Diagnoses, type RoundView } from './view.ts';

export interface Insight {
  readonly view: RoundView;
  /**
   * Warnings, then advice, then notes; within each in the order of the questions, which is that in which an expert acts, the
   * surer first. Before all, what a round to compare asks: `isolation`. Findings of one cause are told once.
   */
  readonly findings: readonly Finding[];
  /** Why a question, or part of one, says nothing: shown on request. */
  readonly silent: readonly { readonly code: string; readonly reason: Message }[];
}

const urgency: Readonly<Record<Severity, number>> = { warning: 0, advice: 1, note: 2 };

/**
 * Deterministic: one record and one set of options give one answer. Options left out are the defaults. `diagnoses` are made
 * here unless given: a caller whose curves stream makes them trial by trial.
 */
export function ask(round: RoundRecord, options: Partial<InsightOptions> = {}, diagnoses?: Diagnoses): Insight {
  const settled = { ...defaultOptions, ...options };
  const view = viewOf(round, settled, diagnoses);
  const answers = questions.map((question) => ({ code: question.code, answer: question.ask(view, settled) }));
  const findings = answers
    .flatMap(({ answer }, place) => answer.findings.map((finding) => ({ finding, place })))
    .sort(
      (a, b) =>
        later(a.finding, round) - later(b.finding, round) ||
        urgency[a.finding.severity] - urgency[b.finding.severity] ||
        a.place - b.place ||
        b.finding.confidence - a.finding.confidence,
    )
    .map(({ finding }) => finding);
  const silent = answers.flatMap(({ code, answer }) => answer.silent.map((reason) => ({ code, reason })));
  return { view, findings: mergeRelated(findings), silent };
}

function later({ code }: Finding, { goal }: RoundRecord): number {
  return goal === 'compare' && code === 'isolation' ? 0 : 1;
}
