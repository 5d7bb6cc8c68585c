/** Asking the user, as an interface: `clack-asker.ts` draws prompts on the terminal, tests answer from a list. */
export interface Asker {
  /** Opens and closes the conversation. */
  begin(title: string): void;
  end(words: string): void;
  /** Something to read before the next question. */
  tell(title: string, words: string): void;
  line(words: string): void;
  /** A line of text; `check` says what is wrong with an answer, or nothing. */
  text(question: string, options?: TextOptions): Promise<string>;
  confirm(question: string, initial: boolean): Promise<boolean>;
  select<V extends string>(question: string, choices: readonly Choice<V>[], initial?: V): Promise<V>;
  several<V extends string>(
    question: string,
    choices: readonly Choice<V>[],
    initial: readonly V[],
  ): Promise<readonly V[]>;
}

export interface TextOptions {
  /** What should be known before answering, below the question. */
  readonly about?: string;
  /** What an empty line stands for, shown while the line is empty; `check` sees it in place of an empty line. */
  readonly initial?: string;
  /** An example, shown while the line is empty where nothing stands for it. */
  readonly example?: string;
  readonly check?: (answer: string) => string | undefined;
}

export interface Choice<V extends string> {
  readonly value: V;
  readonly label: string;
  readonly hint?: string;
}

/** The user left a question with Ctrl-C or Escape. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}
