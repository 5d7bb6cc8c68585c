import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { ask } from '@attune/core/insight';
import { describe, expect, it } from 'vitest';
import { reportSchema } from './document.ts';
import { buildReport, reportOf } from './report.ts';
import { exampleFindings, exampleSilence } from './testing/example-findings.ts';
import { exampleContext, exampleRound } from './testing/example-round.ts';
import { verdictOf } from './verdict.ts';

const ajv = new Ajv2020({ allErrors: true, strict: true });
formats.default(ajv);
const validate = ajv.compile(reportSchema);

const documentOf = (trials: number, pending = 0) =>
  buildReport(ask(exampleRound({ trials, points: 20, pending })), exampleContext()).document;

const withExamples = () => {
  const insight = {
    ...ask(exampleRound({ trials: 5, points: 20 })),
    findings: exampleFindings(),
    silent: exampleSilence,
  };
  return reportOf({ ...insight, verdict: verdictOf(insight), figures: [], rows: [], context: exampleContext() });
};

describe('the report document', () => {
  it.each([
    ['an empty round', documentOf(0)],
    ['one trial', documentOf(1)],
    ['a round that runs', documentOf(27, 12)],
    ['a round that ended', documentOf(27)],
    ['findings with NaN', withExamples().document],
  ])('is valid by its schema: %s', (_, document) => {
    const read: unknown = JSON.parse(JSON.stringify(document));
    validate(read);
    expect(validate.errors).toBeNull();
    expect(read).toEqual(document);
  });

  it('is refused by its schema without a part', () => {
    expect(validate({ ...documentOf(1), verdict: 'better' })).toBe(false);
  });

  it('writes non-finite numbers as strings', () => {
    expect(withExamples().document.findings[0]?.evidence.numbers).toEqual({ noiseFloor: 0.007, worst: 'NaN' });
  });

  it('says what it is about', () => {
    expect(documentOf(27, 12)).toMatchObject({
      schema: 'report/1',
      project: 'digits-mlp',
      generatedAt: '2026-01-02T03:04:05.000Z',
      status: { kind: 'completed', ended: 18, planned: 30, counts: { pending: 12 } },
      round: { number: 1, goal: 'compare', baselineMean: { seeds: 3 } },
      caveats: [{ hyperparameter: 'hidden', value: 64 }],
      provenance: { commit: { dirty: true }, startedAt: '2026-01-02T03:00:00.000Z' },
    });
  });

  it('names each figure that its findings show', () => {
    const { findings, figures } = documentOf(27);
    const ids = new Set(figures.map(({ id }) => id));
    const shown = findings.flatMap(({ evidence }) => evidence.figure ?? []);
    expect(shown.length).toBeGreaterThan(0);
    expect(shown.filter((id) => !ids.has(id))).toEqual([]);
  });
});
