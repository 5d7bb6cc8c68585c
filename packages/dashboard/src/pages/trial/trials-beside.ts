/** A trial and what its curves are seen beside: the best of its round and the baseline. */
import type { Api } from '@attune/client';
import type { DrawnTrial } from '../../curves/scene-of.ts';

type Table = Api['GET /rounds/{round}/table']['result'];

/** Repeats of the baseline that are drawn. */
const repeats = 5;

export function trialsBeside(
  table: Table | undefined,
  { trial, running }: { readonly trial: number; readonly running: boolean },
): readonly DrawnTrial[] {
  const own: DrawnTrial = { trial, role: 'front', place: 0, running, feasible: true };
  if (table === undefined) return [own];
  const bestRow = table.rank.indexOf(1);
  const best = bestRow === -1 ? undefined : table.trial[bestRow];
  const baseline = table.trial.filter(
    (other, row) => other !== trial && table.baseline[row] === true && (table.attempts[row] ?? 0) > 0,
  );
  return [
    own,
    ...(best === undefined || best === trial ? [] : [beside(best, 'front', 1)]),
    ...baseline.slice(0, repeats).map((other) => beside(other, 'baseline', 0)),
  ];
}

function beside(trial: number, role: DrawnTrial['role'], place: number): DrawnTrial {
  return { trial, role, place, running: false, feasible: true };
}
