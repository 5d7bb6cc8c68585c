/** The report of imported trials: the same as of a stored round, without what only a store knows. */
import { basename } from 'node:path';
import { ask } from '@attune/core/insight';
import { buildReport, type Report } from '../../report/index.ts';
import packageFile from '../../../package.json' with { type: 'json' };
import type { AuditedRound } from './round.ts';
import { auditVerdict } from './verdict.ts';

/** `path`: what was read. `now`: milliseconds, UTC. */
export function auditReport(
  { record, diagnoses, sources, remarks, options, comparison, compared }: AuditedRound,
  path: string,
  now: number,
): Report {
  const insight = ask(record, options, diagnoses);
  const verdict = auditVerdict(insight, comparison, compared);
  return buildReport(insight, {
    ...(verdict !== null && { verdict }),
    project: basename(path),
    generatedAt: now,
    status: { kind: 'completed' },
    reproduce: null,
    notes: Object.fromEntries([...sources].map(([trial, source]) => [trial, placeIn(path, source)])),
    caveats: [],
    remarks,
    provenance: {
      command: null,
      commit: null,
      seed: null,
      file: path,
      hash: null,
      startedAt: null,
      endedAt: null,
      versions: { attune: packageFile.version, node: process.versions.node },
    },
  });
}

/** Where a trial lies within what was read: `baseline/study_0/wmt_jax/trial_1`, `line 7`, or `entry 7` of a list. */
function placeIn(path: string, source: string): string {
  if (!source.startsWith(path)) return source;
  return source.slice(path.length).replace(/^\//, '').replace(/^:/, 'line ').replace(/^#/, 'entry ');
}
