/** The figures that no finding shows, in groups with a heading of their own. */
import { defineTexts, type Message } from '@attune/core/texts';

export const figureGroupTexts = defineTexts('dashboard-figure-groups', {
  axes: 'Each hyperparameter',
  together: 'Hyperparameters together',
  training: 'Training',
  result: 'Result and its reliability',
});

export interface FigureGroup {
  readonly title: Message;
  readonly ids: readonly string[];
}

const together: readonly string[] = ['parallel', 'sensitivity', 'interaction', 'region'];
const result: readonly string[] = ['isolation', 'noise-floor', 'density', 'isolated-range'];

/** Axis plots always stand together, those that a finding shows too: they are read side by side. */
export function figureGroups(ids: readonly string[], shown: ReadonlySet<string>): readonly FigureGroup[] {
  const kind = (id: string) => id.split(':')[0] ?? id;
  const rest = ids.filter((id) => !shown.has(id));
  const groups: readonly FigureGroup[] = [
    { title: figureGroupTexts.axes(), ids: ids.filter((id) => kind(id) === 'axis') },
    { title: figureGroupTexts.together(), ids: rest.filter((id) => together.includes(kind(id))) },
    { title: figureGroupTexts.result(), ids: rest.filter((id) => result.includes(kind(id))) },
    {
      title: figureGroupTexts.training(),
      ids: rest.filter((id) => ![...together, ...result, 'axis'].includes(kind(id))),
    },
  ];
  return groups.filter((group) => group.ids.length > 0);
}

/** Figures of several panels take a row for themselves. */
export function isWide(id: string): boolean {
  return /^(parallel|curves|train-valid|diagnosed|gradient-norm|sensitivity|rate-sweep)/.test(id);
}
