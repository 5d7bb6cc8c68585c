import { describe, expect, it } from 'vitest';
import { spotAt, spotsWithin } from './find-spots.ts';
import { spotsOf } from './spots.ts';

/** As Vega builds it: marks hold items, groups hold marks. */
const scene = {
  marktype: 'group',
  items: [
    {
      x: 10,
      y: 20,
      width: 300,
      height: 200,
      items: [
        {
          marktype: 'symbol',
          items: [
            { datum: { trial: 3 }, x: 0, y: 0 },
            { datum: { trial: 4 }, x: 50, y: 0 },
            { datum: { kind: 'baseline' }, x: 5, y: 5 },
            { datum: { trial: 5 }, x: Number.NaN, y: 0 },
          ],
        },
        { marktype: 'text', items: [{ datum: { trial: 3 }, x: 1, y: 1 }] },
        {
          marktype: 'group',
          items: [
            {
              x: 100,
              y: 0,
              items: [
                {
                  marktype: 'line',
                  items: [
                    { datum: { trial: 9 }, x: 0, y: 0 },
                    { datum: { trial: 9 }, x: 100, y: 100 },
                  ],
                },
              ],
            },
          ],
        },
      ],
    },
  ],
};
const spots = spotsOf(scene, 5, 5);

/** A line from corner to corner, one trial's. */
const line = (trial: number, stroke: string, strokeDash?: readonly number[]) => ({
  marktype: 'line',
  items: [0, 9].map((at) => ({ datum: { trial }, x: at, y: at, stroke, strokeWidth: 2, strokeDash })),
});

describe('where a figure shows trials', () => {
  it('keeps what tells the lines of a trial apart: training from validation, by colour and dashes', () => {
    const both = {
      marktype: 'group',
      items: [{ items: [line(1, 'blue', [4, 3]), line(1, 'orange'), line(2, 'grey')] }],
    };
    expect(spotsOf(both, 0, 0).lines.map(({ colour, dash, width }) => [colour, dash, width])).toEqual([
      ['blue', [4, 3], 2],
      ['orange', [], 2],
      [null, [], 2],
    ]);
  });

  it('reads marks and lines through nested groups, and nothing that stands for no trial', () => {
    expect([...spots.trial]).toEqual([3, 4]);
    expect(spots.areas).toEqual([{ x: 15, y: 25, width: 300, height: 200 }]);
    expect([...spots.x]).toEqual([15, 65]);
    expect([...spots.y]).toEqual([25, 25]);
    expect(spots.lines.map(({ trial, x }) => [trial, ...x])).toEqual([[9, 115, 215]]);
  });

  it('finds what lies within a rectangle, lines that only pass through it too', () => {
    expect([...spotsWithin(spots, { x: [0, 40], y: [0, 40] })]).toEqual([3]);
    expect([...spotsWithin(spots, { x: [150, 160], y: [0, 300] })]).toEqual([9]);
    expect([...spotsWithin(spots, { x: [150, 160], y: [200, 300] })]).toEqual([]);
    expect([...spotsWithin(spots, { x: [0, 300], y: [0, 300] })]).toEqual([3, 4, 9]);
  });

  it('finds the nearest mark, and a line where there is no mark', () => {
    expect(spotAt(spots, 17, 25, 8)).toBe(3);
    expect(spotAt(spots, 40, 25, 8)).toBeNull();
    expect(spotAt(spots, 167, 74, 8)).toBe(9);
  });
});
