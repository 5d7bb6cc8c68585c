/**
 * Was each scientific configuration tuned equally well (method D14)? Before a comparison concludes: equal budgets, no best
 * at an edge of its own range, and no configuration that lost, or spent on infeasible trials, more of its budget than
 * chance would have it.
 *
 * Budgets count as planned; a joint study samples them, so that they may differ by chance, which `isolation` allows for. Edges
 * are those of `boundary`; each configuration may give a false alarm, so that they share half of `falseAlarms`; shares of
 * infeasible and of lost trials (`shares.ts`) share a quarter each. Parts of a range are not asked for edges or infeasible
 * trials: they share one nuisance range, and what differs comes of the value itself.
 */
import { extent } from '../numeric/index.ts';
import { defineTexts, type Message } from '../texts/index.ts';
import { boundary } from './boundary.ts';
import { isolatedOf, type Isolated } from './evidence/isolated.ts';
import { leadOf, type Lead } from './evidence/lead.ts';
import { moreThanOthers, type Share } from './evidence/shares.ts';
import type { Tuned } from './evidence/tuned.ts';
import type { Action, Finding } from './finding.ts';
import type { InsightOptions } from './options.ts';
import type { Asked, Question } from './question.ts';
import type { RoundView } from './view.ts';

/** Shares of `falseAlarms`. */
const ofEdges = 1 / 2;
const ofShares = 1 / 4;
/** Relabelings for the edges of each listed value of a joint study: enough for p far below its limit, and a study to each. */
const mostPermutations = 999;

export const fairnessTexts = defineTexts('fairness', {
  doubt: 'the lead of {first} is in doubt: {labels} may have been tuned less well',
  before: 'before concluding: {labels} may have been tuned less well than the others',
  ahead: '{first} leads although it may have been tuned less well: in a fairer comparison it may lead by more',
  edge: 'the best trials of {label} crowd its range of {hyperparameter} towards the edge at {edge}: widen it before concluding',
  edgeAhead:
    'the best trials of {label} crowd its range of {hyperparameter} towards the edge at {edge}: in a wider one it may lead by more',
  maybeEdge:
    'the best values of {hyperparameter} for {label} may lie at the edge of its range ({edge}) or beyond: widen it before concluding',
  maybeEdgeAhead:
    'the best values of {hyperparameter} for {label} may lie at the edge of its range ({edge}) or beyond: in a wider one it may lead by more',
  unequal: 'the budgets differ, from {least} to {most} trials: the larger had more chances to find a good one',
  infeasible:
    '{count} of the {trials} trials of {label} are infeasible, of all others {others} of {otherTrials}: fewer of its trials could find a good configuration',
  lost: '{count} of the {trials} trials of {label} were cut short or failed, of all others {others} of {otherTrials}: fewer of its trials could find a good configuration',
  widen: 'widen {hyperparameters} before concluding',
  widenAhead: 'widen {hyperparameters}: the lead may grow',
  even: 'give each configuration {trials} trials',
  again: 'run as many trials of {label} again as were cut short or failed',
  feasible:
    'narrow the ranges of {label} to where its trials are feasible, and give it as many feasible trials as the others',
  fair: 'the configurations of {names} were given equal budgets, and none of them lies at an edge of its range',
  nothing: 'the round compares no two configurations with a result',
});

export const fairness: Question = {
  code: 'fairness',
  texts: fairnessTexts.table,
  ask(view, options, asked = (question) => question.ask(view, options)) {
    const compared = isolatedOf(view).flatMap((isolated) => {
      const lead = leadOf(isolated.view, isolated.tuned, isolated.comparisons);
      return lead === null ? [] : [{ isolated, lead }];
    });
    if (compared.length === 0) return { findings: [], silent: [fairnessTexts.nothing()] };
    const answers = compared.map(({ isolated, lead }) => {
      const causes = causesOf({ view, isolated, lead, options, asked });
      return causes.length === 0 ? fairnessTexts.fair({ names: isolated.names }) : finding(isolated, lead, causes);
    });
    return {
      findings: answers.filter((answer): answer is Finding => 'code' in answer),
      silent: answers.filter((answer): answer is Message => !('code' in answer)),
    };
  },
};

/** What held one configuration back; `doubts` where equal tuning could turn a decided lead. */
interface Cause {
  readonly label: string;
  readonly reason: Message;
  readonly doubts: boolean;
  /** How sure it is that this is more than chance. */
  readonly confidence: number;
  readonly advice: Message;
  readonly action?: Action;
}

interface Asking {
  readonly view: RoundView;
  readonly isolated: Isolated;
  readonly lead: Lead;
  readonly options: InsightOptions;
  readonly asked: Asked;
}

function causesOf(asking: Asking): readonly Cause[] {
  return [...edgeCauses(asking), ...budgetCauses(asking), ...shareCauses(asking)];
}

/** Those behind first: they are in the way of a conclusion, the leader's own edge is not. */
function edgeCauses(asking: Asking): readonly Cause[] {
  const { tuned, comparisons } = asking.isolated;
  const { lead, options } = asking;
  const limit = (ofEdges * options.falseAlarms) / tuned.length / comparisons;
  const edges = ownEdges(asking).filter(({ evidence }) => (evidence.numbers['p'] ?? 0) <= limit);
  const decided = lead.outcome === 'decided';
  const leads = ({ study }: Tuned): boolean => study.id === lead.first.study.id;
  return [...tuned.filter((one) => !leads(one)), ...tuned.filter(leads)].flatMap((one) =>
    edges
      .filter(({ values }) => values['study'] === one.study.name)
      .map((edge): Cause => {
        const { label } = one;
        const names = {
          label,
          hyperparameter: edge.values['hyperparameter'] ?? null,
          edge: edge.values['edge'] ?? null,
        };
        const ahead = decided && leads(one);
        const hyperparameters = String(names.hyperparameter);
        return {
          label,
          reason: edgeText(edge.values['claim'] === 'rises', ahead)(names),
          doubts: decided && !leads(one),
          confidence: edge.confidence,
          advice: ahead ? fairnessTexts.widenAhead({ hyperparameters }) : fairnessTexts.widen({ hyperparameters }),
          ...(edge.action !== undefined && { action: edge.action }),
        };
      }),
  );
}

/** In the words of what `boundary` claims: that the best crowd towards the edge, whatever the one nearest to it does, or may lie there. */
function edgeText(rises: boolean, ahead: boolean): typeof fairnessTexts.edge {
  if (rises) return ahead ? fairnessTexts.edgeAhead : fairnessTexts.edge;
  return ahead ? fairnessTexts.maybeEdgeAhead : fairnessTexts.maybeEdge;
}

/**
 * Findings of `boundary` on single configurations. An edge that all of them share, or that a joint study shows as a whole,
 * holds none of them back more than another: `boundary` says it by itself.
 */
function ownEdges({ isolated: { tuned, view, sampled }, options, asked }: Asking): readonly Finding[] {
  // Of the length of training nothing is concluded: longer is better everywhere.
  const ofRange = ({ values }: Finding): boolean => values['claim'] !== 'length';
  const whole = asked(boundary).findings.filter(ofRange);
  const alike = (edge: Finding, of: readonly Finding[]): number =>
    of.filter(({ values }) => ['hyperparameter', 'direction'].every((key) => values[key] === edge.values[key])).length;
  switch (sampled.kind) {
    case 'studies':
      return whole.filter((edge) => alike(edge, whole) < tuned.length);
    case 'values': {
      const permutations = Math.min(options.permutations, mostPermutations);
      return boundary
        .ask(view, { ...options, permutations })
        .findings.filter((edge) => ofRange(edge) && alike(edge, whole) === 0);
    }
    case 'ranges':
      return [];
  }
}

function budgetCauses({ isolated: { tuned, sampled }, lead }: Asking): readonly Cause[] {
  const [least, most] = extent(tuned.map(({ study }) => study.trials));
  // Shares of a budget that does not divide differ by one.
  if (sampled.kind !== 'studies' || most - least <= 1) return [];
  const { first, outcome } = lead;
  const smaller = tuned.filter(({ study }) => study.trials < most - 1).map(({ label }) => label);
  return [
    {
      label: smaller.join(', '),
      reason: fairnessTexts.unequal({ least, most }),
      doubts: outcome === 'decided' && first.study.trials > least + 1,
      confidence: 1,
      advice: fairnessTexts.even({ trials: most }),
    },
  ];
}

function shareCauses({ isolated: { tuned, comparisons, sampled }, lead, options }: Asking): readonly Cause[] {
  const limit = (ofShares * options.falseAlarms) / tuned.length / comparisons;
  const shareOf = (trials: Tuned['trials'], kinds: readonly string[]): Share => ({
    kind: trials.filter(({ outcome }) => kinds.includes(outcome.kind)).length,
    count: trials.filter(({ outcome }) => outcome.kind !== 'pending').length,
  });
  const all = tuned.flatMap(({ trials }) => trials);
  const doubts = (one: Tuned): boolean => lead.outcome === 'decided' && one.study.id !== lead.first.study.id;
  return tuned.flatMap((one) => {
    const causes = [
      { kinds: ['censored', 'failed'], reason: fairnessTexts.lost, advice: fairnessTexts.again },
      // What becomes infeasible along a range does so by its own value.
      ...(sampled.kind === 'ranges'
        ? []
        : [{ kinds: ['infeasible'], reason: fairnessTexts.infeasible, advice: fairnessTexts.feasible }]),
    ];
    return causes.flatMap(({ kinds, reason, advice }): readonly Cause[] => {
      const [own, whole] = [shareOf(one.trials, kinds), shareOf(all, kinds)];
      const p = moreThanOthers(own, whole);
      if (p > limit) return [];
      const { label } = one;
      const others = { others: whole.kind - own.kind, otherTrials: whole.count - own.count };
      const told = reason({ label, count: own.kind, trials: own.count, ...others });
      return [
        { label, reason: told, doubts: doubts(one), confidence: Math.min(0.99, 1 - p), advice: advice({ label }) },
      ];
    });
  });
}

function finding({ names, figure, tuned }: Isolated, lead: Lead, causes: readonly Cause[]): Finding {
  const { first, outcome } = lead;
  const doubtful = causes.filter(({ doubts }) => doubts);
  const [told] = doubtful.length > 0 ? doubtful : causes;
  const labels = [...new Set((doubtful.length > 0 ? doubtful : causes).map(({ label }) => label))].join(', ');
  const headline =
    doubtful.length > 0
      ? fairnessTexts.doubt({ first: first.label, labels })
      : outcome === 'decided'
        ? fairnessTexts.ahead({ first: first.label })
        : fairnessTexts.before({ labels });
  const trials = tuned.map((one) => one.trials.length);
  const feasible = tuned.map(({ ranked }) => ranked.length);
  return {
    code: 'fairness',
    severity: doubtful.length > 0 ? 'warning' : 'advice',
    confidence: Math.max(...causes.map(({ confidence }) => confidence)),
    headline,
    explanation: causes.map(({ reason }) => reason),
    values: { of: names, labels },
    evidence: {
      trials: tuned.flatMap(({ ranked }) => ranked.slice(0, 1).map(({ record }) => record.id)),
      numbers: {
        fewestTrials: Math.min(...trials),
        mostTrials: Math.max(...trials),
        fewestFeasible: Math.min(...feasible),
        mostFeasible: Math.max(...feasible),
      },
      figure,
    },
    ...(told !== undefined && { advice: adviceOf(causes, told) }),
    ...(told?.action !== undefined && { action: told.action }),
  };
}

/** Of the first cause; edges are widened together. */
function adviceOf(causes: readonly Cause[], told: Cause): Message {
  const alike = causes.filter(({ advice }) => advice.key === told.advice.key);
  const hyperparameters = [...new Set(alike.map(({ advice }) => String(advice.values['hyperparameters'])))].join(', ');
  switch (told.advice.key) {
    case 'fairness.widen':
      return fairnessTexts.widen({ hyperparameters });
    case 'fairness.widenAhead':
      return fairnessTexts.widenAhead({ hyperparameters });
    default:
      return told.advice;
  }
}
