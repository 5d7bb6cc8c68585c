/**
 * How often decisions are right: comparisons with fresh paired seeds, looked at after every pair; and the fair design, in
 * which nuisance hyperparameters are tuned for each value compared, beside one that fixes them at the baseline. Between them,
 * how often fresh seeds are said to fall too far behind the result that selected a candidate.
 *
 *   npm run bench:decisions [-- share of the comparisons, default 1]
 *
 * Seeded: the same figures every time. The script exits with status 1 if wrong adoptions of changes that add complexity
 * exceed 5 % (the upper 95 % bound 6.5 %), or if the fair design picks the truly better value in less than
 * 95 % of the simulated projects where the lead is at least half the good region's spread and each value has 16 trials.
 */
import { measureComparisons } from './comparisons.ts';
import { measureDesigns } from './designs.ts';
import { measureOptimism } from './optimism.ts';

const share = Number(process.argv[2] ?? 1);
const times = (count: number): number => Math.max(1, Math.round(share * count));

measureComparisons(times(2000));
measureOptimism(times(2000));
measureDesigns(times(2000));
