/** What a person can choose on the page, as it stands in the address. */
export interface CompareSearch {
  readonly [name: string]: unknown;
}

export function compareSearch(raw: Readonly<Record<string, unknown>>): CompareSearch {
  return raw;
}
