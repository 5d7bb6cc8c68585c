/** The words by which a new round is described: `optimizer=adam,nesterov`, `hidden=64`, `lr=1e-4..1e-1`. */
import { AttuneError, type Issue } from '@attune/core/errors';
import { find, type Space, type Value } from '@attune/core/space';
import { defineTexts, type Message } from '@attune/core/texts';

export const roundWordTexts = defineTexts('round-new-words', {
  noName: '{given}: write the name of a hyperparameter, and what it gets after "="',
  noValue: '{given}: nothing stands after "=": write {example}',
  several: '{given} names {count} hyperparameters: give the flag once for each of them',
  oneValue: '{given}: a hyperparameter is fixed at one value: write {example}',
  noRange: '{given}: write a range as {example}, or the values to keep: {list}',
  rangeOfValues: '{given}: {name} is a range: write its ends as {example}',
});

/** A name, and the values given to it; none where the name stands alone. */
export interface Word {
  readonly name: string;
  readonly values: readonly Value[];
}

/**
 * A word is a name, or a name with values behind the last `=`; as identities hold `=` too, what names a hyperparameter as a
 * whole is a name. Throws `invalid`.
 */
export function readWord(given: string, space: Space): Word {
  if (find(space, given).length > 0) return { name: given, values: [] };
  const equals = given.lastIndexOf('=');
  if (equals < 0) {
    const names = given.split(',').map((text) => text.trim());
    if (names.length > 1 && names.every((one) => find(space, one).length > 0)) {
      throw refused(roundWordTexts.several({ given, count: names.length }));
    }
    return { name: given, values: [] };
  }
  const name = given.slice(0, equals).trim();
  if (name === '') throw refused(roundWordTexts.noName({ given }));
  const values = given
    .slice(equals + 1)
    .split(',')
    .map((text) => text.trim())
    .filter((text) => text !== '');
  if (values.length === 0) throw refused(roundWordTexts.noValue({ given, example: `${name}=…` }));
  return { name, values: values.map(valueOf) };
}

/** `--fix`: a name, or a name with one value. */
export function readFixedWord(given: string, space: Space): { readonly name: string; readonly value?: Value } {
  const { name, values } = readWord(given, space);
  const [value, ...more] = values;
  if (more.length > 0) throw refused(roundWordTexts.oneValue({ given, example: `${name}=${String(value)}` }));
  return value === undefined ? { name } : { name, value };
}

/** `--range`: `lr=1e-4..1e-1`, or the values to keep of a list or a choice. */
export function readRangeWord(given: string, space: Space): Word {
  const [head = '', high, ...rest] = given.split('..');
  if (high === undefined) {
    const { name, values } = readWord(given, space);
    const [example, list] = [`${name}=1e-4..1e-1`, `${name}=a,b`];
    if (values.length === 0) throw refused(roundWordTexts.noRange({ given, example, list }));
    const ranged = find(space, name).some(({ kind }) => kind === 'float' || kind === 'integer');
    if (ranged) throw refused(roundWordTexts.rangeOfValues({ given, name, example }));
    return { name, values };
  }
  const { name, values } = readWord(head, space);
  const ends = [...values, valueOf(high.trim())];
  if (rest.length > 0 || ends.length !== 2 || !ends.every((end) => typeof end === 'number')) {
    throw refused(roundWordTexts.noRange({ given, example: `${name}=1e-4..1e-1`, list: `${name}=a,b` }));
  }
  return { name, values: ends };
}

function valueOf(text: string): Value {
  if (text === 'true' || text === 'false') return text === 'true';
  if (text === 'null') return null;
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

function refused(message: Message): AttuneError {
  const issue: Issue = { path: [], message };
  return new AttuneError('invalid', message, { issues: [issue] });
}
