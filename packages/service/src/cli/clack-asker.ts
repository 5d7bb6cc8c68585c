/** Asking on this process's terminal. */
import { styleText } from 'node:util';
import { cancel, confirm, intro, log, multiselect, note, outro, S_BAR, select, text } from '@clack/prompts';
import { defineTexts } from '@attune/core/texts';
import { Cancelled, type Asker, type Choice } from './asker.ts';
import { wrap } from './width.ts';

export const askerTexts = defineTexts('cli-asker', {
  initial: '{value} (Enter takes it)',
  example: 'such as {value}',
});

/**
 * Prompts on this process's terminal. Only where standard input and output are one: prompts write escape codes. Long words
 * are wrapped here, since the library's lines would go on without the bar at their left.
 */
export function clackAsker(): Asker {
  return {
    begin: (title) => intro(title),
    end: (words) => outro(words),
    tell: (title, words) => note(words, title),
    line: (words) => log.info(wrapped(words, '')),
    text: async (question, options = {}) => {
      const { about, initial, example, check } = options;
      const bar = `${styleText('gray', S_BAR)}  `;
      const lines = [wrapped(question, bar), ...(about === undefined ? [] : [dimmed(about, bar)])];
      const placeholder =
        initial !== undefined
          ? askerTexts.initial({ value: initial })
          : example === undefined
            ? undefined
            : askerTexts.example({ value: example });
      const answer = await text({
        message: lines.join(`\n${bar}`),
        // Shown while the line is empty, and gone with the first letter: what is typed never joins what is offered.
        ...(placeholder === undefined ? {} : { placeholder: placeholder.text }),
        ...(initial === undefined ? {} : { defaultValue: initial }),
        validate: (given) => {
          const problem = check?.((given ?? '').trim() || (initial ?? ''));
          return problem === undefined ? undefined : wrapped(problem, '   ');
        },
      });
      return answered(answer).trim() || (initial ?? '');
    },
    confirm: async (question, initial) => answered(await confirm({ message: question, initialValue: initial })),
    select: async <V extends string>(question: string, choices: readonly Choice<V>[], initial?: V) => {
      const options = choices.map(promptOption);
      const answer = await select<string>({
        message: question,
        options,
        ...(initial === undefined ? {} : { initialValue: initial }),
      });
      return chosen(choices, answered(answer));
    },
    several: async <V extends string>(question: string, choices: readonly Choice<V>[], initial: readonly V[]) => {
      const answer = await multiselect<string>({
        message: question,
        options: choices.map(promptOption),
        initialValues: [...initial],
        required: false,
      });
      return answered(answer).map((value) => chosen(choices, value));
    },
  };
}

/** Lines as wide as the screen, all but the first behind `before`, which takes three columns. */
function wrapped(words: string, before: string): string {
  return linesOf(words).join(`\n${before}`);
}

function dimmed(words: string, before: string): string {
  return linesOf(words)
    .map((line) => styleText('dim', line))
    .join(`\n${before}`);
}

function linesOf(words: string): readonly string[] {
  return wrap(words, Math.max(20, process.stdout.columns - 4));
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

function answered<T>(answer: T): Exclude<T, symbol> {
  if (typeof answer === 'symbol') {
    cancel();
    throw new Cancelled();
  }
  return answer as Exclude<T, symbol>;
}
