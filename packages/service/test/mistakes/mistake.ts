/** A mistake that a user can make, and what Attune answers: the rows of `docs/mistakes.md`. */

/** A change of one of the sample project's files: the one place where `of` stands becomes `to`. */
export interface Edit {
  readonly file: string;
  readonly of: string;
  readonly to: string;
}

export interface Mistake {
  /** What the user did; no other mistake has the same. */
  readonly did: string;
  /** What the table shows of it, as code; default: what the edits wrote, else the command. */
  readonly shown?: string;
  /** What the table shows in place of code, in Markdown. */
  readonly situation?: string;
  readonly edits?: readonly Edit[];
  /** Files that are written whole, by path. */
  readonly files?: Readonly<Record<string, string>>;
  /** Files and folders that are removed. */
  readonly removed?: readonly string[];
  /** Whether the first round had run before the mistake was made. */
  readonly afterRun?: boolean;
  /** What cannot be said by text: done to the project's folder before the command. */
  readonly spoil?: (folder: string) => void;
  /** Words after `attune`. */
  readonly command: readonly string[];
  /** The exit status. */
  readonly status: number;
  /**
   * `refused`: the command prints exactly this and changes nothing. `told`: the command does its work, and this stands
   * in what it prints. `PROJECT` stands for the project's folder.
   */
  readonly answer: { readonly kind: 'refused' | 'told'; readonly text: string };
}

/** Mistakes that belong under one heading. */
export interface MistakeGroup {
  readonly title: string;
  /** A sentence or two before the table. */
  readonly about: string;
  readonly mistakes: readonly Mistake[];
}
