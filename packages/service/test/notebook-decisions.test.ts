/** What was decided, as the notebook of a real project tells it: a comparison, launches with and without evidence, an unsealing. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quickProject, type QuickProject } from './quick-project.ts';

interface LogEntry {
  readonly kind: string;
  readonly round?: number;
  readonly launch?: number;
  readonly event?: string;
}

describe('decisions in the notebook', () => {
  let decided: QuickProject;

  beforeAll(async () => {
    decided = quickProject({ '01-first.yaml': 'attune: 1\ngoal: maximize\nbudget: { trials: 2 }\n' });
    await decided.document('run');
    await decided.document('compare', 'lr=0.1', '--seeds-max', '4');
    await decided.document('launch');
    await decided.document('launch', 'lr=0.2', '--without-evidence', 'a round number');
    await decided.document('unseal', '1', '--reason', 'a last look');
  });

  afterAll(() => decided.remove());

  it('a comparison is told with its figures and its recommendation, a launch with what speaks for it', async () => {
    const { entries } = (await decided.document('log')) as { entries: readonly LogEntry[] };
    expect(entries.map(({ kind, round, launch, event }) => `${kind} ${String(round ?? launch ?? event)}`)).toEqual([
      'launch 1',
      'round 1',
      'round 2',
      'launch 2',
      'launch 3',
      'event metrics.unsealed',
    ]);
    expect(entries[2]).toMatchObject({
      decision: { recommendation: 'adopt', candidate: 'lr=0.1', baseline: 'baseline', complexity: 'none' },
      findings: [],
    });
    expect(entries[3]).toMatchObject({ changes: [{ hyperparameter: 'lr', before: 0.01, after: 0.1 }] });
    const { out } = await decided.attune('log', '--all');
    expect(out).toMatch(/valid\/loss better by 0\.1 \[/);
    expect(out).toContain('Adopt: ');
    expect(out).toMatch(/Compared in round 2, \d pairs of fresh seeds: valid\/loss better by 0\.1, P\(better\) /);
    expect(out).toContain('Launched without evidence: a round number.');
    expect(out).toContain('metrics of the test set were read: a last look');
    expect(out).not.toContain('987654');
  });

  it('a launched candidate is measured by its runs in the comparison, whose seeds were drawn for that', async () => {
    const { entries } = (await decided.document('log')) as {
      entries: readonly { measured?: { seeds: number } | null }[];
    };
    const pairs = (await decided.document('compare', 'lr=0.1', 'lr=0.01', '--dry-run')) as { pairs: number };
    expect(entries.flatMap(({ measured }) => (measured === undefined ? [] : [measured?.seeds ?? 0]))).toEqual([
      3 + pairs.pairs,
      pairs.pairs,
      0,
    ]);
  });

  it('a comparison has rows in the ledger, and no objective but its own', async () => {
    const { out } = await decided.attune('export', 'ledger', '--format', 'json');
    expect((JSON.parse(out) as { study: string; round: number }[]).map(({ study, round }) => [round, study])).toEqual([
      [1, 'baseline'],
      [1, 'search'],
      [2, 'lr=0.1'],
      [2, 'baseline'],
    ]);
    const judged = (await decided.document('report', '2', '--objective', 'valid/error')) as {
      objective: { valid: boolean; statement: readonly string[] };
    };
    expect(judged.objective.valid).toBe(false);
    expect(judged.objective.statement[0]).toContain('went on until valid/loss was clear');
    const refused = await decided.attune('run', '2', '--trials', '+3');
    expect(refused.status).toBe(5);
    expect(refused.error).toContain('round 2 is a comparison');
    expect(await decided.document('run', '--trials', '+1')).toMatchObject({ round: 1, extended: { after: 3 } });
  });
});
