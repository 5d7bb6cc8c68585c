/** What a finding asks of the next round, and whether a proposal does it. */
import type { Action } from '@attune/core/insight';
import { actionWords } from './action-words.ts';

/** As the report has it. */
interface WishingFinding {
  readonly code: string;
  readonly headline: { readonly text: string };
  readonly action?: unknown;
}

interface ProvenFinding extends WishingFinding {
  readonly evidence: {
    readonly trials: readonly number[];
    readonly numbers: Readonly<Record<string, number | string>>;
  };
}

export interface Wish {
  readonly round: number;
  readonly code: string;
  readonly headline: string;
  /** What it asks for, in words. */
  readonly action: string;
  /** What it asks to be searched otherwise; null where it asks for something else. */
  readonly hyperparameter: string | null;
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
  const found = findings.find((finding) => finding.action !== undefined && wishName(finding) === name);
  if (found === undefined) return null;
  const { code, headline } = found;
  const action = found.action as Action;
  const moreTrials = action.kind === 'add-trials' ? action.trials : null;
  const hyperparameter = 'hyperparameter' in action ? action.hyperparameter : null;
  return { round, code, headline: headline.text, action: actionWords(action).text, hyperparameter, moreTrials };
}

/**
 * The trials that fresh seeds are to tell apart: no round file asks for that, a comparison does. Null where a finding asks
 * for something else, or for seeds of the baseline alone.
 */
export function pairOf({ code, action, evidence }: ProvenFinding): readonly [number, number] | null {
  const asked = action as Action | undefined;
  const [first, second] = evidence.trials;
  if (asked?.kind !== 'rerun-seeds' || first === undefined || second === undefined) return null;
  const { deviation, seeds = 0 } = evidence.numbers;
  const known = code !== 'noise-floor' || (deviation !== undefined && Number(seeds) >= asked.seeds);
  return known ? [first, second] : null;
}

export function fulfils(
  { findings }: { readonly findings: readonly Pick<Wish, 'round' | 'code' | 'headline'>[] },
  { round, code, headline }: Wish,
): boolean {
  return findings.some((one) => one.round === round && one.code === code && one.headline === headline);
}
