import { expect, it } from 'vitest';
import type { Diagnosis } from '../diagnosis/index.ts';
import type { Box } from './clear-height.ts';
import { diagnosedMarks } from './diagnosed-marks.ts';

const steps = Array.from({ length: 101 }, (_, i) => i);
const curve = { metric: 'loss', steps, values: steps.map((step) => 0.2 + Math.exp(-step / 10)) };
const diagnosis: Diagnosis = { code: 'saturated', metric: 'loss', step: 40, until: null, confidence: 0.9, numbers: {} };

const valuesOf = (layer: unknown): readonly Record<string, unknown>[] =>
  (layer as { readonly data: { readonly values: readonly Record<string, unknown>[] } }).data.values;

const drawnWith = (taken: readonly Box[]): ReturnType<typeof diagnosedMarks> =>
  diagnosedMarks(
    [1, 2].map((trial) => ({ trial, curve, diagnoses: [diagnosis] })),
    {
      width: 330,
      height: 210,
      limits: { log: false, domain: [0.15, 1.2] },
      lastStep: 100,
      drawn: [steps.map((x, i) => ({ x, y: curve.values[i] ?? 0, trial: 1 }))],
      best: [1, 2],
      taken,
      x: {},
      y: {},
    },
  );

it('marks every beginning, and names the first of a kind off the curve', () => {
  const [rules, points, ...texts] = drawnWith([]);
  expect(valuesOf(points).map(({ trial, x }) => [trial, x])).toEqual([
    [1, 40],
    [2, 40],
  ]);
  const names = texts.flatMap(valuesOf).filter(({ label }) => label !== '');
  // Its halo and itself.
  expect(names.map(({ label, trial }) => [label, trial])).toEqual([
    ['flat from here', 1],
    ['flat from here', 1],
  ]);
  // The curve is flat at 0.2 there; 8 px of half a label are 0.04.
  expect(Math.abs(Number(names[0]?.['labelY']) - 0.218)).toBeGreaterThan(0.04);
  expect(valuesOf(rules)).toEqual([]);
});

it('leads to a name that has to stand far off', () => {
  const [rules] = drawnWith([{ left: 0, right: 330, top: 100, bottom: 210 }]);
  expect(valuesOf(rules).map(({ label }) => label)).toEqual(['flat from here']);
  // At most 92 px from the top of 210, for its lower half to clear 100; a step of 6 px is 0.03.
  expect(Number(valuesOf(rules)[0]?.['labelY'])).toBeCloseTo(0.15 + (1.05 * 118) / 210, 2);
});
