/**
 * Do results still improve at an edge of a hyperparameter's range? Then better values may lie beyond it (method D1).
 *
 * A fit that allows for the other hyperparameters and heeds the best trials most (`edge-trend.ts`) is tested against the null
 * that the hyperparameters do not matter, for all dimensions and both edges of a study at once, the studies of a round
 * sharing `options.falseAlarms`: under it this question speaks in at most that share of rounds. Its claim is tested beside:
 * advice where the fitted slope at the edge itself is above 0 at the same level, silence where it is below 0, else a note that
 * the best values may lie there. Longer training does better as a rule, and is no range to search: for the length of training
 * it proposes one stretched run (method C3, S5). Trials of one configuration count once (`by-configuration.ts`).
 * Silent at natural limits, and where infeasible trials lie along the edge: the limit is stability, not the range (D4).
 * `bench/boundary` measures false alarms and misses.
 */
import { rounded, stream } from '../numeric/index.ts';
import type { Hyperparameter } from '../space/index.ts';
import type { Message } from '../texts/index.ts';
import { boundaryFinding } from './boundary-finding.ts';
import { remedyOf } from './boundary-remedy.ts';
import { edgeValue, isLength, isOrdered, type Subject } from './boundary-subject.ts';
import { boundaryTexts } from './boundary-texts.ts';
import { byConfiguration } from './evidence/by-configuration.ts';
import { placeOf, varied } from './evidence/dimension.ts';
import type { Factor } from './evidence/edge-fit.ts';
import { stripAlong } from './evidence/edge-strip.ts';
import { edgeTrends, type Trend } from './evidence/edge-trend.ts';
import type { Finding } from './finding.ts';
import type { InsightOptions } from './options.ts';
import type { Answer, Question } from './question.ts';
import type { StudyRecord } from './record.ts';
import type { RankedTrial, RoundView } from './view.ts';

/** Below this many feasible trials in a branch even the clearest trend could be chance. */
const fewest = 8;
/** Chance of silence, by a slope that seems to fall at the edge, where results are level there. */
const mostMissed = 0.1;

export const boundary: Question = {
  code: 'boundary',
  texts: boundaryTexts.table,
  ask(view, options) {
    const studies = view.round.studies.filter(({ purpose }) => purpose === 'search');
    const answers = studies.map((study) => askStudy(view, study, studies.length, options));
    return {
      findings: answers.flatMap(({ findings }) => findings),
      silent: answers.flatMap(({ silent }) => silent),
    };
  },
};

/** One of so many studies, which share the false alarms. */
function askStudy(view: RoundView, study: StudyRecord, studies: number, options: InsightOptions): Answer {
  const hyperparameters = varied(study);
  const trials = view.ranked.filter((trial) => trial.study.id === study.id);
  const ranked = byConfiguration(view.round, trials);
  const trends = edgeTrends(
    hyperparameters.map((hyperparameter) => factorOf(hyperparameter, ranked)),
    ranked.map(({ outcome }) => outcome.objective),
    { permutations: options.permutations, random: stream(options.seed, 'boundary', study.id), fewest },
  );
  const answers = hyperparameters.flatMap((hyperparameter, h): (Finding | Message)[] => {
    if (!isOrdered(hyperparameter)) return [];
    const has = ({ record }: RankedTrial): boolean => placeOf(hyperparameter, record.configuration) !== null;
    const [members, having] = [ranked.filter(has), trials.filter(has).length];
    const subject: Subject = { view, study, oneOfSeveral: studies > 1, hyperparameter, members, having };
    const trend = trends[h] ?? null;
    return [trend === null ? tooLittle(subject) : judge(subject, trend, options.falseAlarms / studies)];
  });
  return {
    findings: answers.filter((answer): answer is Finding => 'code' in answer),
    silent: answers.filter((answer): answer is Message => !('code' in answer)),
  };
}

/** A dimension as the fit allows for it. */
function factorOf(hyperparameter: Hyperparameter, trials: readonly RankedTrial[]): Factor {
  const configurations = trials.map(({ record }) => record.configuration);
  if (isOrdered(hyperparameter)) {
    return { kind: 'ordered', places: configurations.map((configuration) => placeOf(hyperparameter, configuration)) };
  }
  const values = configurations.map((configuration) => configuration[hyperparameter.id]);
  return { kind: 'unordered', values: values.map((value) => (value === undefined ? null : String(value))) };
}

function tooLittle({ study, hyperparameter, members }: Subject): Message {
  const names = { study: study.name, hyperparameter: hyperparameter.id };
  return members.length < fewest
    ? boundaryTexts.few({ ...names, count: members.length, fewest })
    : boundaryTexts.flat(names);
}

/** A finding, or why there is none: chance, what fails along the edge, an optimum inside the range, nothing beyond it. */
function judge(subject: Subject, trend: Trend, level: number): Finding | Message {
  const { view, study, hyperparameter } = subject;
  const { edge: towards, p, flat } = trend;
  const names = { study: study.name, hyperparameter: hyperparameter.id };
  if (towards === 'none') return boundaryTexts.clear(names);
  const edge = edgeValue(hyperparameter, towards);
  if (p > level) return boundaryTexts.chance({ ...names, edge, p: rounded(p, 2) });
  const claim = isLength(hyperparameter) ? 'length' : flat <= level ? 'rises' : 'possible';
  if (claim !== 'length') {
    const { count, infeasible, unstable } = stripAlong(view, study, hyperparameter, towards);
    if (unstable) return boundaryTexts.unstable({ ...names, edge, infeasible, count });
    if (flat >= 1 - mostMissed) return boundaryTexts.inside({ ...names, edge });
  }
  const remedy = remedyOf(subject, towards, claim);
  return remedy === null
    ? boundaryTexts.limit({ ...names, edge })
    : boundaryFinding(subject, { ...trend, edge: towards, claim }, remedy);
}
