import { Ajv2020 } from 'ajv/dist/2020.js';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import addFormats from 'ajv-formats';
import { quickProject, type QuickProject } from '../../test/quick-project.ts';
import { quickServer, type QuickServer } from '../../test/quick-server.ts';
import { openApi } from './openapi.ts';
import { routes, type Route } from './routes.ts';

/** Whole rounds of processes, with their reports: a slow machine takes minutes. */
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

/** As far as these tests look into it. */
interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

interface Described {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: object }[];
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: object } } };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: { readonly $ref: string } }>> }>
  >;
}

const document = JSON.parse(JSON.stringify(openApi('1.2.3'))) as Document;
const described = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

/** Draft 2020-12 is what OpenAPI 3.1 writes its schemas in. */
function validator() {
  return addFormats.default(new Ajv2020({ strict: true, allowUnionTypes: true, strictTuples: false }));
}

describe('the OpenAPI document', () => {
  it('describes every route, each once and under a name of its own', () => {
    const named = described.map(({ path, method }) => `${method.toUpperCase()} ${path}`);
    expect(named).toEqual(expect.arrayContaining(Object.keys(routes)));
    const ids = described.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('gives a parameter for each name in a path, and no other path parameters', () => {
    for (const { path, operation } of described) {
      const inPath = (operation.parameters ?? []).filter((one) => one.in === 'path').map(({ name }) => name);
      expect(inPath, path).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
    }
  });

  it('refers only to what it holds', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#([^"]+)"/g)].map(([, path = '']) => path);
    expect(references.length).toBeGreaterThan(described.length);
    for (const reference of references) {
      const found = reference
        .split('/')
        .slice(1)
        .reduce<unknown>((inner, key) => Reflect.get(inner as object, key), document);
      expect(found, reference).toBeDefined();
    }
  });

  it('holds schemas that a validator of JSON Schema 2020-12 takes', () => {
    const ajv = validator();
    const inputs = described.flatMap(({ operation: { parameters = [], requestBody } }) => [
      ...parameters.map(({ schema }) => schema),
      ...(requestBody === undefined ? [] : [requestBody.content['application/json'].schema]),
    ]);
    for (const schema of [...Object.values(document.components.schemas), ...inputs]) {
      expect(() => ajv.compile(schema), JSON.stringify(schema).slice(0, 200)).not.toThrow();
    }
  });
});

/** A call of each route that a finished round can answer. */
const calls: Readonly<Partial<Record<Route, { readonly url: string; readonly body?: object }>>> = {
  'GET /me': { url: '/me' },
  'GET /project': { url: '/project' },
  'GET /status': { url: '/status' },
  'GET /rounds': { url: '/rounds' },
  'GET /rounds/{round}/report': { url: '/rounds/1/report?trials=true' },
  'GET /rounds/{round}/figures/{id}': { url: '/rounds/1/figures/axis:lr' },
  'GET /rounds/{round}/table': { url: '/rounds/1/table' },
  'GET /rounds/{round}/metrics': { url: '/rounds/1/metrics' },
  'GET /comparison': { url: '/comparison?candidate=lr%3D0.1' },
  'GET /curves': { url: '/curves?trials=1,2&metrics=valid/loss,valid/error' },
  'GET /events': { url: '/events?limit=5' },
  'GET /trials': { url: '/trials?limit=2' },
  'GET /trials/{trial}': { url: '/trials/1' },
  'GET /trials/{trial}/diagnoses': { url: '/trials/1/diagnoses' },
  'GET /trials/{trial}/log': { url: '/trials/1/log?stream=stdout' },
  'GET /rounds/plan': { url: '/rounds/plan?file=rounds/01-first.yaml' },
  'GET /round-files': { url: '/round-files' },
  'GET /round-files/{name}': { url: '/round-files/01-first.yaml' },
  'GET /jobs': { url: '/jobs' },
  'POST /trials/stop': { url: '/trials/stop', body: { trials: [99] } },
  'GET /best': { url: '/best' },
  'GET /log': { url: '/log' },
  'GET /next': { url: '/next' },
  'GET /notebook': { url: '/notebook' },
  'POST /notes': { url: '/notes', body: { text: 'odd', trial: 1 } },
};

describe('what the server answers', () => {
  let project: QuickProject;
  let running: QuickServer;
  let server: FastifyInstance;

  beforeAll(async () => {
    project = quickProject({ '01-first.yaml': 'attune: 1\ngoal: maximize\nsearch: halton\nbudget: { trials: 6 }\n' });
    await project.document('run', '1');
    running = await quickServer(project);
    ({ server } = running);
  });

  afterAll(async () => {
    await running.close();
    project.remove();
  });

  it('is what the document says, route by route', async () => {
    const ajv = validator();
    for (const [name, call] of Object.entries(calls)) {
      const [method = '', path = ''] = name.split(' ');
      const answer = await server.inject({
        method: method as 'GET' | 'POST',
        url: `/api/v1${call.url}`,
        ...(call.body === undefined ? {} : { payload: call.body }),
      });
      const responses = document.paths[path]?.[method.toLowerCase()]?.responses;
      const told = answer.statusCode === 200 ? responses?.['200'] : undefined;
      const wanted = told?.content?.['application/json']?.schema.$ref;
      const schema = wanted === undefined ? 'error-1' : wanted.slice(wanted.lastIndexOf('/') + 1);
      const check = ajv.compile(document.components.schemas[schema] ?? false);
      expect(check(answer.json()), `${name}: ${JSON.stringify(check.errors)}`).toBe(true);
      if (method === 'GET') expect(answer.statusCode, `${name}: ${answer.body}`).toBe(200);
      // What the quick project reports of its test set is stored, and told to nobody.
      expect(answer.body, name).not.toContain('0.987654');
    }
  });

  it('includes the document itself', async () => {
    const answer = await server.inject({ url: '/api/openapi.json' });
    expect(answer.json()).toMatchObject({ openapi: '3.1.0', paths: { '/rounds/{round}/table': { get: {} } } });
  });

  it.each(Object.keys(routes).filter((name) => name.startsWith('GET')))('is tried for %s', (name) => {
    expect(Object.keys(calls)).toContain(name);
  });
});
