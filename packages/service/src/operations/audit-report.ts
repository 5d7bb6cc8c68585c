/** The report of imported trials: the same as of a stored round, without what only a store knows. */
import { basename } from 'node:path';
import { ask, defaultOptions } from '@attune/core/insight';
import { buildReport, type Report } from '../report/index.ts';
import packageFile from '../../package.json' with { type: 'json' };
import type { AuditedRound } from './audit-round.ts';

/**
 * A few points under several seeds have no spread that a result could lie outside of: five equal seeds make any other point
 * an outlier.
 */
const ofPoints = { outlier: { ...defaultOptions.outlier, cutoff: Infinity } };

/** `path`: what was read. `now`: milliseconds, UTC. */
export function auditReport(
  { record, diagnoses, sources, remarks, points }: AuditedRound,
  path: string,
  now: number,
): Report {
  return buildReport(ask(record, points === null ? {} : ofPoints, diagnoses), {
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

/** Where a trial lies within what was read: `baseline/study_0/wmt_jax/trial_1`, or `line 7`. */
function placeIn(path: string, source: string): string {
  if (!source.startsWith(path)) return source;
  return source.slice(path.length).replace(/^\//, '').replace(/^:/, 'line ');
}
