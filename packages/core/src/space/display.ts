/** Values of a user's file as messages show them. */

const longest = 60;

/** Any plain value as it would stand in the file, cut where it is long: `[1, "a"]`, `null`, `"text"`. */
export function display(value: unknown): string {
  const text = write(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/** Several values, separated by commas. */
export function displayList(values: readonly unknown[]): string {
  return values.map((value) => display(value)).join(', ');
}

function write(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(write).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).map(([key, field]) => `${key}: ${write(field)}`);
    return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
  }
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}
