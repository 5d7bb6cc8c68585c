import { describe, expect, it } from 'vitest';
import { defineTexts } from '../texts/index.ts';
import type { Finding } from './finding.ts';
import { mergeRelated } from './merge.ts';

const texts = defineTexts('merge-test', { headline: 'said' });

function finding(code: string, values: Finding['values'] = {}, change: Partial<Finding> = {}): Finding {
  return {
    code,
    severity: 'advice',
    confidence: 0.9,
    headline: texts.headline(),
    explanation: [],
    values,
    evidence: { trials: [], numbers: {} },
    ...change,
  };
}

describe('findings of one cause', () => {
  it('are told by the one to act on, the others under it', () => {
    const edge = finding('stability-edge', { hyperparameter: 'lr', study: 'search' });
    const boundary = finding('boundary', { hyperparameter: 'lr', study: 'search' });
    const other = finding('boundary', { hyperparameter: 'momentum', study: 'search' });
    expect(mergeRelated([boundary, edge, other])).toEqual([{ ...edge, also: [boundary] }, other]);
  });

  it('stay apart in different studies', () => {
    const edge = finding('stability-edge', { hyperparameter: 'lr', study: 'adam' });
    const boundary = finding('boundary', { hyperparameter: 'lr', study: 'sgd' });
    expect(mergeRelated([boundary, edge])).toEqual([boundary, edge]);
  });

  const on = (...trials: readonly number[]): Partial<Finding> => ({ evidence: { trials, numbers: {} } });

  it('are one where most of their trials are the same, and as urgent as the most urgent', () => {
    const broken = finding('non-finite', {}, { ...on(1, 2, 3), severity: 'advice' });
    const collapse = finding('curve-shapes', { shape: 'collapse' }, { ...on(2, 3), severity: 'warning' });
    const spikes = finding('curve-shapes', { shape: 'loss-spike' }, on(1, 7, 8, 9));
    expect(mergeRelated([collapse, spikes, broken])).toEqual([
      spikes,
      { ...broken, severity: 'warning', also: [collapse] },
    ]);
  });

  it('come of a bug where nearly everything fails, and only then', () => {
    const suspicion: Partial<Finding> = { action: { kind: 'check-program', suspicion: 'everything fails' } };
    const bug = finding('infeasible', {}, { ...on(1, 2, 3), ...suspicion });
    const region = finding('infeasible', { hyperparameter: 'lr' }, on(1, 2, 3));
    const broken = finding('non-finite', {}, on(1, 2));
    expect(mergeRelated([bug, broken])).toEqual([{ ...bug, also: [broken] }]);
    expect(mergeRelated([region, broken])).toEqual([region, broken]);
  });

  it('tell what the told one tells', () => {
    const bug = finding('infeasible', {}, { ...on(1), action: { kind: 'check-program', suspicion: 'a bug' } });
    const stuck = finding('curve-shapes', { shape: 'stuck-at-chance' }, on(1));
    const hint = finding('data-hints', { kind: 'stuck' }, on(1));
    const [only] = mergeRelated([stuck, hint, bug]);
    expect(only?.also).toEqual([stuck, hint]);
  });

  it('stay apart where length and its remedy differ', () => {
    const flat = finding('saturated');
    const late = finding('best-step', {}, { action: { kind: 'stretch-schedule', maxSteps: 20 } });
    expect(mergeRelated([flat, late])).toEqual([flat, late]);
  });

  it('keep their order where nothing is related', () => {
    const findings = [finding('noise-floor'), finding('infeasible'), finding('boundary')];
    expect(mergeRelated(findings)).toEqual(findings);
  });
});
