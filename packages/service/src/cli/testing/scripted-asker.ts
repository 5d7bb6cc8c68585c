/** Answers from a list, in order; what was asked is kept. `undefined` takes what is offered. */
import { Cancelled, type Asker } from '../asker.ts';

export type Answer = string | boolean | readonly string[] | undefined | typeof leave;

/** The answer of a user who leaves with Ctrl-C. */
export const leave = Symbol('leave');

export interface ScriptedAsker {
  readonly asker: Asker;
  /** Questions with what was offered, and what their checks said to refused answers. */
  readonly asked: readonly string[];
  /** Answers that nobody asked for. */
  left(): number;
}

export function scriptedAsker(answers: readonly Answer[]): ScriptedAsker {
  const rest = [...answers];
  const asked: string[] = [];
  const next = (question: string, offered: string): Exclude<Answer, typeof leave> => {
    asked.push(offered === '' ? question : `${question} [${offered}]`);
    if (rest.length === 0) throw new Error(`nothing answers ${question}`);
    const answer = rest.shift();
    if (answer === leave) throw new Cancelled();
    return answer;
  };
  const asker: Asker = {
    begin: () => undefined,
    end: () => undefined,
    tell: (title, words) => asked.push(`(${title}: ${words})`),
    line: (words) => asked.push(`(${words})`),
    text: (question, { about, initial = '', check } = {}) => {
      const words = about === undefined ? question : `${question} (${about})`;
      for (;;) {
        const answer = String(next(words, initial) ?? initial);
        const problem = check?.(answer);
        if (problem === undefined) return Promise.resolve(answer);
        asked.push(`! ${problem}`);
      }
    },
    confirm: (question, initial) => Promise.resolve((next(question, String(initial)) ?? initial) === true),
    select: (question, choices, initial) => {
      const answer = next(question, choices.map(({ value }) => value).join(' ')) ?? initial ?? choices[0]?.value;
      const choice = choices.find(({ value }) => value === answer);
      if (choice === undefined) throw new Error(`${question} offers no ${String(answer)}`);
      return Promise.resolve(choice.value);
    },
    several: (question, choices, initial) => {
      const offered = choices.map(({ value }) => (initial.includes(value) ? `*${value}` : value)).join(' ');
      const answer = next(question, offered) ?? initial;
      const wanted = Array.isArray(answer) ? answer.map(String) : [];
      return Promise.resolve(choices.filter(({ value }) => wanted.includes(value)).map(({ value }) => value));
    },
  };
  return { asker, asked, left: () => rest.length };
}
