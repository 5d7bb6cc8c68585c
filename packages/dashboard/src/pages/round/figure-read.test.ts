import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ApiError } from '@attune/client';
import type { client } from '../../api/client.ts';
import { figureRead, figuresFollow } from './figure-read.ts';

const order = { round: 1 };
const of = (version: string) => ({ order, version });
const report = ['GET /rounds/{round}/report', order];

const missing = new ApiError(404, { schema: 'error/1', code: 'not-found', message: 'no such figure', issues: [] });

let cache: QueryClient;
/** The analysis that the server has. */
let newest: string;
let asked: string[];

const server = {
  call: (route: string, { id = '' }: { readonly id?: string }) => {
    if (route === 'GET /rounds/{round}/report') return Promise.resolve({ version: newest });
    asked.push(`${id} ${newest}`);
    if (id === 'broken') return Promise.reject(new Error('not drawn'));
    if (id === 'only in v1' && newest !== 'v1') return Promise.reject(missing);
    if (id === 'in none') return Promise.reject(missing);
    return Promise.resolve({ schema: 'figure/1', round: 1, id, title: id, claim: '', spec: {}, version: newest });
  },
} as unknown as typeof client;

beforeEach(() => {
  cache = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  newest = 'v1';
  asked = [];
  cache.setQueryData(report, 'of v1');
});

afterEach(() => cache.clear());

const isOld = (): boolean => cache.getQueryState(report)?.isInvalidated === true;

/** As a page that shows it. */
async function show(version: string, id: string): Promise<() => void> {
  const observer = new QueryObserver(cache, { ...figureRead(of(version), id, server), refetchInterval: false });
  const end = observer.subscribe(() => undefined);
  await cache.query(figureRead(of(version), id, server)).catch(() => undefined);
  return end;
}

describe('a figure', () => {
  it('is of the analysis that it is to stand beside', async () => {
    expect(await cache.query(figureRead(of('v1'), 'best', server))).toMatchObject({ version: 'v1' });
    expect(isOld()).toBe(false);
  });

  it('of a later one is not shown: the report is read again, and has it at once', async () => {
    newest = 'v2';
    expect(await cache.query(figureRead(of('v1'), 'best', server))).toBeNull();
    expect(isOld()).toBe(true);
    expect(await cache.query(figureRead(of('v2'), 'best', server))).toMatchObject({ version: 'v2' });
    expect(asked).toEqual(['best v2']);
  });

  it('that a later one does not have is no mistake; that its own does not have is one', async () => {
    await expect(cache.query(figureRead(of('v1'), 'in none', server))).rejects.toThrow('no such figure');
    expect(isOld()).toBe(false);
    newest = 'v2';
    expect(await cache.query(figureRead(of('v1'), 'only in v1', server))).toBeNull();
    expect(isOld()).toBe(true);
  });

  it('of a later one breaks off no report that is being read', async () => {
    let begun = 0;
    const ends: (() => void)[] = [];
    const observer = new QueryObserver(cache, {
      queryKey: report,
      queryFn: () => {
        begun++;
        const { promise, resolve } = Promise.withResolvers<string>();
        ends.push(() => resolve('of v2'));
        return promise;
      },
    });
    const end = observer.subscribe(() => undefined);
    newest = 'v2';
    for (const id of ['best', 'axes', 'curves']) await cache.query(figureRead(of('v1'), id, server));
    expect(begun).toBe(1);
    for (const one of ends) one();
    await expect.poll(() => cache.getQueryData(report)).toBe('of v2');
    end();
  });

  it('stays what it was where it is read again too late', async () => {
    await cache.query(figureRead(of('v1'), 'best', server));
    newest = 'v2';
    await cache.invalidateQueries();
    expect(await cache.query(figureRead(of('v1'), 'best', server))).toMatchObject({ version: 'v1' });
  });
});

describe('what a newer analysis says', () => {
  it('is told once the figures in sight are its own', async () => {
    const ends = [await show('v1', 'best'), await show('v1', 'gone')];
    newest = 'v2';
    const next = { ...of('v2'), figures: ['best', 'far below'] };
    expect(await figuresFollow(cache, of('v1'), next, server)).toBe(true);
    expect(asked).toEqual(['best v1', 'gone v1', 'best v2']);
    // From now on it is there.
    expect(await cache.query(figureRead(of('v2'), 'best', server))).toMatchObject({ version: 'v2' });
    expect(asked).toHaveLength(3);
    for (const end of ends) end();
  });

  it('waits where the server has gone on again', async () => {
    const end = await show('v1', 'best');
    newest = 'v3';
    expect(await figuresFollow(cache, of('v1'), { ...of('v2'), figures: ['best'] }, server)).toBe(false);
    expect(isOld()).toBe(true);
    expect(await figuresFollow(cache, of('v1'), { ...of('v3'), figures: ['best'] }, server)).toBe(true);
    end();
  });

  it('is not kept back by a figure that cannot be read', async () => {
    const end = await show('v1', 'broken');
    expect(await figuresFollow(cache, of('v1'), { ...of('v2'), figures: ['broken'] }, server)).toBe(true);
    end();
  });
});
