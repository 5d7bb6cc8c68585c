import { describe, expect, it } from 'vitest';
import { madeProbes, probeOf } from '../../testing/made-probes.ts';
import { sampleProject } from '../../testing/sample-project.ts';
import { checkReports } from './checks.ts';

type Metrics = Readonly<Record<string, number>>;

function run(step: number, metrics: Metrics) {
  return probeOf({ measurements: [{ step, metrics: Object.entries(metrics) }] });
}

function reportOn(check: string, probes: Parameters<typeof madeProbes>[0], project = sampleProject()) {
  const { standing, why } = checkReports(project, madeProbes(probes)).find((one) => one.check === check) ?? {};
  return { standing, why: why?.text };
}

describe('two runs with one seed', () => {
  const pair = (first: Metrics, repeat: Metrics) =>
    reportOn('same seed', { first: run(5, first), repeat: run(5, repeat) });

  it('differ in a metric, which is named', () => {
    expect(pair({ 'train/loss': 0.5, 'valid/loss': 0.25 }, { 'train/loss': 0.5, 'valid/loss': 0.75 })).toEqual({
      standing: 'failed',
      why:
        'two runs with one seed differ in valid/loss at step 5: 0.25 and 0.75; seed everything with ATTUNE_SEED, ' +
        'or take the difference as part of the noise (GPU kernels may be nondeterministic)',
    });
  });

  it('are not compared by sealed metrics, whose values would show', () => {
    expect(pair({ 'test/loss': 0.5, 'valid/loss': 0.25 }, { 'test/loss': 0.75, 'valid/loss': 0.25 }).standing).toBe(
      'passed',
    );
    expect(pair({ 'test/loss': 0.5 }, { 'test/loss': 0.75 }).standing).toBe('skipped');
  });

  it('are not compared by how long they took', () => {
    expect(pair({ 'train/time': 1, 'valid/loss': 0.25 }, { 'train/time': 2, 'valid/loss': 0.25 }).standing).toBe(
      'passed',
    );
  });
});

describe('another seed', () => {
  const pair = (first: Metrics, otherSeed: Metrics) =>
    reportOn('other seed', { first: run(5, first), otherSeed: run(5, otherSeed) });

  it('changes the run, or is not used', () => {
    expect(pair({ 'valid/loss': 0.25 }, { 'valid/loss': 0.75 }).standing).toBe('passed');
    expect(pair({ 'valid/loss': 0.25 }, { 'valid/loss': 0.25 }).standing).toBe('failed');
    expect(pair({ 'valid/loss': 0.25, 'test/loss': 1 }, { 'valid/loss': 0.25, 'test/loss': 2 }).standing).toBe(
      'failed',
    );
  });
});

describe('the loss before training', () => {
  const ten = sampleProject({ examples: { classes: 10 } });
  const initial = (metrics: Metrics) => reportOn('initial loss', { first: run(0, metrics) }, ten);

  it('is held against that of guessing: ln 10 = 2.303', () => {
    expect(initial({ 'valid/loss': 2.3 }).standing).toBe('passed');
    expect(initial({ 'valid/loss': 2.8 }).standing).toBe('failed');
    expect(initial({ 'valid/loss': 9, 'train/loss': 2.3 }).standing).toBe('passed');
    expect(initial({ 'valid/accuracy': 0.1 }).standing).toBe('skipped');
  });
});
