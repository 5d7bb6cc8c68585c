/**
 * Prints the logistic regression's results for each strength and the two that stand under `references` in attune.yaml:
 * `node src/reference.ts`.
 */
import { readDigits } from './data.ts';
import { bestBy, fitAll } from './logistic-regression.ts';

const fits = fitAll(readDigits());
const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;

console.log('logistic regression   training           validation');
console.log('      C               loss     error     loss     error');
for (const { strength, train, valid } of fits) {
  const cells = [train, valid].map(({ loss, error }) => `${loss.toFixed(4)}   ${percent(error)}`);
  console.log(`${String(strength).padStart(7)}               ${cells.join('    ')}`);
}
const [byLoss, byError] = [bestBy('loss', fits), bestBy('error', fits)];
console.log(`lowest validation loss   ${byLoss.valid.loss.toFixed(4)}, with C = ${byLoss.strength}`);
console.log(`lowest validation error  ${percent(byError.valid.error)}, with C = ${byError.strength}`);
