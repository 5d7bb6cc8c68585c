/**
 * How often the questions isolation, noise-floor, infeasible and best-step speak where they should not, and keep silent
 * where they should speak; and how often the rules for outliers and for chance judge wrongly. For boundary see
 * bench/boundary.
 *
 *   npm run bench:findings [-- share of the rounds asked, default 1]
 *
 * Seeded: the same figures every time. The script exits with status 1 if the lower bound of a question's false alarms, all
 * null rows together, lies above 5 %.
 */
import { measureBestStep } from './best-step.ts';
import { measureChance } from './chance.ts';
import { measureInfeasible } from './infeasible.ts';
import { measureIsolation } from './isolation.ts';
import { measureNoiseFloor } from './noise-floor.ts';
import { measureOutliers } from './outlier.ts';

const share = Number(process.argv[2] ?? 1);
const rounds = (count: number): number => Math.max(1, Math.round(share * count));

measureIsolation(rounds(1000), rounds(400));
measureNoiseFloor(rounds(1000), rounds(400));
measureInfeasible(rounds(200), rounds(150));
measureBestStep(rounds(1000), rounds(400));
measureOutliers(rounds(1000));
measureChance(rounds(2000));
