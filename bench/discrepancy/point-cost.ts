/** What one more point costs, wherever in the sequence it lies. */
import type { SamplerSpec } from '@attune/core/study';
import { samplerFor, type Sampler } from '@attune/core/samplers';
import type { RangeHyperparameter, Space } from '@attune/core/space';

export interface PointCost {
  readonly kind: SamplerSpec['kind'];
  readonly space: string;
  /** Median microseconds of one point at each index, asked one at a time of a sampler that has served the study before. */
  readonly atIndex: readonly number[];
  /** Microseconds of the first point of a new sampler. */
  readonly first: number;
}

export const indices = [0, 1e3, 1e6, 1e9];

const kinds = ['halton', 'sobol', 'random'] as const;

export function pointCosts(): PointCost[] {
  return Object.entries(spaces).flatMap(([name, space]) =>
    kinds.map((kind) => {
      const sampler = samplerFor({ kind });
      return {
        kind,
        space: name,
        atIndex: indices.map((index) => microseconds(20, 200, (i) => one(sampler, space, index + i))),
        first: microseconds(20, 5, () => one(samplerFor({ kind }), space, 0)),
      };
    }),
  );
}

function one(sampler: Sampler, space: Space, index: number): void {
  sampler.suggest({ space, budget: 1 }, index, 1, 1);
}

/** Median over batches of the mean time of one call. */
function microseconds(batches: number, calls: number, work: (call: number) => void): number {
  const times = Array.from({ length: batches + 3 }, () => {
    const start = process.hrtime.bigint();
    for (let call = 0; call < calls; call++) work(call);
    return Number(process.hrtime.bigint() - start) / 1000 / calls;
  });
  // The first batches run before the code is compiled.
  const settled = times.slice(3).sort((a, b) => a - b);
  return settled[Math.floor(settled.length / 2)] ?? Number.NaN;
}

function range(id: string, off?: number): RangeHyperparameter {
  const plain: RangeHyperparameter = { kind: 'float', id, name: id, arg: id, low: 1e-3, high: 1, scale: 'log' };
  return off === undefined ? plain : { ...plain, off };
}

const spaces: Readonly<Record<string, Space>> = {
  '10 floats': { hyperparameters: Array.from({ length: 10 }, (_, j) => range(`x${j}`)) },
  '3 branches × 4 off-or-range': {
    hyperparameters: [
      {
        kind: 'choice',
        id: 'optimizer',
        name: 'optimizer',
        arg: 'optimizer',
        branches: ['sgd', 'momentum', 'adam'].map((label) => ({
          label,
          value: label,
          children: [range(`optimizer=${label}/lr`), range(`optimizer=${label}/beta`)],
        })),
      },
      ...Array.from({ length: 4 }, (_, j) => range(`r${j}`, 0)),
    ],
  },
};
