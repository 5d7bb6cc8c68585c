import { expect, it } from 'vitest';
import { viewOf } from '../insight/index.ts';
import { planted, unitSpace, type Fate, type Places } from '../testing/planted.ts';
import type { Stream } from '../numeric/index.ts';
import type { Figure } from './figure.ts';
import { sensitivityFigures } from './sensitivity-figures.ts';

function figures(
  fate: (places: Places, random: Stream) => Fate,
  trials = 200,
  dimensions = 3,
): readonly (Figure | null)[] {
  const round = planted({
    seed: 2,
    space: unitSpace(dimensions),
    trials,
    evaluations: 1,
    bestAt: () => 1,
    fate,
  });
  return sensitivityFigures(viewOf(round, undefined, new Map()));
}

const interacting = ({ x1 = 0, x2 = 0 }: Places, random: Stream): number =>
  10 + x1 + 6 * (x1 - 0.5) * (x2 - 0.5) + 0.1 * random.normal();

it('draws a bar with its interval for each hyperparameter, in both regions, the most important first', () => {
  const [bars] = figures(({ x2 = 0 }, random) => 10 + x2 + 0.1 * random.normal());
  expect(bars).toMatchObject({
    id: 'sensitivity',
    claim: 'x2 matters most, over all feasible trials and among the better half of them',
  });
  const panels = bars?.spec['hconcat'] as readonly { readonly data: { readonly values: readonly unknown[] } }[];
  expect(panels).toHaveLength(2);
  for (const { data } of panels) {
    expect(data.values).toHaveLength(3);
    expect(data.values[0]).toMatchObject({ y: 'x2', proven: true });
    expect(data.values[1]).toMatchObject({ proven: false });
  }
});

it('maps the pairs, with numbers where they are more than chance', () => {
  const map = figures(interacting).find((figure) => figure?.id === 'interaction');
  expect(map?.claim).toBe('what x1 does depends on x2');
  const { values } = map?.spec['data'] as { readonly values: readonly Record<string, unknown>[] };
  expect(values[0]).toMatchObject({ x: 'x1', y: 'x2', proven: true });
  expect(values.filter(({ proven }) => proven === true)).toHaveLength(1);
});

it('has no map where nothing interacts or only two hyperparameters vary, and nothing where nothing matters', () => {
  expect(figures(({ x2 = 0 }, random) => x2 + 0.1 * random.normal())[1]).toBeNull();
  expect(figures(interacting, 200, 2)[1]).toBeNull();
  expect(figures((_places, random) => random.normal(), 20)).toEqual([]);
  expect(figures(interacting, 200, 1)).toEqual([]);
  expect(figures(interacting, 3)).toEqual([]);
});
