import { describe, expect, it } from 'vitest';
import { round, study } from '../../testing/store-rows.ts';
import { objectiveChange, readOtherObjective, reportFile } from './objective.ts';

const { plan } = study(1, 1);
const plain = round(1);
const row = { ...plain, resolved: { ...plain.resolved, studies: [plan] } };
const error = { metric: 'valid/error', direction: 'minimize' } as const;
const textOf = (change: ReturnType<typeof objectiveChange>) => change.statement.map(({ text }) => text).join('\n');

describe('reportFile', () => {
  const file = (metric: string, direction: 'minimize' | 'maximize' = 'minimize') =>
    reportFile(objectiveChange(row, { metric, direction }));

  it('is report.html for what the round ran for', () => {
    const own = row.resolved.project.objective;
    expect([reportFile(null), file(own.metric, own.direction)]).toEqual(['report.html', 'report.html']);
  });

  it('has the objective in its name, without what no file system takes', () => {
    expect(file('valid/error')).toBe('report-valid-error.html');
    expect(file('../../a b:c')).toBe('report-..-..-a-b-c.html');
    expect(file('é/'.repeat(100))).toHaveLength('report-.html'.length + 80);
  });
});

describe('readOtherObjective', () => {
  it.each([
    [' valid/accuracy ', { metric: 'valid/accuracy' }],
    ['valid/loss:maximize', { metric: 'valid/loss', direction: 'maximize' }],
    ['valid/at:0.5:maximize', { metric: 'valid/at:0.5', direction: 'maximize' }],
  ])('reads %j', (text, objective) => {
    expect(readOtherObjective(text)).toEqual(objective);
  });

  it.each([
    ['', '--objective is : write a metric'],
    [':minimize', 'write a metric'],
    ['valid/loss:', 'write a metric'],
    ['valid loss', 'write a metric'],
    ['test/loss', 'stays sealed'],
    ['test/loss:minimize', 'stays sealed'],
  ])('refuses %j', (text, message) => {
    expect(() => readOtherObjective(text)).toThrow(message);
  });
});

describe('objectiveChange', () => {
  it('is valid where the points were laid out before any result', () => {
    const change = objectiveChange(row, error);
    expect(change.valid).toBe(true);
    expect(textOf(change)).toContain(
      'while round 1 ran for valid/loss (minimize). This is valid: the points of its studies (halton)',
    );
    expect(textOf(change)).not.toContain('stopped by hand');
  });

  it('is not valid where a study chose its points by the first objective, and says why and what to do', () => {
    const change = objectiveChange(row, error, {}, () => true);
    expect(change.valid).toBe(false);
    expect(textOf(change)).toContain('study all chose its points by valid/loss (halton)');
    expect(textOf(change)).toContain('run a new round with objective: valid/error');
  });

  it('is not valid where configurations were listed when earlier results were known', () => {
    const change = objectiveChange(row, error, { shaped: { listed: ['all'], narrowed: [] } });
    expect(change.valid).toBe(false);
    expect(textOf(change)).toContain('the configurations of study all were listed when results of earlier rounds');
  });

  it('names ranges that earlier results may have suggested', () => {
    const change = objectiveChange(row, error, { shaped: { listed: [], narrowed: ['lr', 'width'] } });
    expect(change.valid).toBe(true);
    expect(textOf(change)).toContain('lr, width were searched in a range of this round’s own');
  });

  it('tells of trials that were stopped by hand', () => {
    expect(textOf(objectiveChange(row, error, { stopped: 2 }))).toContain('2 trials of it were stopped by hand');
  });

  it('is no change where the round ran for it', () => {
    expect(textOf(objectiveChange(row, { metric: 'valid/loss', direction: 'minimize' }, { stopped: 3 }))).toBe(
      'judged by valid/loss (minimize), which is what round 1 ran for',
    );
  });
});
