/**
 * A hyperparameter in one word, as `--hyperparameter` takes it:
 * `lr=1e-4..1:log@0.1` (range, scale, baseline), `dropout=0|0.05..0.7` (off or range), `width=64,128,256`, or a bare name.
 */
import { AttuneError } from '@attune/core/errors';
import { defineTexts } from '@attune/core/texts';

export const hyperparameterTexts = defineTexts('cli-hyperparameter', {
  name: '--hyperparameter {given}: {name} is not a name: use letters, digits, _, - and dots, beginning with a letter',
  empty: '--hyperparameter {given}: nothing stands after "=": write {example}',
  bound: '--hyperparameter {given}: {bound} is not a number: write {example}',
  word: '--hyperparameter {given}: {word} is not known: after ":" stands log, linear, reverse-log or integer',
  assignment: '{flag} {given}: write NAME=VALUE',
  dash: '--hyperparameter {given}: a range is written with two dots: {example}',
  words: '--hyperparameter {given}: ":" belongs to a range: write {example}, or a list such as {list}',
});

export interface GivenHyperparameter {
  readonly name: string;
  /** As in the project file; absent for a bare name. */
  readonly definition?: Readonly<Record<string, unknown>>;
  readonly baseline?: number | string | boolean;
}

const example = 'lr=1e-4..1:log@0.1';

/** Throws `invalid` for what is not of this form; whether range and scale make sense is the space's to say. */
export function parseHyperparameter(given: string): GivenHyperparameter {
  const at = given.lastIndexOf('@');
  const head = at < 0 ? given : given.slice(0, at);
  const equals = head.indexOf('=');
  const name = (equals < 0 ? head : head.slice(0, equals)).trim();
  if (!/^[A-Za-z_][\w.-]*$/.test(name))
    throw refused(hyperparameterTexts.name({ given, name: name === '' ? '""' : name }));
  const baseline = at < 0 ? {} : { baseline: parseValue(given.slice(at + 1).trim()) };
  if (equals < 0) return { name, ...baseline };
  const specification = head.slice(equals + 1).trim();
  if (specification === '') throw refused(hyperparameterTexts.empty({ given, example }));
  const definition = specification.includes('..') ? rangeOf(specification, given) : listOf(specification, given);
  return { name, definition, ...baseline };
}

/** `['lr=0.1', 'width=128']` → `{ lr: 0.1, width: 128 }`. The last `=` separates, since identities hold some. */
export function parseAssignments(
  list: readonly string[],
  flag: string,
): Readonly<Record<string, number | string | boolean>> {
  return Object.fromEntries(
    list.map((given) => {
      const equals = given.lastIndexOf('=');
      const name = given.slice(0, Math.max(0, equals)).trim();
      const value = given.slice(equals + 1).trim();
      if (name === '' || value === '') throw refused(hyperparameterTexts.assignment({ flag, given }));
      return [name, parseValue(value)];
    }),
  );
}

function rangeOf(specification: string, given: string): Readonly<Record<string, unknown>> {
  const [bounds = '', ...words] = specification.split(':').map((part) => part.trim());
  const bar = bounds.indexOf('|');
  const off = bar < 0 ? {} : { off: numberOf(bounds.slice(0, bar), given) };
  const [low = '', high = '', ...more] = bounds.slice(bar + 1).split('..');
  if (more.length > 0) throw refused(hyperparameterTexts.bound({ given, bound: bounds, example }));
  let shape: Readonly<Record<string, string>> = {};
  for (const word of words) {
    if (word === 'integer') shape = { ...shape, type: 'integer' };
    else if (word === 'log' || word === 'reverse-log') shape = { ...shape, scale: word };
    else if (word !== 'linear') throw refused(hyperparameterTexts.word({ given, word: word === '' ? '""' : word }));
  }
  return { ...off, range: [numberOf(low, given), numberOf(high, given)], ...shape };
}

function listOf(specification: string, given: string): Readonly<Record<string, unknown>> {
  if (/:(log|linear|reverse-log|integer)$/.test(specification)) {
    throw refused(hyperparameterTexts.words({ given, example, list: 'width=64,128,256' }));
  }
  const dashed = /^([+-]?[\d.]+(?:e[+-]?\d+)?)\s*[-:]\s*([\d.]+(?:e[+-]?\d+)?)$/i.exec(specification);
  if (dashed !== null) {
    const [, low = '', high = ''] = dashed;
    const name = given.slice(0, given.indexOf('='));
    throw refused(hyperparameterTexts.dash({ given, example: `${name}=${low}..${high}` }));
  }
  const values = specification
    .split(',')
    .map((value) => value.trim())
    .filter((value) => value !== '')
    .map(parseValue);
  return { values };
}

function numberOf(text: string, given: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(value)) {
    throw refused(hyperparameterTexts.bound({ given, bound: text.trim() === '' ? '""' : text.trim(), example }));
  }
  return value;
}

/** A definition in the short form that `parseHyperparameter` reads after the `=`. */
export function definitionText(definition: Readonly<Record<string, unknown>>): string {
  const { range, values, off, scale, type } = definition;
  if (Array.isArray(values)) return values.map(String).join(',');
  if (!Array.isArray(range)) return '';
  const bounds = range.map(String).join('..');
  const words = [scale, type].filter((word) => typeof word === 'string' && word !== 'linear' && word !== 'float');
  return [typeof off === 'number' ? `${off}|${bounds}` : bounds, ...words].join(':');
}

/** As YAML would read it: numbers, `true`, `false`, else text. */
export function parseValue(text: string): number | string | boolean {
  if (/^true$/i.test(text)) return true;
  if (/^false$/i.test(text)) return false;
  return text !== '' && Number.isFinite(Number(text)) && !/^0[xob]/i.test(text) ? Number(text) : text;
}

function refused(message: AttuneError['detail']): AttuneError {
  return new AttuneError('invalid', message);
}
