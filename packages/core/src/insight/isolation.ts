/**
 * What does the scientific hyperparameter do once everything else is optimised (method D12)? The best trial of each
 * scientific configuration after its own nuisance tuning, the best of them against the runner-up, by more than seeds and
 * searches explain (`lead.ts`), or *undecided*. Values that one study sampled together with the rest are parted
 * (`isolated.ts`), a range into parts. Whether each was tuned equally well (D14) comes before concluding: `fairness.ts`.
 */
import { rounded, roundedTo } from '../numeric/index.ts';
import { defineTexts, shown as shownValue, type Message } from '../texts/index.ts';
import { resolutionOf } from './evidence/comparison.ts';
import { isolatedOf, type Isolated } from './evidence/isolated.ts';
import { leadOf, type Lead } from './evidence/lead.ts';
import { percent } from './evidence/percent.ts';
import type { Tuned } from './evidence/tuned.ts';
import { fairness } from './fairness.ts';
import type { Action, Finding } from './finding.ts';
import { rangeTexts, rangeToldOf } from './isolated-range.ts';
import type { Question } from './question.ts';
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
  tunedJoint: '{label}: best {value} (trial {trial}); of {planned} {planned|trial|trials}, {outcomes}',
  untunedJoint: '{label}: no usable result; of {planned} {planned|trial|trials}, {outcomes}',
  behind: 'behind {first} by more than noise and luck explain: {labels}',
  fixed: 'fixed throughout, and the answer may differ elsewhere: {list}',
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
  adaptive:
    'one adaptive study samples the values of {names} together: it tries good values more often than others, so that none was tuned as the others were',
  joint: 'the values of {names} were sampled together, and the trials are too few to part them',
  single: 'the round holds one scientific configuration, {label}: there is nothing to compare it with',
  alone: 'only {label} has a feasible trial yet: there is nothing to compare it with',
  none: 'no scientific configuration has a feasible trial yet',
});

export const isolation: Question = {
  code: 'isolation',
  texts: { ...isolationTexts.table, ...rangeTexts.table },
  ask(view, options, asked = (question) => question.ask(view, options)) {
    const compared = isolatedOf(view);
    if (compared.length === 0) return { findings: [], silent: [whyNot(view)] };
    const answers = compared.map((isolated) => {
      const lead = leadOf(isolated.view, isolated.tuned, isolated.comparisons);
      if (lead === null) return whyNone(isolated);
      const unfair = asked(fairness).findings.find(({ values }) => values['of'] === isolated.names);
      return finding(isolated, lead, unfair);
    });
    return {
      findings: answers.filter((answer): answer is Finding => 'code' in answer),
      silent: answers.filter((answer): answer is Message => !('code' in answer)),
    };
  },
};

/** Why nothing at all can be compared. */
function whyNot(view: RoundView): Message {
  const names = scientificNames(view);
  if (names === '') return isolationTexts.nothing();
  const adaptive = view.round.studies.some((study) => study.purpose === 'search' && study.adaptive);
  return adaptive ? isolationTexts.adaptive({ names }) : isolationTexts.joint({ names });
}

function whyNone({ tuned }: Isolated): Message {
  const [only, ...others] = tuned;
  if (only === undefined || only.ranked.length === 0) return isolationTexts.none();
  return others.length === 0
    ? isolationTexts.single({ label: only.label })
    : isolationTexts.alone({ label: only.label });
}

function scientificNames({ round }: RoundView): string {
  return Object.entries(round.roles)
    .flatMap(([id, role]) => (role === 'scientific' ? [id] : []))
    .join(', ');
}

/** `unfair` is what `fairness` finds of the same comparison. */
function finding(isolated: Isolated, lead: Lead, unfair: Finding | undefined): Finding {
  const { tuned, view, names, sampled } = isolated;
  const { first, second, comparison, noise, behind } = lead;
  const { difference, floor } = comparison;
  const shown = (value: number): number => roundedTo(value, resolutionOf(comparison));
  const sure = lead.outcome === 'decided' ? 1 - Math.max(comparison.chance, lead.chance) : undecidedConfidence;
  const [best, runnerUp] = [first.best.outcome.objective, second.best.outcome.objective];
  const { metric } = view.round.objective;
  const range = sampled.kind === 'ranges' ? rangeToldOf(sampled, isolated, lead, shown) : null;
  const better = lead.outcome === 'decided' || range?.told === true;
  const remedy = remedyFrom(unfair) ?? (range === null || lead.outcome === 'unmeasured' ? remedyOf(tuned, lead) : null);
  return {
    code: 'isolation',
    severity: unfair !== undefined || lead.outcome === 'unmeasured' ? 'advice' : 'note',
    confidence: sure * (unfair?.severity === 'warning' ? unfairDiscount : 1),
    headline: range?.headline ?? headline(lead, shown),
    explanation: [
      ...(unfair?.explanation ?? []),
      ...(range?.explanation ?? tuned.map((one) => tunedText(one, sampled.kind === 'studies', shown))),
      ...(floor === null ? [comparison.reason] : []),
      ...(range === null ? [...aheadTexts(names, lead), ...behindTexts(lead)] : []),
      isolationTexts.scope({ names }),
      ...fixedTexts(view),
    ],
    values: {
      metric,
      of: names,
      verdict: better ? 'better' : 'undecided',
      first: first.label,
      second: second.label,
      behind: behind.length === 0 ? null : behind.map(({ label }) => label).join(', '),
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
        seeds: noise.deviation === null ? noise.baseline.length : noise.freedom + 1,
        behind: behind.length,
        ...(floor !== null && { floor }),
      },
      figure: isolated.figure,
    },
    ...remedy,
  };
}

interface Remedy {
  readonly advice: Message;
  readonly action?: Action;
}

/** Equal tuning comes first. */
function remedyFrom(unfair: Finding | undefined): Remedy | null {
  if (unfair?.advice === undefined) return null;
  return { advice: unfair.advice, ...(unfair.action !== undefined && { action: unfair.action }) };
}

/**
 * What was held constant, and may make the answer another where it is not: at the values that the trials ran with, which the
 * round may have set apart from the baseline's. What no trial has, in a branch that none took, held nothing constant.
 */
function fixedTexts({ round, search }: RoundView): readonly Message[] {
  const fixed = Object.entries(round.roles).flatMap(([id, role]) => {
    if (role !== 'fixed') return [];
    const values = search.flatMap(({ record }) => {
      const value = record.configuration[id];
      return value === undefined ? [] : [shownValue(value)];
    });
    const list = [...new Set(values)].join(' or ');
    return list === '' ? [] : [`${id}=${list}`];
  });
  return fixed.length === 0 ? [] : [isolationTexts.fixed({ list: fixed.join(', ') })];
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

/** How one configuration was tuned, with what became of its trials; in a joint study none were planned for it alone. */
function tunedText(
  { label, study, trials, ranked }: Tuned,
  planned: boolean,
  shown: (value: number) => number,
): Message {
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
  if (best === undefined) return planned ? isolationTexts.untuned(told) : isolationTexts.untunedJoint(told);
  const named = { ...told, value: shown(best.outcome.objective), trial: best.record.id };
  return planned ? isolationTexts.tuned(named) : isolationTexts.tunedJoint(named);
}

function nonZero(count: number, text: (values: { readonly count: number }) => Message): readonly Message[] {
  return count > 0 ? [text({ count })] : [];
}

/** Where the floor does not explain the lead: what the search may have brought. */
function aheadTexts(names: string, { first, second, ahead, chance, outcome }: Lead): readonly Message[] {
  if (outcome === 'inside' || outcome === 'unmeasured') return [];
  if (ahead === 1) return [isolationTexts.aheadOne({ second: second.label })];
  return [isolationTexts.ahead({ ahead, first: first.label, names, p: percent(chance) })];
}

/** Where the runner-up is not, but others are behind. */
function behindTexts({ first, behind, outcome }: Lead): readonly Message[] {
  if (outcome === 'decided' || behind.length === 0) return [];
  const labels = behind.map(({ label }) => label).join(', ');
  return [isolationTexts.behind({ first: first.label, labels })];
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
