/** A round's report, taken apart into the texts that are sent. */
import type { Diagnostician } from '../../history/index.ts';
import type { Store } from '../../store/index.ts';
import type { AnalysisOrder, AnalysisParts } from './analyst.ts';
import { judgedBy, readOtherObjective } from '../report/objective.ts';
import { roundReport } from '../views/round-report.ts';
import { roundOf } from '../rounds.ts';

/** `now`: milliseconds, UTC. Throws `not-found` and `invalid` as `attune report` does. */
export async function analysisParts(
  store: Store,
  { round: number, objective, keepFeasible = [] }: AnalysisOrder,
  now: number,
  diagnosed?: Diagnostician,
): Promise<AnalysisParts> {
  const stored = await roundOf(store, number);
  const judged = objective === undefined ? null : await judgedBy(store, stored, readOtherObjective(objective));
  const { document, figures } = await roundReport(store, judged?.round ?? stored, {
    now,
    options: { keepFeasible },
    ...(judged === null ? {} : { judged: judged.change.statement }),
    ...(diagnosed === undefined ? {} : { diagnosed }),
  });
  return {
    report: JSON.stringify({ ...document, trials: [] }),
    trials: JSON.stringify(document.trials),
    figures: figures.map(({ id, title, claim, spec }) => ({ id, title, claim, spec: JSON.stringify(spec) })),
    verdict: document.verdict.text,
  };
}
