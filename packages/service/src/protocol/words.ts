/**
 * A command line as words, by the quoting rules of a POSIX shell but without a shell: nothing is expanded but macros,
 * `${name}`, and whatever only a shell could do is refused. In single quotes even macros are plain text.
 */
import { defineTexts, type Message } from '@attune/core/texts';

export const wordsTexts = defineTexts('words', {
  operator: '{token} needs a shell, and the command runs without one: put the line into a script, or write {example}',
  substitution:
    '{token} needs a shell, and the command runs without one: put the line into a script, or write {example}',
  variable: '{token} is not expanded: write {macro}, or {literal} for the text itself',
  assignment: '{token} is read as the program to run: write {example}',
  home: '{token} is not expanded: write {macro}',
  unclosedQuote: 'the quote {quote} opened before {near} is never closed',
  unclosedMacro: '{token} is never closed with a brace',
  lastBackslash: 'the line ends in a backslash: remove it, or put the text into quotes',
});

/** Part of a word: text as it is, or the name of a macro to put in its place. */
export type Piece =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'macro'; readonly name: string };

export type Word = readonly Piece[];

/** The words of a line, and everything that was refused in it. */
export function splitWords(line: string): { readonly words: readonly Word[]; readonly problems: readonly Message[] } {
  const words: Word[] = [];
  const problems = new Map<string, Message>();
  let at = 0;
  while (at < line.length) {
    if (/\s/.test(line.charAt(at))) at += 1;
    else {
      const start = at;
      const { word, end } = readWord(line, start, (problem) => problems.set(problem.text, problem));
      const source = line.slice(start, end);
      if (words.length === 0 && /^[A-Za-z_]\w*=/.test(source)) {
        const problem = wordsTexts.assignment({ token: source, example: `env ${source} …` });
        problems.set(problem.text, problem);
      }
      if (/^~(?:\/|$)/.test(source)) {
        const problem = wordsTexts.home({ token: source, macro: `\${envvar:HOME}${source.slice(1)}` });
        problems.set(problem.text, problem);
      }
      if (word !== null) words.push(word);
      at = end;
    }
  }
  return { words, problems: [...problems.values()] };
}

/** The pieces of a text in which only macros are special; `$${` stands for a literal `${`. */
export function splitPieces(text: string, report: (problem: Message) => void): Word {
  const builder = wordBuilder();
  let at = 0;
  while (at < text.length) at = readMacro(text, at, builder, report) ?? builder.text(text, at, 1);
  return builder.word();
}

/** A line that `splitWords`, and any POSIX shell, reads as exactly these words. */
export function joinWords(words: readonly string[]): string {
  return words.map((word, i) => (i === 0 && word.includes('=') ? quoted(word) : shellWord(word))).join(' ');
}

/** A word for a POSIX shell, in quotes where it needs them. As the first word of a line it must not hold `=`. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : quoted(word);
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** Reads a word up to a blank that stands outside quotes. A lone line continuation is no word. */
function readWord(
  line: string,
  start: number,
  report: (problem: Message) => void,
): { readonly word: Word | null; readonly end: number } {
  const builder = wordBuilder();
  let open: '"' | "'" | null = null;
  let openedAt = start;
  let seen = false;
  let at = start;
  while (at < line.length) {
    const c = line.charAt(at);
    if (open === null && /\s/.test(c)) break;
    if (open === "'") {
      if (c === "'") open = null;
      else builder.text(line, at, 1);
      at += 1;
    } else if (c === '\\') {
      const next = line.charAt(at + 1);
      if (next === '') report(wordsTexts.lastBackslash());
      else if (next !== '\n') {
        // Inside double quotes a backslash is special only before these.
        if (open === '"' && !'"\\$`'.includes(next)) builder.text(line, at, 2);
        else builder.text(line, at + 1, 1);
        seen = true;
      }
      at += 2;
    } else if (c === open) {
      open = null;
      at += 1;
    } else if (open === null && (c === '"' || c === "'")) {
      open = c;
      openedAt = at;
      seen = true;
      at += 1;
    } else {
      seen = true;
      at = readMacro(line, at, builder, report) ?? readPlain(line, at, open === null, builder, report);
    }
  }
  if (open !== null) report(wordsTexts.unclosedQuote({ quote: open, near: line.slice(openedAt + 1, openedAt + 21) }));
  return { word: seen ? builder.word() : null, end: at };
}

/** Reads `${name}` or `$${`; null where neither begins here. */
function readMacro(text: string, at: number, builder: WordBuilder, report: (problem: Message) => void): number | null {
  if (text.startsWith('$${', at)) return builder.text(text, at + 1, 2);
  if (!text.startsWith('${', at)) return null;
  const end = text.indexOf('}', at);
  if (end === -1) {
    report(wordsTexts.unclosedMacro({ token: text.slice(at, at + 20) }));
    return text.length;
  }
  builder.macro(text.slice(at + 2, end));
  return end + 1;
}

/** Reads one character, refusing what a shell would act upon; operators only where no quotes protect them. */
function readPlain(
  line: string,
  at: number,
  bare: boolean,
  builder: WordBuilder,
  report: (problem: Message) => void,
): number {
  const rest = line.slice(at);
  const substitution = /^(?:\$\(|`)/.exec(rest)?.[0];
  if (substitution !== undefined) {
    report(wordsTexts.substitution({ token: substitution, example: shellExample }));
    return builder.text(line, at, substitution.length);
  }
  const operator = bare ? /^(?:\|\||&&|>>|<<|>&|&>|[|<>&;])/.exec(rest)?.[0] : undefined;
  if (operator !== undefined) {
    report(wordsTexts.operator({ token: operator, example: shellExample }));
    return builder.text(line, at, operator.length);
  }
  const variable = /^\$([A-Za-z_]\w*)/.exec(rest);
  if (variable !== null) {
    const [token, name = ''] = variable;
    report(wordsTexts.variable({ token, macro: `\${envvar:${name}}`, literal: `'${token}'` }));
    return builder.text(line, at, token.length);
  }
  return builder.text(line, at, 1);
}

const shellExample = "[sh, -c, '…']";

interface WordBuilder {
  /** Adds `length` characters of `source` from `at`; returns where they end. */
  text(source: string, at: number, length: number): number;
  macro(name: string): void;
  word(): Word;
}

function wordBuilder(): WordBuilder {
  const pieces: Piece[] = [];
  let text = '';
  const flush = (): void => {
    if (text !== '') pieces.push({ kind: 'text', text });
    text = '';
  };
  return {
    text(source, at, length) {
      text += source.slice(at, at + length);
      return at + length;
    },
    macro(name) {
      flush();
      pieces.push({ kind: 'macro', name });
    },
    word() {
      flush();
      return pieces;
    },
  };
}
