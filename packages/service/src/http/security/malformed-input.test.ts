/** Whatever is sent to whatever route, the answer is no defect: a result or a refusal in the one shape. */
import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quickProject, type QuickProject } from '../../../test/quick-project.ts';
import { quickServer, type QuickServer } from '../../../test/quick-server.ts';
import { routeParts } from '../route-path.ts';
import { routes } from '../routes.ts';

let project: QuickProject;
let running: QuickServer;
let server: FastifyInstance;

beforeAll(async () => {
  project = quickProject({ '01-first.yaml': 'attune: 1\ngoal: maximize\nbudget: { trials: 2 }\nbaseline_seeds: 1\n' });
  await project.document('run', '1');
  running = await quickServer(project);
  ({ server } = running);
}, 180_000);

afterAll(async () => {
  await running.close();
  project.remove();
});

const odd = fc.oneof(
  fc.constantFrom(
    '1',
    '0',
    '-1',
    '1e9',
    '9007199254740993',
    'NaN',
    'null',
    '',
    ' ',
    '..',
    '../../etc/passwd',
    '1,2,x',
    '%',
  ),
  fc.constantFrom(
    '<img src=x onerror=alert(1)>',
    "' or 1=1 --",
    '__proto__',
    'constructor',
    '\u0000',
    '🌱',
    'a'.repeat(500),
  ),
  fc.constantFrom('valid/loss', 'axis:lr', '01-first.yaml', 'stdout', 'valid/error:minimize'),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.integer().map(String),
);

/** What there is, so that more than the first check is passed. */
const known = fc.constantFrom('1', '2', 'axis:lr', '01-first.yaml', 'stdout', 'valid/loss');

/** Names that routes know, so that more than the first check is reached, and some that none knows. */
const name = fc.constantFrom(
  ...new Set(Object.values(routes).flatMap(({ input }) => Object.keys(propertiesOf(input)))),
  '__proto__',
  'toString',
  'x',
);

const body = fc.oneof(
  { weight: 4, arbitrary: fc.dictionary(name, fc.oneof(odd, fc.jsonValue({ maxDepth: 3 })), { maxKeys: 6 }) },
  { weight: 1, arbitrary: fc.jsonValue() },
);

const call = fc.record({
  route: fc.constantFrom(...Object.keys(routes)),
  path: fc.array(fc.oneof(known, odd), { minLength: 3, maxLength: 3 }),
  query: fc.array(fc.tuple(name, fc.oneof(known, odd)), { maxLength: 2 }),
  body: fc.oneof(
    body.map((value) => JSON.stringify(value)),
    fc.string({ maxLength: 40 }),
  ),
  type: fc.constantFrom('application/json', 'application/json', 'application/json; charset=utf-8', 'text/plain'),
});

describe('malformed input', () => {
  it('never makes a defect, on any route', async () => {
    const statuses: number[] = [];
    await fc.assert(
      fc.asyncProperty(call, async ({ route, path, query, body: payload, type }) => {
        const { method, path: template } = partsOf(route);
        let at = 0;
        const filled = template.replaceAll(/\{\w+\}/g, () =>
          encodeURIComponent(path[at++] ?? '').replace(/^\.+$/, '%2e'),
        );
        const asked = new URLSearchParams(query.map(([key, value]): [string, string] => [key, value]));
        const changing = method === 'POST' || method === 'PUT';
        const answer = await server.inject({
          method,
          url: `/api/v1${filled}?${asked.toString()}`,
          ...(changing ? { payload, headers: { 'content-type': type } } : {}),
        });
        const about = `${method} ${filled}?${asked.toString()} ${changing ? payload : ''}: ${answer.body.slice(0, 300)}`;
        statuses.push(answer.statusCode);
        expect(answer.statusCode, about).toBeLessThan(500);
        if (answer.statusCode >= 400) expect(answer.json(), about).toMatchObject({ schema: 'error/1' });
      }),
      { numRuns: 1_500, seed: 20_261 },
    );
    // Neither all of it was malformed, nor was all of it taken.
    const taken = statuses.filter((status) => status === 200).length;
    expect(taken).toBeGreaterThan(100);
    expect(statuses.length - taken).toBeGreaterThan(500);
  }, 120_000);

  it('never makes a defect where the address itself is odd', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 60 }), async (path) => {
        const url = `/api/v1/${path.replaceAll(/[\s#]/g, '')}`;
        const answer = await server.inject({ url });
        expect(answer.statusCode, url).toBeLessThan(500);
        if (answer.statusCode >= 400) expect(answer.json(), url).toMatchObject({ schema: 'error/1' });
      }),
      { numRuns: 200, seed: 20_262 },
    );
  });
});

function partsOf(name: string) {
  const operation = Object.entries(routes).find(([row]) => row === name)?.[1];
  if (operation === undefined) throw new Error(`no route ${name}`);
  return routeParts(name, operation);
}

function propertiesOf(input: object): object {
  return (Reflect.get(input, 'properties') as object | undefined) ?? {};
}
