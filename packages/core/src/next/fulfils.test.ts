import { expect, it } from 'vitest';
import type { Finding } from '../insight/index.ts';
import { finding, history, past } from '../testing/past-rounds.ts';
import { fulfils } from './fulfils.ts';
import { proposeRounds } from './propose-rounds.ts';

it('is of the round that changes what a finding names, not of one that the finding speaks for otherwise', () => {
  const widen: Finding = finding(
    { kind: 'expand-range', hyperparameter: 'lr', scale: 'log', range: [1e-5, 10] },
    { code: 'isolation', values: { verdict: 'undecided' } },
  );
  const file = { goal: 'compare', question: 'Adam?', scientific: [{ hyperparameter: 'optimizer' }] } as const;
  const cut = finding({ kind: 'shrink-range', hyperparameter: 'wd', scale: 'log', range: [1e-5, 1e-3] });
  const { proposals } = proposeRounds(history([past(1, { file, findings: [widen, cut] })]));
  const does = proposals.map(({ kind, reasons }) => ({
    kind,
    lines: reasons.filter(fulfils).map(({ about, finding: source }) => [about, source?.code]),
  }));
  expect(does).toContainEqual({
    kind: 'compare',
    lines: expect.arrayContaining([[{ part: 'range', hyperparameter: 'lr' }, 'isolation']]) as unknown,
  });
  expect(proposals.map(({ kind }) => kind)).toContain('search');
  // The search that holds what leads names the finding too: it is why the leader is held.
  for (const { kind, reasons } of proposals) {
    const held = reasons.filter(({ about, finding: source }) => about.part === 'fixed' && source?.code === 'isolation');
    expect(held.some(fulfils)).toBe(false);
    if (kind === 'search') expect(held).not.toEqual([]);
  }
});
