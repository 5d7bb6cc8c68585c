/** What every round is asked, in the order in which a tie between findings is shown. */
import { bestStep } from './best-step.ts';
import { boundary } from './boundary.ts';
import { infeasible } from './infeasible.ts';
import { isolation } from './isolation.ts';
import { noiseFloor } from './noise-floor.ts';
import type { Question } from './question.ts';

export const questions: readonly Question[] = [isolation, noiseFloor, boundary, infeasible, bestStep];
