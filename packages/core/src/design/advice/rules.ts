/** Every rule that designs are looked over by, in the order in which equally severe advice is given. */
import { budgetShort, budgetTooFew, rangeTooThin, sharesUnequal } from './budget.ts';
import type { Rule } from './advice.ts';
import { optimizerFixed, optimizerScientific } from './optimizer-roles.ts';
import { architectureNuisance, baselineLeftOut, optimizerNuisance, severalQuestions } from './questions.ts';
import { presenceNuisance, strengthWithPresence, weightDecayFixed } from './regularization-roles.ts';
import { baselineOutside, noiseFloor, searchAlgorithm } from './search.ts';
import { undeclaredValues } from './undeclared.ts';
import { batchSizeVaried, lengthVaried } from './training-length.ts';

export const rules: readonly Rule[] = [
  budgetTooFew,
  rangeTooThin,
  optimizerFixed,
  weightDecayFixed,
  batchSizeVaried,
  lengthVaried,
  optimizerScientific,
  severalQuestions,
  strengthWithPresence,
  optimizerNuisance,
  presenceNuisance,
  architectureNuisance,
  baselineLeftOut,
  baselineOutside,
  undeclaredValues,
  budgetShort,
  searchAlgorithm,
  noiseFloor,
  sharesUnequal,
];
