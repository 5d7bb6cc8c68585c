import { fileURLToPath } from 'node:url';
import { readProject } from '@attune/service/project';
import { expect, test } from 'vitest';
import { readDigits } from './data.ts';
import { fitBest, strengths } from './logistic-regression.ts';

const { project } = readProject(fileURLToPath(new URL('../attune.yaml', import.meta.url)));

test('the reference in attune.yaml is what the regression reaches, and scikit-learn agrees', () => {
  const { strength, train, valid } = fitBest(readDigits());
  const stated = project.references['logistic regression'];
  expect(valid.loss).toBeCloseTo(stated?.['valid/loss'] ?? NaN, 4);
  expect(valid.error).toBeCloseTo(stated?.['valid/error'] ?? NaN, 4);
  // scikit-learn 1.9.1 on the same split: LogisticRegression(C=10, tol=1e-8, max_iter=20000), log_loss and 1 - score
  expect(strength).toBe(10);
  expect(train.loss).toBeCloseTo(0.0339, 4);
  expect(valid.loss).toBeCloseTo(0.1451, 4);
  expect(valid.error).toBe(23 / 450);
  // The choice is not cut off by the list's ends.
  expect(strength).toBeGreaterThan(Math.min(...strengths));
  expect(strength).toBeLessThan(Math.max(...strengths));
});

test('chance in attune.yaml is that of ten balanced classes', () => {
  expect(project.references['chance']?.['valid/loss']).toBeCloseTo(Math.log(10), 4);
  expect(project.references['chance']?.['valid/error']).toBe(0.9);
});
