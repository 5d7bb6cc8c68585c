/** What `next` says: rounds that are worth running, best first, each with the evidence for every line of it. */
import type { RoundFile } from '../design/index.ts';
import type { Action } from '../insight/index.ts';
import type { Identity } from '../space/index.ts';
import type { Message } from '../texts/index.ts';

/**
 * What a proposal is for: `search` goes on looking for the best configuration; `compare` asks an undecided comparison again;
 * `confirm` runs again, with several seeds, what is best by measure and what a fit to all trials expects to be;
 * `length` tries the best configurations with another number of steps; `simplify` asks whether a part can be left out;
 * `split` searches each value of one hyperparameter by itself, where another one's best value depends on it.
 */
export type ProposalKind = 'search' | 'compare' | 'confirm' | 'length' | 'simplify' | 'split';

export interface Proposal {
  readonly kind: ProposalKind;
  /** One line: what it does. */
  readonly headline: Message;
  /** Valid for the project; its name has no number yet. */
  readonly round: RoundFile;
  /** Of every trial; in `round` too where it is not the project's. */
  readonly maxSteps: number;
  /** What the user is to do first, since no round file can: changes of `attune.yaml` or of the training program. */
  readonly before: readonly Message[];
  readonly reasons: readonly Reason[];
}

/** The part of a round file that a reason explains. */
export type About =
  | { readonly part: 'goal' | 'scientific' | 'search' | 'budget' | 'baseline' | 'length' }
  | { readonly part: 'range' | 'fixed'; readonly hyperparameter: Identity };

export interface Reason {
  readonly about: About;
  /** Why the line is as it is. */
  readonly message: Message;
  /** The finding that asks for it; absent where trials themselves or a rule of the method do. */
  readonly finding?: Source;
}

export interface Source {
  readonly round: number;
  readonly code: string;
  readonly headline: Message;
  readonly confidence: number;
  /** What it asks for. */
  readonly action?: Action;
}

/** The state of tuning with the figures that show it. */
export interface Saturation {
  /** Rounds of this length of training whose bests were compared. */
  readonly rounds: readonly { readonly round: number; readonly best: number }[];
  /** By how much the latest round improved on all before it; negative where it did not. */
  readonly gain: number;
  /** Standard deviation between training seeds. */
  readonly deviation: number;
  readonly message: Message;
}

export interface Outlook {
  /** At most three. */
  readonly proposals: readonly Proposal[];
  /** Set where further search has stopped paying; then no proposal goes on searching as before. */
  readonly saturated: Saturation | null;
  /** What to do apart from rounds, most urgent first: look for a bug, compare and launch. */
  readonly apart: readonly Message[];
  /** What was considered and not proposed, and why. */
  readonly withheld: readonly Message[];
}
