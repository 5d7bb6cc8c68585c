/** The verdict of a report that trials have overtaken is told with how many it knew of. */
import { defineTexts } from '@attune/core/texts';

export const verdictWordsTexts = defineTexts('dashboard-verdict', {
  analysing: 'The results are being analysed.',
  earlier: 'After {ended} {ended|trial|trials}: {verdict}',
});

/** `ended`: trials that had ended by the report; `verdict`: as a sentence; `behind`: whether others have ended since. */
export function verdictWords(ended: number, verdict: string, behind: boolean): string {
  if (!behind) return verdict;
  return ended === 0 ? verdictWordsTexts.analysing().text : verdictWordsTexts.earlier({ ended, verdict }).text;
}
