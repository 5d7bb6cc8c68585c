import { describe, expect, it } from 'vitest';
import type { CurveLine } from './curve-line.ts';
import { outgrown, type ArrivedPoints } from './outgrown.ts';
import { robustLimits } from './robust-limits.ts';

const line = (trial: number, y: readonly number[], metric = 'valid/loss'): CurveLine => ({
  trial,
  metric,
  x: Float64Array.from(y, (_, index) => index + 1),
  y: Float64Array.from(y),
  superseded: [],
  bestStep: null,
  lastStep: y.length,
});

const points = (from: number, values: readonly number[], attempt = 1): ArrivedPoints => ({
  steps: values.map((_, index) => from + index),
  values,
  attempt,
});

interface Asked {
  readonly front?: readonly number[];
  readonly metrics?: readonly string[];
}

const asked = (lines: readonly CurveLine[], came: Readonly<Record<number, ArrivedPoints>>, given: Asked = {}) =>
  outgrown(lines, {
    trials: Object.keys(came).map(Number),
    front: [],
    metrics: ['valid/loss'],
    arrived: (trial, metric) => (metric === 'valid/loss' ? came[trial] : undefined),
    ...given,
  });

describe('curves that outgrow what was read', () => {
  const read = [line(1, [2, 1.5, 1]), line(2, [1.8, 1.2])];

  it('are those with a value beyond all that was read of their metric', () => {
    expect(asked(read, { 1: points(4, [0.9]), 2: points(3, [1.1, 1]) })).toEqual([1]);
    expect(asked(read, { 1: points(4, [2]), 2: points(3, [2.1]) })).toEqual([2]);
  });

  it('counts only what arrived after what was read, and of a later attempt all', () => {
    expect(asked(read, { 1: points(1, [9, 9, 9]) })).toEqual([]);
    expect(asked(read, { 1: points(1, [9, 1.5, 1], 2) })).toEqual([1]);
  });

  it('leaves out what is not finite: it has no place on an axis', () => {
    expect(asked(read, { 1: points(4, [NaN, Infinity, -Infinity]) })).toEqual([]);
    expect(asked([line(1, [NaN, 2, 1, Infinity])], { 1: points(5, [1.5]) })).toEqual([]);
  });

  it('are all of which points arrived where nothing was read', () => {
    expect(asked([], { 1: points(1, [0.5]), 2: points(1, []) })).toEqual([1]);
    const metrics = ['valid/loss', 'train/loss'];
    expect(asked([line(3, [1], 'train/loss')], { 1: points(1, [1]) }, { metrics })).toEqual([1]);
  });

  it('hide behind no steep start: a loss that has come far and then leaves the limits is among them', () => {
    const far = Array.from({ length: 200 }, (_, index) => 92 / (1 + index) ** 1.07);
    const own = line(1, far);
    const [low, high] = robustLimits([{ ...own, front: true }], { direction: 'minimize', log: false }) ?? [0, 0];
    expect(asked([own], { 1: points(201, [low - 0.001]) }, { front: [1] })).toEqual([1]);
    expect(asked([own], { 1: points(201, [high + 1]) }, { front: [1] })).toEqual([1]);
  });

  it('hide behind no run that diverged: those in front are measured by what is in front', () => {
    const lines = [line(1, [2, 1.5, 1]), line(2, [2, 40, 1e6])];
    expect(asked(lines, { 1: points(4, [3]) }, { front: [1] })).toEqual([1]);
    expect(asked(lines, { 2: points(4, [5e5]) }, { front: [1] })).toEqual([]);
  });
});
