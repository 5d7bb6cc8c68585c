import { adviceOn, resolveRound } from '@attune/core/design';
import { stream } from '@attune/core/numeric';
import { samplerFor } from '@attune/core/samplers';
import { parseSpace, toUnit, type Space } from '@attune/core/space';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openMemoryStore, type Store } from '../../store/index.ts';
import { sampleProject } from '../../testing/sample-project.ts';
import { attempt, insert, round, study, trial, writer } from '../../testing/store-rows.ts';
import { knownBefore } from './plan-known.ts';

const { space } = parseSpace({
  a: { range: [0, 1] },
  b: { range: [0, 1] },
  c: { range: [0, 1] },
  d: { range: [0, 1] },
});
const project = sampleProject({ space, baseline: { a: 0.5, b: 0.5, c: 0.5, d: 0.5 } });

let store: Store;

beforeEach(async () => {
  store = openMemoryStore();
  await store.write([insert('project', { id: 1, project, revision: 1 })], writer);
});

afterEach(() => store.close());

/** A completed round of 100 trials, whose result depends on `a`, and on `b` with `a`; `c` and `d` are noise. */
async function write(number: number): Promise<void> {
  const file = {
    name: 'r',
    goal: 'maximize',
    question: '',
    scientific: [],
    fixed: [],
    nuisance: 'rest',
    ranges: [],
    search: { kind: 'halton' },
    trials: 100,
    baselineSeeds: 0,
    notes: '',
  } as const;
  const resolved = resolveRound(project, file, number);
  const [plan] = resolved.studies;
  if (plan === undefined) throw new Error('there is no study');
  await store.write(
    [
      insert('round', { ...round(number), resolved, status: 'completed' }),
      insert('study', { ...study(number, number), plan }),
    ],
    writer,
  );
  const noise = stream(number, 'noise');
  const points = samplerFor(plan.sampler).suggest({ space, budget: 100 }, 0, 100, plan.seed);
  for (const [index, { configuration }] of points.entries()) {
    const id = 1000 * number + index;
    const at = space.hyperparameters.map((one) => toUnit(one, configuration[one.id] ?? null));
    const value = 10 + 2 * (at[0] ?? 0) + 2 * ((at[0] ?? 0) - 0.5) * ((at[1] ?? 0) - 0.5) + 0.05 * noise.normal();
    const ended = { ...trial(id, number, number), configuration, seed: id, state: { status: 'completed' } } as const;
    await store.write([insert('trial', ended), insert('attempt', attempt(id, 1))], writer);
    const series = [{ metric: 'valid/loss', steps: [100], values: [value] }];
    const offsets = { from: { metrics: 0, stdout: 0 }, to: { metrics: 1, stdout: 0 } };
    await store.ingest([{ trial: id, attempt: 1, series, checkpoints: [], ...offsets }], writer);
  }
}

it('is nothing where nothing has run', async () => {
  const nothing = { insensitive: [], interacting: [], baselineRuns: 0 };
  expect(await knownBefore(null, 1, project)).toEqual(nothing);
  expect(await knownBefore(store, 1, project)).toEqual({ ...nothing, searchedAtBaseline: [] });
});

it('is what earlier rounds found: what matters little, and which pairs interact', async () => {
  await write(1);
  const known = await knownBefore(store, 2, project);
  const found = known.insensitive.map(({ hyperparameter, round: of }) => `${hyperparameter} of round ${of}`);
  expect(found).toContain('c of round 1');
  expect(found.join()).not.toMatch(/\b[ab] of/);
  expect(known.interacting).toEqual([['a', 'b']]);
  // Only rounds before the one that is designed.
  expect((await knownBefore(store, 1, project)).insensitive).toEqual([]);
});

it('leaves out what has another range since, or is gone', async () => {
  await write(1);
  const wider: Space = parseSpace({ a: { range: [0, 1] }, b: { range: [0, 1] }, c: { range: [0, 2] } }).space;
  expect((await knownBefore(store, 2, { ...project, space: wider })).insensitive).toEqual([]);
});

it('knows where an earlier round searched beside the baseline, not where another baseline has been set since', async () => {
  await write(1);
  expect((await knownBefore(store, 2, project)).searchedAtBaseline).toEqual(['a', 'b', 'c', 'd']);
  const launched = { ...project, baseline: { ...project.baseline, b: 0.25 } };
  const known = await knownBefore(store, 2, launched);
  expect(known.searchedAtBaseline).toEqual(['a', 'c', 'd']);
  // What leaves the launched value out is said as advice again, and beside the old one as a note.
  const range = (hyperparameter: string) => ({ kind: 'range', hyperparameter, range: [0.6, 1] }) as const;
  const file = { name: '', goal: 'maximize', question: '', scientific: [], fixed: [], nuisance: 'rest' } as const;
  const rest = { search: { kind: 'halton' }, trials: 100, notes: '' } as const;
  const advice = adviceOn(launched, { ...file, ...rest, ranges: [range('a'), range('b')] }, { number: 2, known });
  expect(advice.flatMap(({ code, severity, hyperparameters }) => [code, severity, ...hyperparameters])).toEqual(
    expect.arrayContaining(['baseline-outside', 'advice', 'b', 'note', 'a']),
  );
});
