/** What to do after a comparison, as a command that works as it stands. */
import { mostPairs } from '@attune/core/decide';
import type { Configuration } from '@attune/core/space';
import { shellWord } from '../../protocol/index.ts';
import type { ComparisonRecord } from './record.ts';
import { sameConfiguration } from '../design/freeze.ts';

/**
 * Null where a comparison does not recommend to adopt its candidate, or was not with the baseline of today, which a launch
 * refuses. A change that adds complexity needs a note, which only its user can word.
 */
export function launchCommand({ plan, round, decision }: ComparisonRecord, baseline: Configuration): string | null {
  if (decision.recommendation !== 'adopt') return null;
  if (!sameConfiguration(plan.baseline.configuration, baseline)) return null;
  const note =
    plan.complexity === 'adds' && plan.note.trim() === '' ? ' --note "what it costs, and why it is worth it"' : '';
  return `attune launch --comparison ${round.number}${note}`;
}

/** The command that lets more pairs run; null where more could not change the answer. */
export function moreCommand({ plan, decision }: ComparisonRecord): string | null {
  const { recommendation, final, needed, lost, seedsHelp } = decision;
  if (recommendation !== 'more-evidence' || !seedsHelp || (final && plan.pairsMax >= mostPairs)) return null;
  const words = [plan.candidate, plan.baseline].map(({ trial, label }) =>
    trial === null ? shellWord(label) : String(trial),
  );
  const more = final && lost === 0 ? ` --seeds-max ${needed ?? Math.min(mostPairs, 2 * plan.pairsMax)}` : '';
  return `attune compare ${words.join(' ')}${more}`;
}
