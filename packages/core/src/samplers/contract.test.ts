import { decode, strata } from '../space/index.ts';
import { samplerContract } from '../testing/sampler-contract.ts';
import { list } from './list.ts';
import { samplerFor } from './registry.ts';

samplerContract('halton', () => samplerFor({ kind: 'halton' }), { seeded: true, finite: false });
samplerContract('sobol', () => samplerFor({ kind: 'sobol' }), { seeded: true, finite: false });
samplerContract('random', () => samplerFor({ kind: 'random' }), { seeded: true, finite: false });
samplerContract('grid with points', () => samplerFor({ kind: 'grid', points: 3 }), { seeded: false, finite: true });
samplerContract('grid over the budget', () => samplerFor({ kind: 'grid' }), { seeded: false, finite: true });
samplerContract(
  'list',
  ({ space }) => {
    const levels = [0.1, 0.3, 0.6, 0.9, 0.2, 0.4, 0.7, 0.8];
    const configurations = strata(space).flatMap((stratum) =>
      levels.map((level) =>
        decode(
          stratum,
          stratum.dimensions.map(() => level),
        ),
      ),
    );
    return list(configurations);
  },
  { seeded: false, finite: true },
);
