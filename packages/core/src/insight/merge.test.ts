import { describe, expect, it } from 'vitest';
import { defineTexts } from '../texts/index.ts';
import type { Finding } from './finding.ts';
import { mergeRelated } from './merge.ts';

const texts = defineTexts('merge-test', { headline: 'said' });

function finding(code: string, values: Finding['values'] = {}): Finding {
  return {
    code,
    severity: 'advice',
    confidence: 0.9,
    headline: texts.headline(),
    explanation: [],
    values,
    evidence: { trials: [], numbers: {} },
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

  it('keep their order where nothing is related', () => {
    const findings = [finding('noise-floor'), finding('infeasible'), finding('boundary')];
    expect(mergeRelated(findings)).toEqual(findings);
  });
});
