/** How deep a body may be nested: what goes through it later may be recursive. */

/** Of what the API takes, the deepest is a configuration in a list in a body. */
export const deepest = 32;

/** Whether arrays and objects lie in each other more than `deepest` times. Looks at each level once, without recursion. */
export function tooDeep(body: unknown): boolean {
  let level: readonly object[] = isNested(body) ? [body] : [];
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > deepest) return true;
    const inner: object[] = [];
    for (const one of level) {
      for (const value of Array.isArray(one) ? (one as readonly unknown[]) : Object.values(one)) {
        if (isNested(value)) inner.push(value);
      }
    }
    level = inner;
  }
  return false;
}

function isNested(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
