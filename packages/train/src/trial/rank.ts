import type { Environment } from './settings.ts';

/** Where launchers write a process's global rank, the most specific first. */
const rankVariables = ['RANK', 'OMPI_COMM_WORLD_RANK', 'PMIX_RANK', 'PMI_RANK', 'SLURM_PROCID'] as const;

/**
 * This process's rank in a distributed run; 0 where nothing says otherwise. Only rank 0 reports and announces
 * checkpoints, so that a run on many hosts writes each measurement once (method T3).
 */
export function processRank(environment: Environment): number {
  for (const name of rankVariables) {
    const value = environment[name];
    if (value !== undefined && /^\d+$/.test(value)) return Number(value);
  }
  return 0;
}
