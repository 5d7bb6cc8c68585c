/** Whether two configurations are one: the same values, whatever the order in which they were written. */
import type { Configuration } from './hyperparameter.ts';

export function sameConfiguration(a: Configuration, b: Configuration): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => a[name] === b[name]);
}

/** One text for all configurations that are the same, as a key. */
export function configurationKey(configuration: Configuration): string {
  return JSON.stringify(Object.entries(configuration).sort(([a], [b]) => (a < b ? -1 : 1)));
}
