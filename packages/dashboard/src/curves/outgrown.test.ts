import { describe, expect, it } from 'vitest';
import type { CurveLine } from './curve-line.ts';
import { outgrown, type ArrivedPoints } from './outgrown.ts';

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

const asked = (
  lines: readonly CurveLine[],
  arrived: Readonly<Record<number, ArrivedPoints>>,
  metrics = ['valid/loss'],
) =>
  outgrown(lines, Object.keys(arrived).map(Number), metrics, (trial, metric) =>
    metric === 'valid/loss' ? arrived[trial] : undefined,
  );

describe('curves that outgrow what was read', () => {
  const read = [line(1, [2, 1.5, 1]), line(2, [1.8, 1.2])];

  it('are those with a value beyond all that was read, and the room that limits leave', () => {
    expect(asked(read, { 1: points(4, [0.9, 0.8]), 2: points(3, [1.1, 0.96]) })).toEqual([1]);
    expect(asked(read, { 1: points(4, [2.2]), 2: points(3, [2.04]) })).toEqual([1]);
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
    expect(asked([line(3, [1], 'train/loss')], { 1: points(1, [1]) }, ['valid/loss', 'train/loss'])).toEqual([1]);
  });
});
