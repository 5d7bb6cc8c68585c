/** A round's design as one text, to be hashed: two rounds with the same text plan the same trials. */
import type { ResolvedRound, StudyPlan } from '../study/index.ts';

/**
 * JSON with sorted keys of everything that decides a round's trials and what is asked of them. Left out is what may
 * change while a round is open: budgets (the trials of each study, the baseline's repeats), how trials are run (command,
 * `setup`, time limits, resources, how their output is read), and what the project says of its data and references.
 * The baseline is part of it: after a launch, an older round compares equal only with the baseline it was frozen with.
 */
export function designText(resolved: ResolvedRound): string {
  const { goal, question, roles, studies, seed, caveats, project } = resolved;
  const { objective, baseline } = project;
  const { maxSteps, stepUnit, evalEvery } = project.train;
  return sortedJson({
    design: 1,
    goal,
    question,
    roles,
    seed,
    caveats,
    objective,
    baseline,
    train: { maxSteps, stepUnit, evalEvery },
    studies: studies.filter(({ purpose }) => purpose === 'search').map(unbudgeted),
  });
}

function unbudgeted({ name, scientific, space, sampler, seed }: StudyPlan): Omit<StudyPlan, 'trials' | 'purpose'> {
  return { name, scientific, space, sampler, seed };
}

function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
