import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { quickProject, type QuickProject } from '../../../test/quick-project.ts';
import type { AnalysisWorker } from './analyst.ts';
import { analysisParts } from './parts.ts';
import { analystWorker } from './analyst-worker.ts';

/** Whole rounds of processes, with their reports: a slow machine takes minutes. */
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let project: QuickProject;
let worker: AnalysisWorker;

beforeAll(async () => {
  project = quickProject({ '01-first.yaml': 'attune: 1\ngoal: maximize\nsearch: halton\nbudget: { trials: 6 }\n' });
  await project.document('run', '1');
  const folder = join(project.directory, '.attune');
  worker = analystWorker({ address: join(folder, 'store.db'), folder });
});

afterAll(async () => {
  await worker.close();
  project.remove();
});

/** But for when it was made. */
const timeless = (report: string): unknown => ({ ...(JSON.parse(report) as object), generatedAt: '' });

describe('the worker', () => {
  it('gives from elsewhere what is made here, however often it is asked', async () => {
    const here = await project.withStore((store) => analysisParts(store, { round: 1, keepFeasible: [2] }, 0));
    for (let time = 0; time < 2; time++) {
      const there = await worker.analyse({ round: 1, keepFeasible: [2] }, false);
      expect(there.figures).toEqual(here.figures);
      expect(there.figures.length).toBeGreaterThan(2);
      expect(there.trials).toBe(here.trials);
      expect(timeless(there.report)).toEqual(timeless(here.report));
    }
  });

  it('refuses as an operation does', async () => {
    await expect(worker.analyse({ round: 7 }, false)).rejects.toMatchObject({ code: 'not-found' });
    await expect(worker.analyse({ round: 1, objective: 'valid/nothing' }, false)).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('valid/nothing') as unknown,
    });
  });

  it('tells those who wait when its process breaks off, and begins another', async () => {
    const crashing = analystWorker(
      { address: '', folder: '' },
      new URL('../../testing/crashing-analysis.ts', import.meta.url),
    );
    const broken = crashing.analyse({ round: 13 }, false);
    const next = crashing.analyse({ round: 2 }, false);
    await expect(broken).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('the analysis of round 13 broke off') as unknown,
    });
    await expect(next).rejects.toMatchObject({ message: 'there is no round 2' });
    await crashing.close();
    await expect(crashing.analyse({ round: 2 }, false)).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('does what is waited for before what is idle', async () => {
    const order: string[] = [];
    const note = (name: string) => () => void order.push(name);
    const later = { round: 3 };
    const crashing = analystWorker(
      { address: '', folder: '' },
      new URL('../../testing/crashing-analysis.ts', import.meta.url),
    );
    const jobs = [
      crashing.analyse({ round: 1 }, true).catch(note('at work')),
      crashing.analyse({ round: 2 }, true).catch(note('idle')),
      crashing.analyse(later, true).catch(note('hastened')),
      crashing.analyse({ round: 4 }, false).catch(note('wanted')),
    ];
    crashing.hasten(later);
    await Promise.all(jobs);
    expect(order).toEqual(['at work', 'wanted', 'hastened', 'idle']);
    await crashing.close();
  });

  it('is full where so many are waited for, whatever is idle', async () => {
    const busy = analystWorker(
      { address: '', folder: '' },
      new URL('../../testing/crashing-analysis.ts', import.meta.url),
    );
    const ask = (idle: boolean): Promise<unknown> => busy.analyse({ round: 1 }, idle).catch(() => undefined);
    const asked = [ask(false)];
    for (let count = 0; count < 40; count++) asked.push(ask(true));
    for (let count = 0; count < 15; count++) asked.push(ask(false));
    expect(busy.full()).toBe(false);
    asked.push(ask(false));
    expect(busy.full()).toBe(true);
    await Promise.all(asked);
    expect(busy.full()).toBe(false);
    await busy.close();
  });
});
