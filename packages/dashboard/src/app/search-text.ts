/**
 * What a person chose on a page, as the address shows it: plain words such as `?trials=3,7&log=x`, not the router's JSON.
 * Lists are written with commas. A page's own schema gives the words their types.
 */

/** An address's query as the pages' schemas read it: every value is text. */
export function readSearch(query: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(query));
}

/** Choices as a query with its `?`, or nothing; what is undefined, empty or false is left out: that is the default. */
export function writeSearch(search: Readonly<Record<string, unknown>>): string {
  const parts = Object.entries(search).flatMap(([name, value]) => {
    const text = written(value);
    return text === '' ? [] : [`${escaped(name)}=${escaped(text)}`];
  });
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

function written(value: unknown): string {
  if (Array.isArray(value)) return value.map(written).join(',');
  if (value === true) return 'true';
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** Escapes what would end the value; commas, colons and slashes stay readable. */
function escaped(text: string): string {
  return encodeURIComponent(text).replaceAll(/%2C|%3A|%2F|%20/g, (code) => plain[code] ?? code);
}

const plain: Readonly<Record<string, string>> = { '%2C': ',', '%3A': ':', '%2F': '/', '%20': '+' };
