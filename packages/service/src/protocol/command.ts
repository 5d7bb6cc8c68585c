/**
 * The training command: its words, and the macros that put a trial's hyperparameters and settings into them. The macros
 * are those of W&B's sweeps, and values print as they do there (`True`, `None`), so that its commands run unchanged.
 */
import { nearest, type Argument, type Value } from '@attune/core/space';
import { AttuneError } from '@attune/core/errors';
import { defineTexts, type Message } from '@attune/core/texts';
import { paramsFile } from './environment.ts';
import { splitPieces, splitWords, type Piece, type Word } from './words.ts';

export const commandTexts = defineTexts('command', {
  empty: 'the command is empty: write the program to run and its arguments',
  unknown: 'unknown macro {macro}: did you mean {nearest}?',
  unknownNothingNear: 'unknown macro {macro}: the macros are {macros}; an environment variable is {envvar}',
  environment: 'unknown macro {macro}: an environment variable is written {envvar}',
  noName: '{macro} names no environment variable: write, for example, {example}',
  whole: '{macro} must be a word of its own, and stands inside {word}',
  program: '{macro} of W&B has no meaning here: write the path of the training script, such as train.py',
  interpreter: '{macro} of W&B has no meaning here: write the interpreter, such as python',
  env: '{macro} of W&B has no meaning here: leave it out',
  unset: 'the command needs {macro}, but the environment variable {name} is not set: set it and run again',
  noEvalEvery: 'the command needs {macro}, but train.eval_every is not given: add it, or remove the macro',
});

/** A command that was checked: its words with the macros in their places. Plain data. */
export interface CommandTemplate {
  readonly words: readonly Word[];
  /** Every macro in it, once, by name: `args`, `seed`, `envvar:HOME`. */
  readonly macros: readonly string[];
}

/** What the macros stand for in one attempt. */
export interface CommandValues {
  readonly arguments: readonly Argument[];
  readonly directory: string;
  readonly seed: number;
  readonly maxSteps: number;
  readonly untilStep: number;
  readonly evalEvery?: number;
  /** For `${envvar:NAME}`. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Reads a command: a line, split into words without a shell, or the words themselves, in which only macros are special.
 * Collects every problem; only a template without problems may be built from.
 */
export function parseCommand(command: string | readonly string[]): {
  readonly template: CommandTemplate;
  readonly problems: readonly Message[];
} {
  const problems: Message[] = [];
  let words: readonly Word[];
  if (typeof command === 'string') {
    const split = splitWords(command);
    words = split.words;
    problems.push(...split.problems);
  } else {
    words = command.map((word) => splitPieces(word, (problem) => problems.push(problem)));
  }
  const [first] = words;
  if (first === undefined || first.length === 0) problems.push(commandTexts.empty());
  const macros = new Set<string>();
  for (const word of words) {
    for (const piece of word) {
      if (piece.kind !== 'macro') continue;
      macros.add(piece.name);
      const problem = checkMacro(piece.name, word);
      if (problem !== undefined) problems.push(problem);
    }
  }
  return { template: { words, macros: [...macros] }, problems: distinct(problems) };
}

/** The words to run. Throws `invalid` where a variable of the environment, or the spacing of evaluations, is missing. */
export function buildCommand(template: CommandTemplate, values: CommandValues): readonly string[] {
  return template.words.flatMap((word) => {
    const [piece] = word;
    if (word.length === 1 && piece?.kind === 'macro') {
      const expand = wholeMacros.get(piece.name);
      if (expand !== undefined) return expand(values);
    }
    return [word.map((part) => (part.kind === 'text' ? part.text : embedded(part.name, values))).join('')];
  });
}

/** Macros through which a program receives its hyperparameters. */
export function passesArguments(template: CommandTemplate): boolean {
  return template.macros.some((name) => wholeMacros.has(name));
}

type Expand = (values: CommandValues) => readonly string[];

const wholeMacros: ReadonlyMap<string, Expand> = new Map<string, Expand>([
  ['args', prefixed('--')],
  ['args_no_hyphens', prefixed('')],
  ['args_no_equals', (values) => values.arguments.flatMap(({ arg, value }) => [`--${arg}`, printed(value)])],
  ['args_no_boolean_flags', (values) => values.arguments.flatMap(flag)],
  ['args_append_hydra', prefixed('+')],
  ['args_override_hydra', prefixed('++')],
  [
    'args_json',
    (values) => [JSON.stringify(Object.fromEntries(values.arguments.map(({ arg, value }) => [arg, value])))],
  ],
  ['args_json_file', (values) => [`${values.directory}/${paramsFile}`]],
]);

const embeddedMacros: ReadonlyMap<string, (values: CommandValues) => string> = new Map([
  ['dir', (values: CommandValues) => values.directory],
  ['seed', (values: CommandValues) => String(values.seed)],
  ['max_steps', (values: CommandValues) => String(values.maxSteps)],
  ['until_step', (values: CommandValues) => String(values.untilStep)],
  ['eval_every', evalEvery],
]);

const foreignMacros: ReadonlyMap<string, (values: { macro: string }) => Message> = new Map([
  ['program', commandTexts.program],
  ['interpreter', commandTexts.interpreter],
  ['env', commandTexts.env],
]);

const variablePrefix = 'envvar:';

function prefixed(prefix: string): Expand {
  return (values) => values.arguments.map(({ arg, value }) => `${prefix}${arg}=${printed(value)}`);
}

function flag({ arg, value }: Argument): readonly string[] {
  if (typeof value === 'boolean') return value ? [`--${arg}`] : [];
  return [`--${arg}=${printed(value)}`];
}

/** As Python's `str` prints it: `True`, `None`, `1e-05`. Whole numbers have no `.0`: they may be meant as integers. */
function printed(value: Value): string {
  if (typeof value === 'string') return value;
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  const small = value !== 0 && Math.abs(value) < 1e-4;
  const text = small ? value.toExponential() : String(value);
  return text.replace(/e([+-])(\d)$/, 'e$10$2');
}

function embedded(name: string, values: CommandValues): string {
  const expand = embeddedMacros.get(name);
  if (expand !== undefined) return expand(values);
  const variable = name.slice(variablePrefix.length);
  const value = values.environment[variable];
  if (value === undefined)
    throw new AttuneError('invalid', commandTexts.unset({ macro: shownMacro(name), name: variable }));
  return value;
}

function evalEvery(values: CommandValues): string {
  if (values.evalEvery === undefined) {
    throw new AttuneError('invalid', commandTexts.noEvalEvery({ macro: shownMacro('eval_every') }));
  }
  return String(values.evalEvery);
}

function checkMacro(name: string, word: Word): Message | undefined {
  const macro = shownMacro(name);
  if (wholeMacros.has(name)) {
    return word.length === 1 ? undefined : commandTexts.whole({ macro, word: word.map(shownPiece).join('') });
  }
  if (embeddedMacros.has(name)) return undefined;
  if (name.startsWith(variablePrefix)) {
    return /^[A-Za-z_]\w*$/.test(name.slice(variablePrefix.length))
      ? undefined
      : commandTexts.noName({ macro, example: shownMacro('envvar:HOME') });
  }
  const foreign = foreignMacros.get(name);
  if (foreign !== undefined) return foreign({ macro });
  if (/^[A-Z][A-Z0-9_]*$/.test(name)) {
    return commandTexts.environment({ macro, envvar: shownMacro(`${variablePrefix}${name}`) });
  }
  const known = [...wholeMacros.keys(), ...embeddedMacros.keys()];
  const near = nearest(name, known);
  return near === undefined
    ? commandTexts.unknownNothingNear({
        macro,
        macros: known.map(shownMacro).join(' '),
        envvar: shownMacro('envvar:NAME'),
      })
    : commandTexts.unknown({ macro, nearest: shownMacro(near) });
}

function shownPiece(piece: Piece): string {
  return piece.kind === 'text' ? piece.text : shownMacro(piece.name);
}

function shownMacro(name: string): string {
  return `\${${name}}`;
}

function distinct(problems: readonly Message[]): readonly Message[] {
  return [...new Map(problems.map((problem) => [problem.text, problem])).values()];
}
