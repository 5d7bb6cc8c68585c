import { describe, expect, it } from 'vitest';
import { dataOf, drawn } from '../testing/drawn.ts';
import { launchHistory, type LaunchPoint } from './launch-history.ts';

type Told = Pick<LaunchPoint, 'number' | 'change' | 'value' | 'interval'>;

const measuredBy = (direction: 'minimize' | 'maximize', maxSteps = 10) => ({
  objective: { metric: 'valid/error', direction },
  maxSteps,
  stepUnit: 'epoch',
});

const told: readonly Told[] = [
  { number: 0, change: 'baseline', value: 0.3, interval: [0.29, 0.31] },
  { number: 1, change: '<b>lr</b>', value: 0.25 },
  { number: 2, change: 'lost', value: NaN },
  { number: 3, change: 'decay', value: 0.2 },
];
const launches = told.map((one): LaunchPoint => ({ ...one, ...measuredBy('minimize') }));

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

  it('joins what was measured at one length only, and leaves another objective out', async () => {
    const objective = { metric: 'valid/error', direction: 'minimize' } as const;
    const longer = launches.map((one) => ({ ...one, number: one.number + 4, maxSteps: 20, value: one.value / 2 }));
    const elsewhere = { ...longer[0], ...measuredBy('minimize'), number: 9, change: '', value: 5 };
    const other = { ...elsewhere, objective: { metric: 'valid/loss', direction: 'minimize' } as const };
    const figure = launchHistory([...launches, ...longer, other], objective);
    const rows = dataOf(figure?.spec);
    expect(rows.map(({ x, length }) => [x, length])).toEqual([
      ...[0, 1, 3].map((x) => [x, 'epoch 10']),
      ...[4, 5, 7].map((x) => [x, 'epoch 20']),
    ]);
    expect((rows[0]?.['change'] as readonly string[]).join(' ')).toBe('baseline (to epoch 10)');
    expect(figure?.claim).toBe(
      '2 launches took valid/error from 0.15 to 0.1, trained to epoch 20; 3 measured at another length stand apart',
    );
    expect(launchHistory([...launches, ...longer.slice(0, 1)], objective)?.claim).toBe(
      'the baseline has valid/error 0.15, trained to epoch 20; 3 measured at another length stand apart',
    );
    if (figure !== null) expect((await drawn(figure)).warnings).toEqual([]);
  });

  it('stays narrow whatever was changed: labels are broken into lines, and cut', async () => {
    const change = Array.from({ length: 30 }, (_, index) => `hyperparameter_${index} 0.1 → 0.2`).join(', ');
    const figure = launchHistory(
      [...launches.slice(0, 2), { number: 2, change, value: 0.2, ...measuredBy('minimize') }],
      {
        metric: 'valid/error',
        direction: 'minimize',
      },
    );
    const label = dataOf(figure?.spec).at(-1)?.['change'] as readonly string[];
    expect(label).toHaveLength(3);
    expect(label[2]).toMatch(/…$/);
    if (figure === null) return;
    const { svg } = await drawn(figure);
    expect(Number(/ width="(\d+)"/.exec(svg)?.[1])).toBeLessThan(480);
  });

  it.each(['minimize', 'maximize'] as const)('draws a first baseline alone (%s)', async (direction) => {
    const points = told.slice(0, 1).map((one) => ({ ...one, ...measuredBy(direction) }));
    const figure = launchHistory(points, { metric: 'valid/error', direction });
    expect(figure?.claim).toBe('the baseline has valid/error 0.3; nothing has been launched since');
    if (figure !== null) expect((await drawn(figure)).warnings).toEqual([]);
    expect(launchHistory([], { metric: 'valid/error', direction })).toBeNull();
  });
});
