/** The command that goes on with a comparison, in words that mean the same two configurations now. */
import type { Configuration } from '@attune/core/space';
import type { ComparedConfiguration, ComparisonPlan, Project } from '@attune/core/study';
import { shellWord } from '../../protocol/index.ts';
import { comparedOf } from './arm.ts';
import { sameConfiguration } from '../design/freeze.ts';

/** For a POSIX shell. Null where no words mean these configurations any more: the space has changed. */
export async function compareCommand(plan: ComparisonPlan, project: Project): Promise<string | null> {
  const [candidate, baseline] = [await wordOf(plan.candidate, project), await wordOf(plan.baseline, project)];
  if (candidate === null || baseline === null) return null;
  const second = baseline === 'baseline' ? '' : ` ${baseline}`;
  return `attune compare ${candidate}${second} --complexity ${plan.complexity} --seeds-max ${plan.pairsMax}`;
}

/** `lr=0.1,optimizer=adam`, as one word of a shell. */
export function assignments(values: readonly (readonly [string, Configuration[string]])[]): string {
  return shellWord(values.map(([id, value]) => `${id}=${String(value)}`).join(','));
}

/** A trial's number, the word of old where it still means this, or all values. */
async function wordOf(
  { configuration, label, trial }: ComparedConfiguration,
  project: Project,
): Promise<string | null> {
  if (trial !== null) return String(trial);
  const all = Object.entries(configuration).map(([id, value]) => `${id}=${String(value)}`);
  for (const word of [label, all.join(',')]) {
    const meant = await comparedOf(word, project, null).catch(() => null);
    if (meant !== null && sameConfiguration(meant.configuration, configuration)) return shellWord(word);
  }
  return null;
}
