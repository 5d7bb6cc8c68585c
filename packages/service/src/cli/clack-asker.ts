/** Asking on this process's terminal. */
import type { Readable, Writable } from 'node:stream';
import { styleText } from 'node:util';
import { cancel, confirm, intro, log, multiselect, note, outro, S_BAR, select, text } from '@clack/prompts';
import { defineTexts } from '@attune/core/texts';
import { Cancelled, type Asker, type Choice, type TextOptions } from './asker.ts';
import { wrap } from './width.ts';

export const askerTexts = defineTexts('cli-asker', {
  initial: '{value} (Enter takes it)',
  example: 'such as {value}',
});

/** Where questions are drawn, and where answers are typed. */
export interface Streams {
  readonly input?: Readable;
  readonly output?: Writable & { readonly columns?: number };
}

/**
 * Prompts on this process's terminal, or on other streams. Only where standard input and output are one: prompts write
 * escape codes. Long words are wrapped here, since the library's lines would go on without the bar at their left.
 */
export function clackAsker({ input, output }: Streams = {}): Asker {
  const shown = { ...(output === undefined ? {} : { output }) };
  const streams = { ...shown, ...(input === undefined ? {} : { input }) };
  const columns = (): number => (output ?? process.stdout).columns ?? 80;
  return {
    begin: (title) => intro(title, shown),
    end: (words) => outro(words, shown),
    tell: (title, words) => note(words, title, shown),
    line: (words) => log.info(linesOf(words, columns()).join('\n'), shown),
    text: async (question, options = {}) => {
      const { about, initial, check } = options;
      const lines = [
        ...linesOf(question, columns()),
        ...(about === undefined ? [] : linesOf(about, columns()).map((line) => styleText('dim', line))),
      ];
      const placeholder = placeholderOf(options);
      const answer = await text({
        ...streams,
        message: lines.join(`\n${styleText('gray', S_BAR)}  `),
        // Shown while the line is empty, and gone with the first letter: what is typed never joins what is offered.
        ...(placeholder === undefined ? {} : { placeholder }),
        ...(initial === undefined ? {} : { defaultValue: initial }),
        validate: (given) => {
          const problem = check?.((given ?? '').trim() || (initial ?? ''));
          return problem === undefined ? undefined : linesOf(problem, columns()).join('\n   ');
        },
      });
      return answered(answer).trim() || (initial ?? '');
    },
    confirm: async (question, initial) =>
      answered(await confirm({ ...streams, message: question, initialValue: initial })),
    select: async <V extends string>(question: string, choices: readonly Choice<V>[], initial?: V) => {
      const options = choices.map(promptOption);
      const answer = await select<string>({
        ...streams,
        message: question,
        options,
        ...(initial === undefined ? {} : { initialValue: initial }),
      });
      return chosen(choices, answered(answer));
    },
    several: async <V extends string>(question: string, choices: readonly Choice<V>[], initial: readonly V[]) => {
      const answer = await multiselect<string>({
        ...streams,
        message: question,
        options: choices.map(promptOption),
        initialValues: [...initial],
        required: false,
      });
      return answered(answer).map((value) => chosen(choices, value));
    },
  };

  function answered<T>(answer: T): Exclude<T, symbol> {
    if (typeof answer === 'symbol') {
      cancel(undefined, shown);
      throw new Cancelled();
    }
    return answer as Exclude<T, symbol>;
  }
}

function placeholderOf({ initial, example }: TextOptions): string | undefined {
  if (initial !== undefined) return askerTexts.initial({ value: initial }).text;
  return example === undefined ? undefined : askerTexts.example({ value: example }).text;
}

/** Lines that leave room for the bar, or for the mark of a mistake. */
function linesOf(words: string, columns: number): readonly string[] {
  return wrap(words, Math.max(20, columns - 4));
}

function promptOption(choice: Choice<string>): { value: string; label: string; hint?: string } {
  const { value, label, hint } = choice;
  return hint === undefined ? { value, label } : { value, label, hint };
}

function chosen<V extends string>(choices: readonly Choice<V>[], value: string): V {
  const choice = choices.find((one) => one.value === value);
  if (choice === undefined) throw new Error(`a prompt answered ${value}, which it did not offer`);
  return choice.value;
}
