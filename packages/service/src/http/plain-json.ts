/** Which values JSON gives back as they are, so that a large document need not be looked at piece by piece while it is written. */

/** Whether `JSON.parse(JSON.stringify(value))` equals the value: no numbers, properties or objects that JSON lacks. */
export function isPlainJson(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object') return typeof value === 'string' || typeof value === 'boolean';
  return value === null || (Array.isArray(value) ? value.every(isPlainJson) : isPlainObject(value));
}

function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype && !('toJSON' in value) && Object.values(value).every(isPlainJson);
}
