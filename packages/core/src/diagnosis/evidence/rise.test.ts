import { expect, it } from 'vitest';
import { stream } from '../../numeric/index.ts';
import { defaultDiagnosisOptions } from '../options.ts';
import { sustainedRises, type Rise } from './rise.ts';
import { setbacksOf, type Setback } from './setback.ts';
import { signalOf, type Signal } from './signal.ts';

/** Of 100 evaluations of an error: from 1 downwards, and `added`. */
const signal = (added: (time: number) => number, noise = 0.002): Signal => {
  const random = stream(2, 'rise test');
  const steps = [...Array(100).keys()];
  const values = steps.map((i) => Math.exp(-i / 12) + added(i / 99) + noise * random.normal());
  const made = signalOf(
    'objective',
    { metric: 'valid/error', steps, values },
    { objective: { metric: 'valid/error', direction: 'minimize' }, chance: null },
    { start: 0, end: 99 },
    defaultDiagnosisOptions,
  );
  if (made === undefined) throw new Error('no signal');
  return made;
};
const rises = (made: Signal): readonly Rise[] => sustainedRises(made, defaultDiagnosisOptions);
const setbacks = (made: Signal): readonly Setback[] => setbacksOf(made, defaultDiagnosisOptions);
const ramp = (time: number): number => Math.max(0, time - 0.5) * 0.4;
const step = (time: number): number => (time > 0.6 ? 0.3 : 0);
const bump = (time: number): number => (time > 0.6 && time < 0.63 ? 0.5 : 0);

it('measures a ramp', () => {
  const [rise] = rises(signal(ramp));
  expect(rise?.from).toBeGreaterThan(40);
  expect(rise?.from).toBeLessThan(65);
  expect(rise?.size).toBeCloseTo(0.2, 1);
  expect(rise?.left).toBeGreaterThan(0.8);
  expect(rise?.length).toBeGreaterThan(0.3);
});

it('sees no sustained rise in a step, a spike or noise', () => {
  expect(rises(signal(step))).toEqual([]);
  expect(rises(signal(bump))).toEqual([]);
  expect(rises(signal(() => 0, 0.05))).toEqual([]);
});

it('finds a rise after a spike, and how much of a hump is left', () => {
  const both = (time: number): number => bump(time + 0.4) + ramp(time);
  expect(rises(signal(both))).toHaveLength(1);
  const hump = (time: number): number => 0.3 * Math.exp(-(((time - 0.6) / 0.12) ** 2));
  expect(rises(signal(hump))[0]?.left).toBeLessThan(0.2);
});

it('measures a spike', () => {
  const [spike, ...others] = setbacks(signal(bump));
  expect(others).toEqual([]);
  expect(spike?.from).toBe(60);
  expect(spike?.back).toBe(63);
  expect(spike?.height).toBeCloseTo(0.5, 1);
  expect(spike?.sudden).toBe(true);
});

it('sees that a step does not come back, and that a ramp is not sudden', () => {
  expect(setbacks(signal(step))).toMatchObject([{ back: null, sudden: true }]);
  expect(setbacks(signal((time) => 2 * ramp(time)))).toMatchObject([{ back: null, sudden: false }]);
});

it('needs a spike to stand out of its neighbourhood where it loses little', () => {
  const little = (time: number): number => bump(time) / 3.5;
  expect(setbacks(signal(little))).toHaveLength(1);
  expect(setbacks(signal(little, 0.03))).toEqual([]);
});
