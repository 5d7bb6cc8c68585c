/** attune.yaml and the first round say what the training program and the README expect of them. */
import { fileURLToPath } from 'node:url';
import { resolveRound } from '@attune/core/design';
import { samplerFor } from '@attune/core/samplers';
import { argumentsOf } from '@attune/core/space';
import { readProject, readRound } from '@attune/service/project';
import { expect, test } from 'vitest';
import { readDigits } from './data.ts';
import { parseHyperparameters } from './hyperparameters.ts';

const file = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url));
const { project, warnings } = readProject(file('attune.yaml'));
const round = resolveRound(project, readRound(file('rounds/01-first.yaml'), project), 1);

test('the project is read without a warning, and counts its examples rightly', () => {
  expect(warnings).toEqual([]);
  const { train, valid } = readDigits();
  expect(project.examples).toEqual({ train: train.count, valid: valid.count, classes: 10 });
});

test('the program’s defaults are the baseline', () => {
  expect(parseHyperparameters(argumentsOf(project.space, project.baseline).map(asArgument))).toEqual(
    parseHyperparameters([]),
  );
});

test('the round has at least 24 search trials, equally many for each optimiser, and five runs of the baseline', () => {
  const trials = Object.fromEntries(round.studies.map(({ name, trials }) => [name, trials]));
  expect(trials['baseline']).toBe(5);
  expect(trials['optimizer=adam']).toBe(trials['optimizer=momentum']);
  expect((trials['optimizer=adam'] ?? 0) + (trials['optimizer=momentum'] ?? 0)).toBeGreaterThanOrEqual(24);
});

test('the program takes every configuration of the round', () => {
  for (const { sampler, space, trials, seed } of round.studies) {
    for (const { configuration } of samplerFor(sampler).suggest({ space, budget: trials }, 0, trials, seed)) {
      const argv = argumentsOf(project.space, configuration).map(asArgument);
      expect(parseHyperparameters(argv).hiddenUnits).toBe(configuration['hidden_units']);
    }
  }
});

function asArgument({ arg, value }: { readonly arg: string; readonly value: unknown }): string {
  return `--${arg}=${String(value)}`;
}
