import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../engine/index.ts';
import { quickProject, type QuickProject } from '../../test/quick-project.ts';
import { perform } from './operation-input.ts';
import { trials } from './trials.ts';

/** Whole rounds of processes, with their reports: a slow machine takes minutes. */
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let project: QuickProject;

beforeEach(async () => {
  project = quickProject({ '01-first.yaml': 'attune: 1\ngoal: maximize\nsearch: halton\nbudget: { trials: 7 }\n' });
  await project.document('run', '1');
});

afterEach(() => project.remove());

const list = (input: object) =>
  perform(
    trials,
    {
      directory: project.directory,
      clock: systemClock,
      environment: process.env,
      actor: 'test',
      progress: () => undefined,
      signal: new AbortController().signal,
    },
    input,
  );

/** Every page until there is none. */
async function paged(input: object): Promise<readonly (readonly number[])[]> {
  const pages = [];
  for (let after: number | null = 0; after !== null;) {
    const page: Awaited<ReturnType<typeof list>> = await list({ ...input, after, limit: 2 });
    pages.push(page.trials.map(({ trial }) => trial));
    after = page.next;
  }
  return pages;
}

describe('trials', () => {
  it('come page by page, each once, in either order', async () => {
    for (const sort of ['number', 'objective']) {
      const all = (await list({ sort })).trials.map(({ trial }) => trial);
      const pages = await paged({ sort });
      expect(pages.flat()).toEqual(all);
      expect(pages.map(({ length }) => length)).toEqual(
        all.map((_, i) => (i % 2 === 0 ? Math.min(2, all.length - i) : 0)).filter(Boolean),
      );
    }
  });

  it('are those of a study where one is named', async () => {
    const { trials: baseline, total } = await list({ study: 1 });
    expect(total).toBe(baseline.length);
    expect(new Set(baseline.map(({ study }) => study)).size).toBe(1);
    expect(baseline.length).toBeLessThan((await list({})).total);
  });
});
