/** In a sentence, what speaks for a launch. */
import Value from 'typebox/value';
import { rounded } from '@attune/core/numeric';
import { defineTexts } from '@attune/core/texts';
import type { LaunchRow } from '../../store/index.ts';
import { evidenceSchema, type Evidence } from '../launch/evidence.ts';

export const groundsTexts = defineTexts('log-grounds', {
  byHand: 'Changed by hand in attune.yaml: there is no evidence that it is better.',
  compared:
    'Compared in round {round}, {pairs} {pairs|pair|pairs} of fresh seeds: {metric} better by {effect}, P(better) {better}.',
  comparedPlainly: 'Compared in round {round}, {pairs} {pairs|pair|pairs} of fresh seeds: {reason}.',
  without: 'Launched without evidence: {reason}.',
  against: 'Launched without evidence, though round {round} recommends {recommendation}: {reason}.',
  otherwise: 'Launched with evidence of its own kind: attune log --json shows it.',
});

/** Empty for the baseline that a project begins with. */
export function groundsOf({ parent, evidence }: LaunchRow): string {
  if (evidence === null) return parent === null ? '' : groundsTexts.byHand().text;
  if (!Value.Check(evidenceSchema, evidence)) return groundsTexts.otherwise().text;
  return groundsText(evidence);
}

function groundsText(evidence: Evidence): string {
  switch (evidence.kind) {
    case 'comparison': {
      const { round, pairs, metric, effect, better, reason } = evidence;
      if (effect === null || better === null) return groundsTexts.comparedPlainly({ round, pairs, reason }).text;
      const values = { round, pairs, metric, effect: rounded(effect, 3), better: rounded(better, 2) };
      return groundsTexts.compared(values).text;
    }
    case 'none': {
      const { comparison } = evidence;
      const reason = evidence.reason.replace(/\.$/, '');
      if (comparison === null) return groundsTexts.without({ reason }).text;
      const recommendation =
        comparison.recommendation === 'more-evidence' ? 'more evidence' : `to ${comparison.recommendation} it`;
      return groundsTexts.against({ round: comparison.round, recommendation, reason }).text;
    }
  }
}
