/** Asks a round every question, and ranks what they find. */
import type { Message } from '../texts/index.ts';
import { urgency, type Finding } from './finding.ts';
import { mergeRelated } from './merge.ts';
import { defaultOptions, type InsightOptions } from './options.ts';
import type { Answer, Question } from './question.ts';
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

/**
 * Deterministic: one record and one set of options give one answer. Options left out are the defaults. `diagnoses` are made
 * here unless given: a caller whose curves stream makes them trial by trial.
 */
export function ask(round: RoundRecord, options: Partial<InsightOptions> = {}, diagnoses?: Diagnoses): Insight {
  const settled = { ...defaultOptions, ...options };
  const view = viewOf(round, settled, diagnoses);
  const answered = new Map<string, Answer>();
  const asked = (question: Question): Answer => {
    const answer = answered.get(question.code) ?? question.ask(view, settled, asked);
    answered.set(question.code, answer);
    return answer;
  };
  const answers = questions.map((question) => ({ code: question.code, answer: asked(question) }));
  const findings = mergeRelated(answers.flatMap(({ answer }) => answer.findings));
  const silent = answers.flatMap(({ code, answer }) => answer.silent.map((reason) => ({ code, reason })));
  return { view, findings: ranked(findings, round), silent };
}

function ranked(findings: readonly Finding[], { goal }: RoundRecord): readonly Finding[] {
  const places = new Map(questions.map(({ code }, place) => [code, place]));
  const rank = ({ code, severity, confidence }: Finding): readonly number[] => [
    goal === 'compare' && code === 'isolation' ? 0 : 1,
    urgency[severity],
    places.get(code) ?? 0,
    -confidence,
  ];
  return findings
    .map((finding) => ({ finding, by: rank(finding) }))
    .sort((a, b) => a.by.map((x, i) => x - (b.by[i] ?? 0)).find((difference) => difference !== 0) ?? 0)
    .map(({ finding }) => finding);
}
