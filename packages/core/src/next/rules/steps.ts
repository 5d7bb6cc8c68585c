/**
 * Another number of steps (methods D7, D8, D10, S5). Where the rate does not fall towards the end, late improvement means
 * that steps are lacking; else length and decay cannot be told apart, and the best configurations try it first.
 */
import { noiseOf } from '../../insight/index.ts';
import type { Basis } from '../basis.ts';
import { sourceOf, type Change, type Rule } from '../change.ts';

/** Lengths nearer than this are one. */
const alike = 0.95;

export const stretchSchedule: Rule<'stretch-schedule'> = ({ action: { maxSteps }, finding, round, basis }) => {
  const known = basis.rounds.some(({ resolved }) => resolved.project.train.maxSteps >= alike * maxSteps);
  if (known || round.resolved.project.train.maxSteps !== basis.maxSteps) return [];
  const steady = finding.values['schedule'] === 'constant';
  // A note on a steady rate tells of a gain that another seed would outweigh.
  if (steady && finding.severity === 'note') return [];
  // Best steps are late in every run that improves throughout: curves that still fall say more.
  const doubtful = finding.code === 'best-step' || !lengtheningPays(basis);
  const when = doubtful ? 'later' : steady ? 'sure' : 'first';
  return [{ kind: 'steps', maxSteps, when, source: sourceOf({ round, finding }) }];
};

/** Fewer steps than a length that already proved too short are not proposed. */
export const fewerSteps: Rule<'fewer-steps'> = ({ action: { maxSteps }, finding, round, basis }): readonly Change[] => {
  const known = basis.rounds.some(({ resolved }) => resolved.project.train.maxSteps * alike <= maxSteps);
  if (known || round.resolved.project.train.maxSteps !== basis.maxSteps) return [];
  const when = finding.severity === 'note' ? 'later' : 'sure';
  return [{ kind: 'steps', maxSteps, when, source: sourceOf({ round, finding }) }];
};

/** Whether the baseline gained by the latest lengthening beyond what seeds change; where none was measured, it may. */
function lengtheningPays({ rounds, last }: Basis): boolean {
  const { objective, train } = last.resolved.project;
  const runsAt = (of: (maxSteps: number) => boolean): readonly number[] =>
    rounds.flatMap(({ resolved, insight }) =>
      of(resolved.project.train.maxSteps)
        ? insight.view.baseline.flatMap(({ outcome }) => (outcome.kind === 'feasible' ? [outcome.objective] : []))
        : [],
    );
  const lengths = rounds.map(({ resolved }) => resolved.project.train.maxSteps);
  const shorter = Math.max(...lengths.filter((length) => length < train.maxSteps));
  const [now, then] = [runsAt((length) => length === train.maxSteps), runsAt((length) => length === shorter)];
  const deviation = noiseOf(last.insight.view, objective.metric)?.deviation ?? null;
  if (now.length === 0 || then.length === 0 || deviation === null) return true;
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  return (objective.direction === 'minimize' ? 1 : -1) * (mean(then) - mean(now)) > deviation;
}
