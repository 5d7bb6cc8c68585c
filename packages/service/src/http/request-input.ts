/** An operation's input from the parts of a request: names in the path, then the query or the body. */
import { AttuneError } from '@attune/core/errors';
import { defineTexts } from '@attune/core/texts';
import type { TSchema } from 'typebox';
import type { RouteParts } from './route-path.ts';

export const requestTexts = defineTexts('http-request', {
  body: 'the body must be a JSON object: send it with the content type application/json',
  twice: '{name} is given by the path: leave it out of the body',
});

export interface RequestParts {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  readonly body: unknown;
}

/** Unchecked but for its form: the operation's own schema judges the values. */
export function requestInput({ method, names, operation }: RouteParts, request: RequestParts): unknown {
  const { properties } = operation.input as { readonly properties?: Readonly<Record<string, TSchema>> };
  const given = (name: string, text: string | readonly string[]): unknown => read(properties?.[name], text);
  const path = Object.fromEntries(names.map((name) => [name, given(name, request.params[name] ?? '')]));
  if (method === 'GET' || method === 'DELETE') {
    return { ...mapped(request.query, given), ...path };
  }
  const body = request.body ?? {};
  if (typeof body !== 'object' || Array.isArray(body)) throw new AttuneError('invalid', requestTexts.body());
  const twice = names.find((name) => name in body);
  if (twice !== undefined) throw new AttuneError('invalid', requestTexts.twice({ name: twice }));
  return { ...body, ...path };
}

function mapped(
  query: RequestParts['query'],
  given: (name: string, text: string | readonly string[]) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(query).map(([name, text]) => [name, given(name, text)]));
}

/** Text as the type that is wanted, where it can be read so; else as it is, for the schema to refuse. */
function read(schema: TSchema | undefined, text: string | readonly string[]): unknown {
  const { type, items, anyOf } = (schema ?? {}) as {
    readonly type?: string;
    readonly items?: TSchema;
    readonly anyOf?: readonly TSchema[];
  };
  if (type === 'array') return list(text).map((one) => read(items, one));
  if (typeof text !== 'string') return text;
  if ((type === 'integer' || type === 'number') && text.trim() !== '' && Number.isFinite(Number(text))) {
    return Number(text);
  }
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  if (type === undefined && anyOf !== undefined) {
    return anyOf.map((one) => read(one, text)).find((value) => typeof value !== 'string') ?? text;
  }
  return text;
}

/** A list is written with commas, or by repeating its name. */
function list(text: string | readonly string[]): readonly string[] {
  return [text].flat().flatMap((one) => (one === '' ? [] : one.split(',')));
}
