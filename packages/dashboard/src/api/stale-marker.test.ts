import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { staleMarker } from './stale-marker.ts';

let client: QueryClient;

beforeEach(() => {
  vi.useFakeTimers();
  client = new QueryClient({ defaultOptions: { queries: { staleTime: 60_000, networkMode: 'always' } } });
});

afterEach(() => {
  client.clear();
  vi.useRealTimers();
});

/** Reads and follows it; returns how often it was read. `takes` milliseconds. */
function follow(route: string, input: object, takes = 0): () => number {
  let reads = 0;
  const observer = new QueryObserver(client, {
    queryKey: [route, input],
    queryFn: async () => {
      reads++;
      await new Promise((resolve) => setTimeout(resolve, takes));
      return reads;
    },
  });
  observer.subscribe(() => undefined);
  return () => reads;
}

const ended = (trial: number) => ({ kind: 'trial.completed', subject: `trial ${trial}` });

describe('marking reads as old', () => {
  it('reads once again for many changes at once, and only what they touch', async () => {
    const status = follow('GET /status', {});
    const project = follow('GET /project', {});
    const own = follow('GET /trials/{trial}', { trial: 7 });
    const other = follow('GET /trials/{trial}', { trial: 8 });
    const curves = follow('GET /curves', { trials: [5, 7], metrics: ['valid/loss'] });
    await vi.advanceTimersByTimeAsync(10);
    const marker = staleMarker(client);
    for (let count = 0; count < 50; count++) marker.add(ended(7));
    await vi.advanceTimersByTimeAsync(400);
    expect([status(), project(), own(), other(), curves()]).toEqual([2, 1, 2, 1, 2]);
    marker.stop();
  });

  it('reads at most four times a second, and what is slow less often', async () => {
    const status = follow('GET /status', {});
    const table = follow('GET /rounds/{round}/table', { round: 1 });
    await vi.advanceTimersByTimeAsync(10);
    const marker = staleMarker(client);
    for (let tick = 0; tick < 100; tick++) {
      marker.add(ended(tick));
      await vi.advanceTimersByTimeAsync(100);
    }
    // Ten seconds of changes: 40 ticks of 250 ms, 4 of 3 s.
    expect(status()).toBeGreaterThan(20);
    expect(status()).toBeLessThanOrEqual(42);
    expect(table()).toBeGreaterThanOrEqual(3);
    expect(table()).toBeLessThanOrEqual(6);
    marker.stop();
  });

  it('lets a read end that takes longer than changes take to come, and repeats it then', async () => {
    const status = follow('GET /status', {}, 1_000);
    await vi.advanceTimersByTimeAsync(1_100);
    const marker = staleMarker(client);
    for (let tick = 0; tick < 30; tick++) {
      marker.add(ended(tick));
      await vi.advanceTimersByTimeAsync(100);
    }
    await vi.advanceTimersByTimeAsync(3_000);
    expect(client.getQueryData(['GET /status', {}])).toBe(status());
    expect(status()).toBeGreaterThanOrEqual(3);
    expect(status()).toBeLessThanOrEqual(6);
    marker.stop();
  });
});
