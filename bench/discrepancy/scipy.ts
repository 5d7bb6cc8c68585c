/** Asks SciPy, where `python3` can import it, for the discrepancy of its own sequences. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Case {
  readonly dimensions: number;
  readonly count: number;
}

/** Medians over the seeds, one for each case. */
export interface ScipyMedians {
  readonly version: string;
  readonly halton: readonly number[];
  readonly sobol: readonly number[];
}

/** Undefined where Python or SciPy is missing. */
export function scipyMedians(cases: readonly Case[], seeds: number): ScipyMedians | undefined {
  const script = fileURLToPath(new URL('scipy_discrepancy.py', import.meta.url));
  const { status, stdout } = spawnSync('python3', [script], {
    input: JSON.stringify({ cases, seeds }),
    encoding: 'utf8',
  });
  return status === 0 ? (JSON.parse(stdout) as ScipyMedians) : undefined;
}
