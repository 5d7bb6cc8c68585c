import type { Message, Shown } from '../texts/index.ts';
import type { Identity, Scale } from '../space/index.ts';

/** How much a finding asks of its reader: `warning` doubts the conclusions, `advice` improves them, `note` informs. */
export type Severity = 'warning' | 'advice' | 'note';

/** Their order: what comes first. */
export const urgency: Readonly<Record<Severity, number>> = { warning: 0, advice: 1, note: 2 };

/** What the product can do about a finding, as data: `next` turns it into a round. */
export type Action =
  | {
      readonly kind: 'expand-range';
      readonly hyperparameter: Identity;
      readonly scale: Scale;
      readonly range: readonly [number, number];
    }
  | {
      readonly kind: 'shrink-range';
      readonly hyperparameter: Identity;
      readonly scale: Scale;
      readonly range: readonly [number, number];
    }
  | { readonly kind: 'add-trials'; readonly trials: number }
  | { readonly kind: 'fewer-steps'; readonly maxSteps: number }
  | { readonly kind: 'stretch-schedule'; readonly maxSteps: number }
  | { readonly kind: 'rerun-seeds'; readonly seeds: number }
  /** Search `numerator / denominator` (or `numerator / (1 − denominator)`) in place of the numerator. */
  | {
      readonly kind: 'reparameterize';
      readonly hyperparameters: readonly [numerator: Identity, denominator: Identity];
      readonly as: 'ratio' | 'ratio-to-complement' | 'product';
      readonly range: readonly [number, number];
    }
  | { readonly kind: 'add-warmup'; readonly steps: number }
  | { readonly kind: 'clip-gradients'; readonly threshold: number }
  | { readonly kind: 'lower-rate'; readonly hyperparameter: Identity; readonly below: number }
  | { readonly kind: 'regularize' }
  | { readonly kind: 'evaluate-more'; readonly evaluations: number }
  | { readonly kind: 'check-program'; readonly suspicion: string }
  | { readonly kind: 'fix'; readonly hyperparameter: Identity };

/** One conclusion of the analysis. Its sentences are messages; its numbers stand apart so that programs can read them. */
export interface Finding {
  /** The code of the question that it answers. */
  readonly code: string;
  readonly severity: Severity;
  /**
   * In [0, 1]: the strength of the evidence. 1 − p of the test that the question names, or a fixed number where nothing is
   * tested; less where the search was adaptive. Not the probability that it is true.
   */
  readonly confidence: number;
  readonly headline: Message;
  /** Why, with the figures; and what it does not say. */
  readonly explanation: readonly Message[];
  readonly values: Readonly<Record<string, Shown>>;
  readonly evidence: {
    readonly trials: readonly number[];
    readonly numbers: Readonly<Record<string, number>>;
    /** Id of the figure that shows it. */
    readonly figure?: string;
  };
  /** What to do, in words; absent where there is nothing to do. */
  readonly advice?: Message;
  readonly action?: Action;
  /** Findings with the same cause, told by this one: see `merge.ts`. */
  readonly also?: readonly Finding[];
}
