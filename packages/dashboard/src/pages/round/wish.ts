/** What a finding asks of the next round, and whether a proposal does it. */
import type { Action } from '@attune/core/insight';
import { actionWords } from './action-words.ts';

/** As the report has it. */
interface WishingFinding {
  readonly code: string;
  readonly headline: { readonly text: string };
  readonly action?: unknown;
}

export interface Wish {
  readonly round: number;
  readonly code: string;
  readonly headline: string;
  /** What it asks for, in words. */
  readonly action: string;
  /** Trials by which the round itself can be extended for it; null where it asks for something else. */
  readonly moreTrials: number | null;
}

/** As the address names it: `boundary:lr`. */
export function wishName({ code, action }: WishingFinding): string {
  const named = typeof action === 'object' && action !== null && 'hyperparameter' in action;
  return named ? `${code}:${String(action.hyperparameter)}` : code;
}

/** Null where no finding of the round has that name now. */
export function wishOf(round: number, findings: readonly WishingFinding[], name: string): Wish | null {
  const found = findings.find((finding) => wishName(finding) === name);
  if (found?.action === undefined) return null;
  const { code, headline } = found;
  const action = found.action as Action;
  const moreTrials = action.kind === 'add-trials' ? action.trials : null;
  return { round, code, headline: headline.text, action: actionWords(action).text, moreTrials };
}

export function fulfils(
  { findings }: { readonly findings: readonly Pick<Wish, 'round' | 'code' | 'headline'>[] },
  { round, code, headline }: Wish,
): boolean {
  return findings.some((one) => one.round === round && one.code === code && one.headline === headline);
}
