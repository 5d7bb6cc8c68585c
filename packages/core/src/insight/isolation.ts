/**
 * What does the scientific hyperparameter do once everything else is optimised (method D12)? The best trial of each
 * scientific configuration after its own nuisance tuning, the best of them against the runner-up, by more than seeds and
 * searches explain (`lead.ts`), or *undecided*; and whether each was tuned equally well (D14), which comes before
 * concluding: equal budgets, and no best at an edge of its own range (`boundary.ts`).
 */
import { rounded, roundedTo } from '../numeric/index.ts';
import { defineTexts, type Message } from '../texts/index.ts';
import { boundary } from './boundary.ts';
import { resolutionOf } from './evidence/comparison.ts';
import { fairnessOf, type Remedy } from './fairness.ts';
import type { Finding } from './finding.ts';
import { leadOf, type Lead } from './evidence/lead.ts';
import type { InsightOptions } from './options.ts';
import { percent } from './evidence/percent.ts';
import type { Answer, Question } from './question.ts';
import { tunedOf, type Tuned } from './evidence/tuned.ts';
import type { RoundView } from './view.ts';

/** Fresh seeds that tell a good trial from a lucky one. */
const wantedSeeds = 3;
/** What is left of the confidence where unequal tuning may have made the difference. */
const unfairDiscount = 0.5;
/** Of a verdict *undecided*, as in `comparison.ts`. */
const undecidedConfidence = 0.95;

export const isolationTexts = defineTexts('isolation', {
  decided:
    '{first} ({best}, best of {firstCount}) beats {second} ({runnerUp}, best of {secondCount}) by {difference}, {times} × the noise floor {floor}',
  decidedHere:
    '{first} ({best}, best of {firstCount}) beats {second} ({runnerUp}, best of {secondCount}) by {difference}, {times} × the noise floor {floor}, on this validation set',
  inside:
    '{first} ({best}, best of {firstCount}) against {second} ({runnerUp}, best of {secondCount}): undecided, {difference} apart with a noise floor of {floor}',
  picked:
    '{first} ({best}, best of {firstCount}) against {second} ({runnerUp}, best of {secondCount}): undecided, {difference} apart with a noise floor of {floor}, but the best of {firstCount} and of {secondCount} equal trials would be as far apart in {p} of rounds',
  searched:
    '{first} ({best}, best of {firstCount}) against {second} ({runnerUp}, best of {secondCount}): undecided, {difference} apart with a noise floor of {floor}, but luck of the search may explain it',
  unmeasured:
    '{first} ({best}, best of {firstCount}) against {second} ({runnerUp}, best of {secondCount}): undecided, {difference} apart, and the noise is not known',
  tuned: '{label}: best {value} (trial {trial}); of {planned} {planned|trial|trials} planned, {outcomes}',
  untuned: '{label}: no usable result; of {planned} {planned|trial|trials} planned, {outcomes}',
  feasible: '{count} feasible',
  infeasible: '{count} infeasible',
  cut: '{count} cut short or failed',
  pending: '{count} still to end',
  ahead:
    'the {ahead} best trials are all of {first}: if {names} made no difference, as many would be of one configuration in {p} of rounds',
  aheadOne: 'of all trials only the best one is better than the best of {second}',
  scope: 'this is of {names} as tuned here: other ranges or budgets may give another answer',
  rerun: 'run trials {first} and {second} again with {seeds} fresh seeds each',
  more: 'add {trials} trials, as many to each configuration',
  measure: 'run the baseline with {seeds} seeds',
  nothing: 'the round has no scientific hyperparameter: there is nothing to compare',
  joint:
    'one study samples the values of {names} together, so that none was tuned by itself: see the figures of {metric} against them',
  single: 'the round holds one scientific configuration, {label}: there is nothing to compare it with',
  alone: 'only {label} has a feasible trial yet: there is nothing to compare it with',
  none: 'no scientific configuration has a feasible trial yet',
});

export const isolation: Question = {
  code: 'isolation',
  texts: isolationTexts.table,
  ask(view, options): Answer {
    const tuned = tunedOf(view);
    const lead = tuned.length < 2 ? null : leadOf(view, tuned);
    if (lead === null) return { findings: [], silent: [whyNot(view, tuned)] };
    return { findings: [finding(view, tuned, lead, options)], silent: [] };
  },
};

function whyNot(view: RoundView, tuned: readonly Tuned[]): Message {
  const names = scientificNames(view);
  if (names === '') return isolationTexts.nothing();
  const [only] = tuned;
  if (only === undefined) return isolationTexts.joint({ names, metric: view.round.objective.metric });
  if (tuned.length === 1) return isolationTexts.single({ label: only.label });
  return only.ranked.length === 0 ? isolationTexts.none() : isolationTexts.alone({ label: only.label });
}

function scientificNames({ round }: RoundView): string {
  return Object.entries(round.roles)
    .flatMap(([id, role]) => (role === 'scientific' ? [id] : []))
    .join(', ');
}

function finding(view: RoundView, tuned: readonly Tuned[], lead: Lead, options: InsightOptions): Finding {
  const { first, second, comparison, noise } = lead;
  const { difference, floor } = comparison;
  const shown = (value: number): number => roundedTo(value, resolutionOf(comparison));
  const fairness = fairnessOf(tuned, lead, boundary.ask(view, options).findings);
  const sure = lead.outcome === 'decided' ? 1 - Math.max(comparison.chance, lead.chance) : undecidedConfidence;
  const [best, runnerUp] = [first.best.outcome.objective, second.best.outcome.objective];
  const { metric } = view.round.objective;
  const remedy = fairness.remedy ?? remedyOf(tuned, lead);
  return {
    code: 'isolation',
    severity: fairness.reasons.length > 0 || lead.outcome === 'unmeasured' ? 'advice' : 'note',
    confidence: sure * (fairness.doubtful ? unfairDiscount : 1),
    headline: headline(lead, shown),
    explanation: [
      ...fairness.reasons,
      ...tuned.map((one) => tunedText(one, shown)),
      ...(floor === null ? [comparison.reason] : []),
      ...aheadTexts(view, lead),
      isolationTexts.scope({ names: scientificNames(view) }),
    ],
    values: {
      metric,
      verdict: lead.outcome === 'decided' ? 'better' : 'undecided',
      first: first.label,
      second: second.label,
      best: shown(best),
      runnerUp: shown(runnerUp),
      floor: floor === null ? null : rounded(floor),
    },
    evidence: {
      trials: tuned.flatMap(({ ranked }) => ranked.slice(0, 1).map(({ record }) => record.id)),
      numbers: {
        best,
        runnerUp,
        difference,
        ahead: lead.ahead,
        searchChance: lead.chance,
        seeds: noise.baseline.length,
        ...(floor !== null && { floor }),
      },
      figure: 'isolation',
    },
    ...remedy,
  };
}

function headline({ first, second, comparison, noise, outcome }: Lead, shown: (value: number) => number): Message {
  const { difference, floor, chance } = comparison;
  const best = first.best.outcome.objective;
  const names = {
    first: first.label,
    second: second.label,
    best: shown(best),
    runnerUp: shown(second.best.outcome.objective),
    firstCount: first.ranked.length,
    secondCount: second.ranked.length,
    difference: rounded(difference),
    floor: floor === null ? null : rounded(floor),
    times: floor === null ? null : rounded(difference / floor, 2),
  };
  switch (outcome) {
    case 'decided': {
      const sampled = noise.examples !== null && best >= 0 && best <= 1;
      return sampled ? isolationTexts.decided(names) : isolationTexts.decidedHere(names);
    }
    case 'picked':
      return isolationTexts.picked({ ...names, p: percent(chance) });
    case 'inside':
    case 'searched':
    case 'unmeasured':
      return isolationTexts[outcome](names);
  }
}

/** How one configuration was tuned, with what became of its trials. */
function tunedText({ label, study, trials, ranked }: Tuned, shown: (value: number) => number): Message {
  const count = (...kinds: readonly string[]): number =>
    trials.filter(({ outcome }) => kinds.includes(outcome.kind)).length;
  const ended = trials.length - count('pending');
  const outcomes = [
    isolationTexts.feasible({ count: ranked.length }),
    ...nonZero(count('infeasible'), isolationTexts.infeasible),
    ...nonZero(count('censored', 'failed'), isolationTexts.cut),
    ...nonZero(Math.max(0, study.trials - ended), isolationTexts.pending),
  ].map(({ text }) => text);
  const told = { label, planned: study.trials, outcomes: outcomes.join(', ') };
  const [best] = ranked;
  if (best === undefined) return isolationTexts.untuned(told);
  return isolationTexts.tuned({ ...told, value: shown(best.outcome.objective), trial: best.record.id });
}

function nonZero(count: number, text: (values: { readonly count: number }) => Message): readonly Message[] {
  return count > 0 ? [text({ count })] : [];
}

/** Where the floor does not explain the lead: what the search may have brought. */
function aheadTexts(view: RoundView, { first, second, ahead, chance, outcome }: Lead): readonly Message[] {
  if (outcome === 'inside' || outcome === 'unmeasured') return [];
  if (ahead === 1) return [isolationTexts.aheadOne({ second: second.label })];
  const names = scientificNames(view);
  return [isolationTexts.ahead({ ahead, first: first.label, names, p: percent(chance) })];
}

/** What would decide it. */
function remedyOf(tuned: readonly Tuned[], { first, second, outcome }: Lead): Remedy | null {
  const rerun = { kind: 'rerun-seeds', seeds: wantedSeeds } as const;
  switch (outcome) {
    case 'decided':
      return null;
    case 'unmeasured':
      return { advice: isolationTexts.measure({ seeds: wantedSeeds }), action: rerun };
    case 'inside':
    case 'picked': {
      const trials = { first: first.best.record.id, second: second.best.record.id };
      return { advice: isolationTexts.rerun({ ...trials, seeds: wantedSeeds }), action: rerun };
    }
    case 'searched': {
      const trials = tuned.reduce((sum, { study }) => sum + study.trials, 0);
      return { advice: isolationTexts.more({ trials }), action: { kind: 'add-trials', trials } };
    }
  }
}
