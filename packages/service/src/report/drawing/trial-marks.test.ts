import { describe, expect, it } from 'vitest';
import { drawSvg } from './draw.ts';
import { namedTrials } from './trial-marks.ts';

const rows = [
  { x: 1, y: 2, trial: 7 },
  { x: 2, y: 3, trial: 7 },
  { x: 1, y: 1, trial: 12 },
  { x: 2, y: 1, trial: 12 },
];
const encoding = { x: { field: 'x', type: 'quantitative' }, y: { field: 'y', type: 'quantitative' } };
const named = (svg: string): readonly string[] =>
  [...svg.matchAll(/ data-trial="(\d+)"/g)].map(([, trial = '']) => trial);

describe('trial marks', () => {
  it('name every point and every line once', async () => {
    expect(named(await drawSvg({ data: { values: rows }, mark: 'point', encoding }))).toEqual(['7', '7', '12', '12']);
    const lines = { data: { values: rows }, mark: 'line', encoding: { ...encoding, detail: { field: 'trial' } } };
    expect(named(await drawSvg(lines))).toEqual(['7', '12']);
    expect(named(await drawSvg({ data: { values: rows }, mark: 'rule', encoding }))).toHaveLength(4);
  });

  it('leave marks alone that stand for no trial, and for anything but a number', async () => {
    const others = [
      { x: 1, y: 1 },
      { x: 2, y: 2, trial: '"><script>' },
      { x: 3, y: 3, trial: null },
    ];
    const svg = await drawSvg({ data: { values: others }, mark: 'point', encoding });
    expect(named(svg)).toEqual([]);
    expect(svg).not.toContain('<script');
  });

  it('are not read from texts', () => {
    const text = '<text aria-label="x">trial:7</text>';
    expect(namedTrials(text)).toBe(text);
  });
});
