/** A call as a request: names in braces fill the path, the rest is the query of a GET or DELETE, else the body. */
export interface RequestOf {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>> | undefined;
}

export function requestOf(route: string, input: Readonly<Record<string, unknown>>): RequestOf {
  const [method = '', template = ''] = route.split(' ');
  const rest = new Map(Object.entries(input).filter(([, value]) => value !== undefined));
  const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = rest.get(name);
    rest.delete(name);
    return encodeURIComponent(String(value));
  });
  if (method !== 'GET' && method !== 'DELETE') return { method, path, body: Object.fromEntries(rest) };
  const query = new URLSearchParams();
  for (const [name, value] of rest) query.append(name, Array.isArray(value) ? value.join(',') : String(value));
  return { method, path: query.size === 0 ? path : `${path}?${query.toString()}`, body: undefined };
}
