/** Asking on this process's terminal. */
import { cancel, confirm, intro, log, multiselect, note, outro, select, text } from '@clack/prompts';
import { Cancelled, type Asker, type Choice } from './asker.ts';

/** Prompts on this process's terminal. Only where standard input and output are one: prompts write escape codes. */
export function clackAsker(): Asker {
  return {
    begin: (title) => intro(title),
    end: (words) => outro(words),
    tell: (title, words) => note(words, title),
    line: (words) => log.info(words),
    text: async (question, options = {}) => {
      const { initial, example, check } = options;
      const answer = await text({
        message: question,
        ...(initial === undefined ? {} : { initialValue: initial }),
        ...(example === undefined ? {} : { placeholder: example }),
        validate: (given) => check?.((given ?? '').trim()),
      });
      return answered(answer).trim();
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
