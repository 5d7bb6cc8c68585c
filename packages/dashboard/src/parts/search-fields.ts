/**
 * How a page's `validateSearch` reads one choice from the address. What cannot be read is left out rather than refused:
 * an old or mistyped link still opens its page.
 */
type Raw = Readonly<Record<string, unknown>>;

/** A word, or undefined. */
export function textField(raw: Raw, name: string): string | undefined {
  const value = raw[name];
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** One of `words`, or undefined. */
export function wordField<W extends string>(raw: Raw, name: string, words: readonly W[]): W | undefined {
  const value = textField(raw, name);
  return words.find((word) => word === value);
}

/** A number, or undefined. */
export function numberField(raw: Raw, name: string): number | undefined {
  const value = textField(raw, name);
  return value !== undefined && Number.isFinite(Number(value)) ? Number(value) : undefined;
}

/** `true` or undefined: what is off is not written. */
export function flagField(raw: Raw, name: string): true | undefined {
  return raw[name] === true || raw[name] === 'true' ? true : undefined;
}

/** Words with commas between them, each once; undefined where there is none. */
export function listField(raw: Raw, name: string): readonly string[] | undefined {
  const value = raw[name];
  const given = Array.isArray(value) ? value.map(String) : (textField(raw, name)?.split(',') ?? []);
  const words = [...new Set(given.map((word) => word.trim()).filter((word) => word !== ''))];
  return words.length === 0 ? undefined : words;
}

/** Positive whole numbers with commas between them, such as trials; undefined where there is none. */
export function numbersField(raw: Raw, name: string): readonly number[] | undefined {
  const numbers = (listField(raw, name) ?? []).map(Number).filter((one) => Number.isSafeInteger(one) && one > 0);
  return numbers.length === 0 ? undefined : numbers;
}
