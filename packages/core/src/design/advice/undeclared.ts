/** Values that a round gives to a hyperparameter and that attune.yaml does not: allowed, but seldom meant. */
import { find, holds, offBeside, type Identity, type Value } from '../../space/index.ts';
import { defineTexts, shown } from '../../texts/index.ts';
import type { Advice } from './advice.ts';
import type { Subject } from '../subject.ts';

export const undeclaredTexts = defineTexts('advice-undeclared', {
  compared: '{values} {count|is|are} compared, outside what attune.yaml declares for {name}',
  fixed: '{name} is fixed at {values}, outside what attune.yaml declares for it',
  why: 'it may be a slip; and a search cannot come back to it, so that no later round tunes around it',
  remedy: 'declare {values} for {name} in attune.yaml, if it is meant',
});

export function undeclaredValues(subject: Subject): readonly Advice[] {
  const { file, project } = subject;
  const lists: readonly (readonly [
    Identity,
    readonly Value[],
    typeof undeclaredTexts.compared | typeof undeclaredTexts.fixed,
  ])[] = [
    ...file.scientific.map(
      ({ hyperparameter, values = [] }) => [hyperparameter, values, undeclaredTexts.compared] as const,
    ),
    ...file.fixed.map(
      ({ hyperparameter, value }) =>
        [hyperparameter, value === undefined ? [] : [value], undeclaredTexts.fixed] as const,
    ),
  ];
  return lists.flatMap(([id, values, problem]): readonly Advice[] => {
    const own = find(project.space, id).find((one) => one.id === id);
    if (own === undefined) return [];
    const isOff = (value: Value): boolean => offBeside(own) && own.off === value;
    // The baseline's own value is the project's, wherever it lies.
    const beyond = values.filter((value) => !holds(own, value) && !isOff(value) && project.baseline[id] !== value);
    if (beyond.length === 0) return [];
    const told = { name: id, values: beyond.map(shown).join(', '), count: beyond.length };
    return [
      {
        code: 'value-undeclared',
        severity: 'note',
        hyperparameters: [id],
        problem: problem(told),
        reason: undeclaredTexts.why(),
        remedy: undeclaredTexts.remedy(told),
        details: [],
      },
    ];
  });
}
