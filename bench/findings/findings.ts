/**
 * How often the questions speak where they should not, and keep silent where they should speak: each by itself (boundary in
 * bench/boundary), then all together on planted rounds, then the diagnoses behind them on altered real curves; and how often
 * the rules for outliers and for chance judge wrongly.
 *
 *   npm run bench:findings [-- share of the rounds asked, default 1] [-- cases: print wrong answers with seed or file]
 *
 * Seeded: the same figures every time. The script exits with status 1 if the lower bound of a question's false alarms, all
 * null rows together, lies above 5 %, or that of healthy reports with a warning above 10 %.
 */
import { measureAltered } from './altered.ts';
import { measureBestStep } from './best-step.ts';
import { measureChance } from './chance.ts';
import { measureDensity } from './density.ts';
import { measureFaults } from './faults.ts';
import { measureHealthyReports } from './healthy.ts';
import { measureFairness } from './fairness.ts';
import { measureInfeasible } from './infeasible.ts';
import { measureIsolation } from './isolation.ts';
import { measureJointIsolation } from './joint-isolation.ts';
import { measureNoiseFloor } from './noise-floor.ts';
import { measureStabilityEdge } from './stability-edge.ts';
import { measureOutliers } from './outlier.ts';
import { measureSensitivity } from './sensitivity.ts';
import { measureDataHints } from './data-hints.ts';
import { measureEvaluation } from './evaluation.ts';
import { measureGradients } from './gradients.ts';
import { measureTraining } from './training.ts';
import { measureUpdateRatio } from './update-ratio.ts';

const share = Number(process.argv.slice(2).find((word) => word !== 'cases') ?? 1);
const cases = process.argv.includes('cases');
const rounds = (count: number): number => Math.max(1, Math.round(share * count));

measureFairness(rounds(200), rounds(80));
measureIsolation(rounds(300), rounds(100));
measureJointIsolation(rounds(150), rounds(80));
measureNoiseFloor(rounds(1000), rounds(400));
measureDensity(rounds(400), rounds(150));
measureInfeasible(rounds(100), rounds(50));
measureStabilityEdge(rounds(200), rounds(60));
measureSensitivity(rounds(300), rounds(60));
measureBestStep(rounds(1000), rounds(400));
measureOutliers(rounds(1000));
measureChance(rounds(2000));
measureEvaluation(rounds(400), rounds(200));
measureGradients(rounds(80), rounds(60));
measureUpdateRatio(rounds(400), rounds(200));
measureDataHints(rounds(400), rounds(200));
measureTraining(rounds(200), rounds(30), rounds(20));

measureHealthyReports(rounds(30), cases);
measureFaults(rounds(100), cases);
measureAltered(share, cases);
