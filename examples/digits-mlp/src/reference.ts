/** Prints the logistic regression's results, which stand under `references` in attune.yaml: `node src/reference.ts`. */
import { readDigits } from './data.ts';
import { fitBest } from './logistic-regression.ts';

const { strength, train, valid } = fitBest(readDigits());
console.log(`logistic regression, C = ${strength}, chosen by validation loss`);
console.log(`  training    loss ${train.loss.toFixed(4)}   error ${(100 * train.error).toFixed(2)} %`);
console.log(`  validation  loss ${valid.loss.toFixed(4)}   error ${(100 * valid.error).toFixed(2)} %`);
