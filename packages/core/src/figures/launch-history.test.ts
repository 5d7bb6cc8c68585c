import { describe, expect, it } from 'vitest';
import { dataOf, drawn } from '../testing/drawn.ts';
import { launchHistory, type LaunchPoint } from './launch-history.ts';

const launches: readonly LaunchPoint[] = [
  { number: 0, change: 'baseline', value: 0.3, interval: [0.29, 0.31] },
  { number: 1, change: '<b>lr</b>', value: 0.25 },
  { number: 2, change: 'lost', value: NaN },
  { number: 3, change: 'decay', value: 0.2 },
];

describe('launch history', () => {
  it('holds every launch with a value, and tells from where to where', async () => {
    const figure = launchHistory(launches, { metric: 'valid/error', direction: 'minimize' });
    expect(dataOf(figure?.spec).map(({ x, y }) => [x, y])).toEqual([
      [0, 0.3],
      [1, 0.25],
      [3, 0.2],
    ]);
    expect(figure?.claim).toBe('2 launches took valid/error from 0.3 to 0.2');
    if (figure !== null) {
      const { svg, warnings } = await drawn(figure);
      expect(warnings).toEqual([]);
      expect(svg).not.toMatch(/<b>|NaN/);
    }
  });

  it('stays narrow whatever was changed: labels are broken into lines, and cut', async () => {
    const change = Array.from({ length: 30 }, (_, index) => `hyperparameter_${index} 0.1 → 0.2`).join(', ');
    const figure = launchHistory([...launches.slice(0, 2), { number: 2, change, value: 0.2 }], {
      metric: 'valid/error',
      direction: 'minimize',
    });
    const label = dataOf(figure?.spec).at(-1)?.['change'] as readonly string[];
    expect(label).toHaveLength(3);
    expect(label[2]).toMatch(/…$/);
    if (figure === null) return;
    const { svg } = await drawn(figure);
    expect(Number(/ width="(\d+)"/.exec(svg)?.[1])).toBeLessThan(480);
  });

  it.each(['minimize', 'maximize'] as const)('draws a first baseline alone (%s)', async (direction) => {
    const figure = launchHistory(launches.slice(0, 1), { metric: 'valid/error', direction });
    expect(figure?.claim).toBe('the baseline has valid/error 0.3; nothing has been launched since');
    if (figure !== null) expect((await drawn(figure)).warnings).toEqual([]);
    expect(launchHistory([], { metric: 'valid/error', direction })).toBeNull();
  });
});
