import { fileURLToPath } from 'node:url';
import { readProject } from '@attune/service/project';
import { expect, test } from 'vitest';
import { readDigits } from './data.ts';
import { bestBy, fitAll, strengths } from './logistic-regression.ts';

const { project } = readProject(fileURLToPath(new URL('../attune.yaml', import.meta.url)));

const fits = fitAll(readDigits());

test('the references in attune.yaml are the best that the regression reaches, by each metric for itself', () => {
  const stated = project.references['logistic regression'];
  expect(stated?.['valid/loss']).toBeCloseTo(bestBy('loss', fits).valid.loss, 4);
  expect(stated?.['valid/error']).toBeCloseTo(bestBy('error', fits).valid.error, 4);
});

// scikit-learn 1.9.1 on the same split: LogisticRegression(C=C, tol=1e-8, max_iter=20000), log_loss and 1 - score
test.each([
  { strength: 3, trainLoss: 0.0731, validLoss: 0.1632, wrong: 20 },
  { strength: 10, trainLoss: 0.0339, validLoss: 0.1451, wrong: 23 },
])('with C = $strength scikit-learn agrees', ({ strength, trainLoss, validLoss, wrong }) => {
  const found = fits.find((fitted) => fitted.strength === strength);
  expect(found?.train.loss).toBeCloseTo(trainLoss, 4);
  expect(found?.valid.loss).toBeCloseTo(validLoss, 4);
  expect(found?.valid.error).toBe(wrong / 450);
});

test('the lowest loss and the lowest error have strengths of their own, and the list’s ends cut neither off', () => {
  expect(bestBy('loss', fits).strength).toBe(10);
  expect(bestBy('error', fits).strength).toBe(3);
  expect([strengths[0], strengths.at(-1)]).toEqual([1, 100]);
});

test('chance in attune.yaml is that of ten balanced classes', () => {
  expect(project.references['chance']?.['valid/loss']).toBeCloseTo(Math.log(10), 4);
  expect(project.references['chance']?.['valid/error']).toBe(0.9);
});
