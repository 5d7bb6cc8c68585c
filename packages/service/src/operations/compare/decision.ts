/** A comparison's decision for its report, with how it stood after each pair. */
import { decide, isJudgedPair, leastPairs } from '@attune/core/decide';
import type { Configuration } from '@attune/core/space';
import { defineTexts } from '@attune/core/texts';
import { numberText } from '../../report/columns.ts';
import type { ReportedDecision } from '../../report/decision.ts';
import { comparisonDocument } from './document.ts';
import { launchCommand } from './next.ts';
import { ruleOf, type ComparisonRecord } from './record.ts';

export const compareDecisionTexts = defineTexts('compare-decision', {
  selected:
    'The result that selected the candidate, {value} in trial {trial}, had rank {rank} of {among}; it is no evidence here.',
  warning: 'Warning: {warning}.',
});

/** `continuing`: the command that goes on with it, where there is one. `baseline`: that of today, which a launch replaces. */
export function reportedDecision(
  record: ComparisonRecord,
  { continuing, baseline: now }: { readonly continuing: string | null; readonly baseline: Configuration },
): ReportedDecision {
  const { round, plan } = record;
  const { candidate, baseline, ...told } = comparisonDocument(plan, round.resolved.project, record);
  const { recommendation, final, reason, complexity, note, pairs, pairsMax, ahead, infeasible, lost } = told;
  const { effect, interval, better, runs, selected } = told;
  const remarks =
    selected === null
      ? []
      : [
          compareDecisionTexts.selected({ ...selected, value: numberText(selected.value) }),
          ...(selected.warning === null ? [] : [compareDecisionTexts.warning({ warning: selected.warning })]),
        ];
  return {
    candidate: candidate.label,
    baseline: baseline.label,
    ...{ recommendation, final, reason, complexity, note, pairs, pairsMax, ahead, infeasible, lost },
    ...{ effect, interval, better, runs },
    looks: looksAt(record),
    remarks: remarks.map(({ text }) => text),
    next: recommendation === 'adopt' ? launchCommand(record, now) : final ? null : continuing,
  };
}

function looksAt(record: ComparisonRecord): ReportedDecision['looks'] {
  const judged = record.pairs.filter(isJudgedPair);
  const rule = ruleOf(record.round.resolved.project, record.plan);
  return judged.flatMap((_, index) => {
    const { pairs, effect, interval, better } = decide(judged.slice(0, index + 1), rule);
    if (pairs < leastPairs || effect === null || better === null) return [];
    return [{ pairs, effect, interval: interval && { low: interval[0], high: interval[1] }, better }];
  });
}
