/**
 * User-facing text as data. Each module declares its English texts with `defineTexts`; a text with its values is a
 * `Message`, which knows its key, so that a table for another language can render the same message.
 *
 * A template holds `{name}` for a value, `{name|one|many}` for a word that depends on a count, and `{unit}s` for the plural of
 * a unit that the user named.
 */

/** A value that a text can show; see `shown` for numbers. */
export type Shown = string | number | boolean | null;

/** One sentence for a user: key, values, and its English rendering. Serialises to JSON as those three. */
export interface Message {
  readonly key: string;
  readonly values: Readonly<Record<string, Shown>>;
  readonly text: string;
}

type Names<T extends string> = T extends `${string}{${infer Inside}}${infer Rest}`
  ? | (Inside extends `${infer Name}|${string}` ? Name : Inside extends `${string} ${string}` ? never : Inside)
    | Names<Rest>
  : never;

/** The values that a template asks for. */
export type ValuesOf<T extends string> = [Names<T>] extends [never] ? [] : [values: Readonly<Record<Names<T>, Shown>>];

/** A folder's texts: one function per text, and `table`, the English templates by full key. */
export type TextTable<T extends Record<string, string>> = {
  readonly [K in keyof T]: (...values: ValuesOf<T[K]>) => Message;
} & { readonly table: Readonly<Record<string, string>> };

/** Declares texts under a prefix: `defineTexts('space', { empty: 'no values' }).empty().key === 'space.empty'`. */
export function defineTexts<const T extends Record<string, string>>(prefix: string, english: T): TextTable<T> {
  const entries = Object.entries(english).map(([name, template]) => {
    const key = `${prefix}.${name}`;
    const named = namesIn(template);
    const make = (given: Readonly<Record<string, Shown>> = {}): Message => {
      const values = only(named, given);
      return { key, values, text: render(template, values) };
    };
    return [name, make] as const;
  });
  const table = Object.fromEntries(Object.entries(english).map(([name, template]) => [`${prefix}.${name}`, template]));
  return Object.assign(Object.fromEntries(entries), { table }) as unknown as TextTable<T>;
}

/** Renders a message in the language of `table`; a key that the table lacks falls back to English. */
export function translate(message: Message, table: Readonly<Record<string, string>>): string {
  const template = table[message.key];
  return template === undefined ? message.text : render(template, message.values);
}

/**
 * A number as users read it: whole numbers in full, others to six significant digits. What lies so near to 1 that these
 * would hardly tell it from 1 (a β2 of 0.9999968) keeps three of its distance.
 */
export function shown(value: Shown): string {
  if (typeof value !== 'number') return String(value);
  if (Number.isSafeInteger(value) || !Number.isFinite(value)) return String(value);
  const distance = Number((1 - value).toPrecision(3));
  return String(Math.abs(distance) < 1e-4 ? Number((1 - distance).toPrecision(15)) : Number(value.toPrecision(6)));
}

/** A value's place in a template. */
const placePattern = /\{unit\}s\b|\{(\w+)(?:\|([^|{}]*)\|([^|{}]*))?\}/g;

function namesIn(template: string): readonly string[] {
  return [...new Set([...template.matchAll(placePattern)].map(([, name = 'unit']) => name))];
}

/** What the template asks for: a record that holds more may be given, and what else is in it may be no value for a text. */
function only(names: readonly string[], given: Readonly<Record<string, Shown>>): Readonly<Record<string, Shown>> {
  return Object.fromEntries(names.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]] as const])));
}

function render(template: string, values: Readonly<Record<string, Shown>>): string {
  return template.replace(placePattern, (whole, found?: string, one?: string, many?: string) => {
    const name = found ?? 'unit';
    const value = values[name];
    if (value === undefined) return whole;
    if (whole === '{unit}s') return plural(shown(value));
    if (one === undefined || many === undefined) return shown(value);
    return value === 1 ? one : many;
  });
}

/** Of a unit: `step` to `steps`; what ends in s is one already, and percent has none. */
export function plural(unit: string): string {
  return unit.endsWith('s') || unit === 'percent' ? unit : `${unit}s`;
}
