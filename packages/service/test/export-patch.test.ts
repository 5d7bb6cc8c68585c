/** The state of the code that a round ran with, kept beside what it measured. */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { quickProject } from './quick-project.ts';

describe('uncommitted changes', () => {
  it('are given back as a patch that git applies; what was not kept is said', async () => {
    const kept = quickProject({ '01-first.yaml': 'attune: 1\ngoal: maximize\nbudget: { trials: 1 }\n' });
    const git = (...words: readonly string[]): string =>
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...words], {
        cwd: kept.directory,
        encoding: 'utf8',
      });
    const ledger = async () => {
      const { out } = await kept.attune('export', 'ledger', '--format', 'json');
      return (JSON.parse(out) as Record<string, unknown>[]).at(-1);
    };
    try {
      kept.write('.gitignore', '.attune/\nreport.html\n');
      git('init', '-q');
      git('add', '.');
      git('commit', '-qm', 'begin');
      const commit = git('rev-parse', 'HEAD').trim();
      const changed = `${kept.read('train.sh')}# changed\n`;
      kept.write('train.sh', changed);
      await kept.document('run');
      expect(await ledger()).toMatchObject({
        commit,
        uncommitted_changes: true,
        patch: 'attune export patch --round 1',
      });
      await kept.document('export', 'patch', '-o', 'round.patch');
      git('checkout', '-q', '--', 'train.sh');
      expect(kept.read('train.sh')).not.toBe(changed);
      git('apply', 'round.patch');
      expect(kept.read('train.sh')).toBe(changed);

      git('checkout', '-q', '--', 'train.sh');
      kept.write('rounds/02-new.yaml', 'attune: 1\ngoal: maximize\nbudget: { trials: 1 }\n');
      await kept.document('run', '2');
      expect(await ledger()).toMatchObject({ commit, uncommitted_changes: true, patch: null });
      const refused = await kept.attune('export', 'patch');
      expect(refused.status).toBe(3);
      expect(refused.error).toContain('of files that git does not know (round.patch) only the names are kept');

      // What the store keeps itself is no change of the program.
      rmSync(join(kept.directory, 'round.patch'));
      kept.write('rounds/03-third.yaml', 'attune: 1\ngoal: maximize\nbudget: { trials: 1 }\n');
      kept.write('attune.yaml', kept.read('attune.yaml').replace('{ lr: 0.01 }', '{ lr: 0.02 }'));
      await kept.document('run', '3');
      expect(await ledger()).toMatchObject({ commit, uncommitted_changes: false, patch: null });
      expect((await kept.attune('export', 'patch')).error).toContain('without uncommitted changes');
    } finally {
      kept.remove();
    }
  });
});
