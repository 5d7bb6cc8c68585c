/** A row's name taken apart: `GET /trials/{trial}`. */
import type { Operation } from '../operations/operation.ts';

export interface RouteParts {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** With names in braces, as OpenAPI writes it. */
  readonly path: string;
  /** The names in braces. */
  readonly names: readonly string[];
  readonly operation: Operation;
}

const methods = ['GET', 'POST', 'PUT', 'DELETE'] as const;

/** Throws where a row is not written as `METHOD /path`: a mistake in the table, not of a user. */
export function routeParts(name: string, operation: Operation): RouteParts {
  const [word, path = ''] = name.split(' ');
  const method = methods.find((one) => one === word);
  if (method === undefined || !path.startsWith('/')) throw new TypeError(`not a route: ${name}`);
  return { method, path, names: [...path.matchAll(/\{(\w+)\}/g)].map(([, inner = '']) => inner), operation };
}

/** The path as the router writes it: `/trials/:trial`. */
export function routerPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}
