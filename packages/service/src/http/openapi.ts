/** The API as an OpenAPI 3.1 document, made from the table of routes: the schemas are those that requests are checked by. */
import type { TSchema } from 'typebox';
import { errorSchema } from '../operations/error-document.ts';
import { routeParts, type RouteParts } from './route-path.ts';
import { routes } from './routes.ts';
import { statusOf } from './status-of.ts';

export type OpenApi = Readonly<Record<string, unknown>>;

/** Plain JSON; the same for every project. `version`: of the program. */
export function openApi(version: string, table: Readonly<Record<string, RouteParts['operation']>> = routes): OpenApi {
  const parts = Object.entries(table).map(([name, operation]) => routeParts(name, operation));
  const paths = Map.groupBy(parts, ({ path }) => path);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Attune',
      version,
      summary: 'Rounds, trials, curves and findings of a project that is tuned.',
      description:
        'Numbers that are not finite are the strings "NaN", "Infinity" and "-Infinity". Lists in a query are written with ' +
        'commas. Every refusal is an `error/1` document. Large answers carry an `ETag`.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/api/v1' }],
    security: [{}, { token: [] }],
    paths: {
      ...Object.fromEntries([...paths].map(([path, own]) => [path, pathItem(own)])),
      '/events/stream': eventStream,
      '/session': session,
    },
    components: {
      schemas: {
        ...Object.fromEntries(parts.map(({ operation }) => [schemaName(operation), plain(operation.result)])),
        'error-1': { ...asRecord(plain(errorSchema)), examples: [errorExample] },
      },
      responses: {
        error: {
          description: `What is wrong and what to do about it. ${statusTable}`,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/error-1' } } },
        },
      },
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'From `attune token new`. A server that only its own machine reaches needs none.',
        },
      },
    },
  };
}

function pathItem(parts: readonly RouteParts[]): Record<string, unknown> {
  return Object.fromEntries(parts.map((route) => [route.method.toLowerCase(), described(route)]));
}

function described(route: RouteParts): Record<string, unknown> {
  const { method, path, names, operation } = route;
  const { properties = {}, required = [] } = plain(operation.input) as ObjectSchema;
  const rest = Object.keys(properties).filter((name) => !names.includes(name));
  const inQuery = method === 'GET' || method === 'DELETE';
  const parameters = [
    ...names.map((name) => ({ name, in: 'path', required: true, ...parameterOf(properties[name]) })),
    ...(inQuery ? rest : []).map((name) => ({
      ...{ name, in: 'query', required: required.includes(name), style: 'form', explode: false },
      ...parameterOf(properties[name]),
    })),
  ];
  const needed = required.filter((name) => rest.includes(name));
  return {
    operationId: operationId(route),
    tags: [path.split('/')[1] ?? ''],
    summary: operation.summary,
    description: `Needs the permission \`${operation.permission}\`.`,
    'x-permission': operation.permission,
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(inQuery || rest.length === 0 ? {} : { requestBody: bodyOf(properties, rest, needed) }),
    responses: {
      200: {
        description: operation.summary,
        content: { 'application/json': { schema: { $ref: `#/components/schemas/${schemaName(operation)}` } } },
      },
      '4XX': { $ref: '#/components/responses/error' },
      '5XX': { $ref: '#/components/responses/error' },
    },
  };
}

function bodyOf(properties: Properties, names: readonly string[], required: readonly string[]) {
  const schema = {
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name, properties[name]])),
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
  };
  return { required: required.length > 0, content: { 'application/json': { schema } } };
}

type Properties = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

interface ObjectSchema {
  readonly properties?: Properties;
  readonly required?: readonly string[];
}

function parameterOf(schema: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const { description, ...rest } = schema;
  return { ...(description === undefined ? {} : { description }), schema: rest };
}

/** `getRoundsRoundTable` of `GET /rounds/{round}/table`. */
function operationId({ method, path }: RouteParts): string {
  const words = path.split('/').map((word) => word.replaceAll(/[^\w]/g, ''));
  return method.toLowerCase() + words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('');
}

/** `table-1` of `table/1`. */
function schemaName({ name, result }: RouteParts['operation']): string {
  const id: unknown = Reflect.get(result, '$id');
  return (typeof id === 'string' ? id : `${name}/1`).replace('/', '-');
}

/**
 * As JSON Schema 2020-12, without what only JavaScript sees and without names that would change what references mean: a list
 * of schemas for the places of an array is written another way there.
 */
function plain(schema: TSchema): unknown {
  return JSON.parse(JSON.stringify(schema), (_, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const { items, additionalItems, ...schema } = asRecord(value);
    delete schema['$id'];
    if (Array.isArray(items)) return { ...schema, prefixItems: items, items: additionalItems ?? true };
    return items === undefined ? schema : { ...schema, items };
  }) as unknown;
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

const statusTable = Object.entries(statusOf)
  .map(([code, status]) => `${status}: \`${code}\``)
  .join(', ');

const errorExample = {
  schema: 'error/1',
  code: 'not-found',
  message: 'round 9 has not run: there are results of rounds 1, 2',
  issues: [],
};

/** Not of the table: it never ends. */
const eventStream = {
  get: {
    operationId: 'getEventsStream',
    tags: ['events'],
    summary: 'Follow what changes, and the points of running trials, as server-sent events',
    description: 'Needs the permission `read`.',
    'x-permission': 'read',
    parameters: [
      {
        name: 'after',
        in: 'query',
        required: false,
        description: 'Number of the last event that was seen; the header `Last-Event-ID` says it too.',
        schema: { type: 'integer', minimum: 0 },
      },
    ],
    responses: {
      200: {
        description: 'Events until the reader leaves.',
        content: { 'text/event-stream': { schema: { type: 'string' } } },
      },
      '4XX': { $ref: '#/components/responses/error' },
      '5XX': { $ref: '#/components/responses/error' },
    },
  },
};

/** Not of the table: it answers with a cookie. */
const session = {
  post: {
    operationId: 'postSession',
    tags: ['me'],
    summary: 'Sign a browser in: keep its token in a cookie that no script can read',
    description: 'Needs no permission.',
    'x-permission': 'anyone',
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: {
            type: 'object',
            properties: { token: { type: 'string', description: 'As `attune token new` printed it.' } },
            required: ['token'],
            additionalProperties: false,
          },
        },
      },
    },
    responses: {
      200: {
        description: 'Who one is from now on.',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/me-1' } } },
      },
      '4XX': { $ref: '#/components/responses/error' },
    },
  },
  delete: {
    operationId: 'deleteSession',
    tags: ['me'],
    summary: 'Sign a browser out',
    description: 'Needs no permission.',
    'x-permission': 'anyone',
    responses: { 204: { description: 'The cookie is gone.' }, '4XX': { $ref: '#/components/responses/error' } },
  },
};
