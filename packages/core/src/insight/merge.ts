/**
 * One cause, one finding: where two findings come of the same thing, the one that an expert would act on tells the other,
 * which stays readable under it (`also`). The table below says which tells which, and by what their cause is known to be one.
 */
import type { Finding } from './finding.ts';

/** Findings by their code, and where one code tells several things, by which: `curve-shapes:collapse`. */
type Kind = string;

/** Whether the cause is one. */
type Link = (teller: Finding, told: Finding) => boolean;

interface Kinship {
  readonly teller: Kind;
  readonly told: readonly Kind[];
  readonly link: Link;
}

const always: Link = () => true;

/** They speak of the same trials: most of those that the told one rests on are the teller's too. */
const sameTrials: Link = (teller, told) => {
  const tellers = new Set(teller.evidence.trials);
  const shared = told.evidence.trials.filter((trial) => tellers.has(trial)).length;
  return shared > 0 && 2 * shared >= told.evidence.trials.length;
};

/** They speak of the same hyperparameters, and of one study where both name it. */
const sameHyperparameters: Link = (teller, told) => {
  const same = (name: string): boolean => teller.values[name] === told.values[name];
  const study = teller.values['study'] === undefined || told.values['study'] === undefined || same('study');
  return teller.values['hyperparameter'] !== undefined && same('hyperparameter') && same('partner') && study;
};

/** One range is to be widened. */
const sameExpansion: Link = ({ action: a }, { action: b }) =>
  a?.kind === 'expand-range' && b?.kind === 'expand-range' && a.hyperparameter === b.hyperparameter;

const acts =
  (kind: string): Link =>
  (_, told) =>
    told.action?.kind === kind;

const both =
  (...links: readonly Link[]): Link =>
  (teller, told) =>
    links.every((link) => link(teller, told));

/** Only of a bug: the whole program is in doubt, and all that its curves show comes of it. */
const ofABug: Link = (teller) => teller.action?.kind === 'check-program';

const unstable = ['curve-shapes:early-instability', 'curve-shapes:loss-spike', 'gradients:bursts'] as const;

/** In this order; a finding that has been told tells no other. */
const kinships: readonly Kinship[] = [
  {
    teller: 'infeasible',
    told: ['non-finite', 'curve-shapes:stuck-at-chance', 'curve-shapes:collapse', 'data-hints:stuck', ...unstable],
    link: both(ofABug, sameTrials),
  },
  // A comparison says itself what was unfair about it.
  { teller: 'isolation', told: ['fairness'], link: sameTrials },
  { teller: 'fairness', told: ['boundary'], link: sameExpansion },
  { teller: 'isolation', told: ['boundary'], link: sameExpansion },
  { teller: 'curve-shapes:stuck-at-chance', told: ['data-hints:stuck'], link: always },
  { teller: 'stability-edge', told: ['boundary', 'infeasible'], link: sameHyperparameters },
  { teller: 'non-finite', told: ['curve-shapes:collapse', 'training-loss-rising', ...unstable], link: sameTrials },
  {
    teller: 'curve-shapes:collapse',
    told: ['training-loss-rising', 'late-variance', ...unstable],
    link: sameTrials,
  },
  { teller: 'training-loss-rising', told: ['late-variance', ...unstable], link: sameTrials },
  { teller: 'curve-shapes:early-instability', told: ['curve-shapes:loss-spike', 'gradients:bursts'], link: sameTrials },
  { teller: 'curve-shapes:loss-spike', told: ['gradients:bursts'], link: sameTrials },
  { teller: 'overfitting', told: ['curve-shapes:variance'], link: always },
  { teller: 'saturated', told: ['best-step'], link: acts('fewer-steps') },
  { teller: 'still-improving', told: ['best-step'], link: acts('stretch-schedule') },
];

/**
 * The findings in their order, without those that another tells. A warning stays one, whoever tells it; otherwise the
 * teller judges how urgent the cause is.
 */
export function mergeRelated(findings: readonly Finding[]): readonly Finding[] {
  const telling = new Map<Finding, readonly Finding[]>();
  const told = new Set<Finding>();
  for (const kinship of kinships) {
    for (const teller of findings.filter((finding) => kindOf(finding) === kinship.teller && !told.has(finding))) {
      const kin = findings.filter(
        (one) => one !== teller && !told.has(one) && isOf(one, kinship.told) && kinship.link(teller, one),
      );
      if (kin.length === 0) continue;
      kin.forEach((one) => told.add(one));
      const tells = kin.flatMap((one) => [one, ...(telling.get(one) ?? [])]);
      telling.set(teller, [...(telling.get(teller) ?? []), ...tells]);
    }
  }
  return findings.flatMap((finding) => {
    if (told.has(finding)) return [];
    const also = telling.get(finding);
    if (also === undefined) return [finding];
    const warns = also.some(({ severity }) => severity === 'warning');
    const severity = warns ? 'warning' : finding.severity;
    return [{ ...finding, severity, also }];
  });
}

/** A code alone stands for all that it tells. */
function isOf(finding: Finding, kinds: readonly Kind[]): boolean {
  return kinds.includes(finding.code) || kinds.includes(kindOf(finding));
}

function kindOf({ code, values }: Finding): Kind {
  const which = values['shape'] ?? (code === 'gradients' || code === 'data-hints' ? values['kind'] : undefined);
  return typeof which === 'string' ? `${code}:${which}` : code;
}
