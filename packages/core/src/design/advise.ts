/** What is doubtful about a round before it runs, each thing with its reason and what to do instead (method C3). */
import type { Project } from '../study/index.ts';
import type { Advice, AdviceSeverity } from './advice/advice.ts';
import { rules } from './advice/rules.ts';
import { nothingKnown, type Known } from './known.ts';
import { resolveRound } from './resolve-round.ts';
import type { RoundFile } from './round-file.ts';
import { subjectOf } from './subject.ts';

export interface AdviceContext {
  /** The round's number, from 1: the first one measures the noise floor. */
  readonly number: number;
  /** What earlier rounds measured. */
  readonly known?: Known;
}

/**
 * The worst first, and in the order of the rules where alike; empty for a sound design. Pure. Throws `invalid` where the
 * round cannot be resolved.
 */
export function adviceOn(project: Project, round: RoundFile, context: AdviceContext): readonly Advice[] {
  const { number, known = nothingKnown } = context;
  const subject = subjectOf(project, round, resolveRound(project, round, number), { number, known });
  return rules.flatMap((rule) => rule(subject)).toSorted((a, b) => weights[a.severity] - weights[b.severity]);
}

const weights: Readonly<Record<AdviceSeverity, number>> = { warning: 0, advice: 1, note: 2 };
