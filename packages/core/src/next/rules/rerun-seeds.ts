/** Seeds of the baseline where noise is not known; two configurations that noise does not tell apart go to `compare`. */
import { noiseOf } from '../../insight/index.ts';
import { sameConfiguration } from '../../space/index.ts';
import { defineTexts } from '../../texts/index.ts';
import { sourceOf, type Rule } from '../change.ts';

export const rerunSeedsTexts = defineTexts('next-seeds', {
  baseline: '{seeds} runs of the baseline: without their spread nothing tells a gain from noise',
  compare: 'trials {first} and {second} are not told apart by one run each: `attune compare {first} {second}`',
});

export const rerunSeeds: Rule<'rerun-seeds'> = ({ action: { seeds }, finding, round, basis }) => {
  const [first, second] = finding.evidence.trials;
  if (finding.code === 'isolation' && first !== undefined && second !== undefined) {
    const pair = [first, second].map((id) => round.insight.view.ranked.find(({ record }) => record.id === id)?.record);
    const decided = basis.comparisons.some(({ candidate, baseline }) =>
      pair.every(
        (one) => one !== undefined && [candidate, baseline].some((side) => sameConfiguration(side, one.configuration)),
      ),
    );
    if (decided) return [];
    return [{ kind: 'apart', urgent: false, message: rerunSeedsTexts.compare({ first, second }) }];
  }
  // Of a noise that is known, this finding says that the best trial should be run again: `compare` does.
  const { view } = round.insight;
  if ((noiseOf(view, view.round.objective.metric)?.baseline.length ?? 0) >= seeds) return [];
  const about = { part: 'baseline' } as const;
  const message = rerunSeedsTexts.baseline({ seeds });
  return [{ kind: 'baseline-seeds', seeds, reason: { about, message, finding: sourceOf({ round, finding }) } }];
};
