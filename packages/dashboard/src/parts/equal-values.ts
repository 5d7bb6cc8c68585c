/** Whether two configurations have the same values, those that only one of them has included. */
type Values = Readonly<Record<string, unknown>>;

export function equalValues(one: Values, other: Values): boolean {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((name) => one[name] === other[name]);
}
