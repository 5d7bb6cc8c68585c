/** What the conclusion of a round will cover, and what it will not: said before it runs. */
import { flatten, type Dimension, type Hyperparameter } from '../space/index.ts';
import type { Project, ResolvedRound } from '../study/index.ts';
import { defineTexts, shown, type Message } from '../texts/index.ts';
import type { RoundFile } from './round-file.ts';
import { lengthText } from './length-text.ts';
import { resolveRound } from './resolve-round.ts';
import { lengthCaveat } from './round-length.ts';
import { trialsHaving } from './shares.ts';
import { subjectOf, having, varies } from './subject.ts';
import { nothingKnown } from './known.ts';

export const scopeTexts = defineTexts('design-scope', {
  studies: 'which of {values} is best, each tuned by {trials} {trials|trial|trials} of its own',
  studiesUneven: 'which of {values} is best, each tuned by {trials} to {most} trials of its own',
  joint: 'how the best result depends on {name} ({values}), from the {trials} trials of one study',
  jointBranch:
    'how the best result depends on {name} ({values}), from about {trials} of the {all} trials of one study: those in which it exists',
  maximize: 'the best of {trials} trials, and where in the ranges good results lie',
  tuned: 'tuned anew for it: {ranges}',
  fixed: 'other values of {name} than {value}, at which it is fixed',
  constant: 'other values of {name} than {value}, the only one in attune.yaml',
  outside: 'values outside these ranges',
  left: 'other values of {name}: {values}',
  length: 'longer or shorter training than {length}',
  ownLength:
    'longer or shorter training than {length}, the length of this round alone: its results are not pooled with those of the {usual} of attune.yaml',
  optimistic: 'how good the best trial is: the best of many is lucky in part, and only fresh seeds tell how much',
  untuned: 'the best that each can do: nothing is tuned beside it',
});

export interface Scope {
  readonly covers: readonly Message[];
  readonly excludes: readonly Message[];
}

/** Throws `invalid` where the round cannot be resolved. */
export function scopeOf(project: Project, file: RoundFile, number: number): Scope {
  const round = resolveRound(project, file, number);
  const subject = subjectOf(project, file, round, { number, known: nothingKnown });
  const nuisance = having(subject, 'nuisance').filter(({ hyperparameter }) => varies(hyperparameter));
  const ranges = nuisance.map(({ hyperparameter }) => `${hyperparameter.id} ${rangeShown(hyperparameter)}`);
  const scientific = having(subject, 'scientific').map(({ hyperparameter }) => hyperparameter);
  const constants = new Set(subject.placed.filter(({ constant }) => constant).map(({ id }) => id));
  return {
    covers: [
      ...answered(round, scientific),
      ...(ranges.length === 0 ? [] : [scopeTexts.tuned({ ranges: ranges.join('; ') })]),
    ],
    excludes: [
      ...(ranges.length === 0 && scientific.length > 0 ? [scopeTexts.untuned()] : []),
      ...round.caveats.flatMap(({ hyperparameter: name, value }) => {
        if (name === lengthCaveat) return [];
        const told = { name, value: shown(value ?? null) };
        return [constants.has(name) ? scopeTexts.constant(told) : scopeTexts.fixed(told)];
      }),
      ...scientific.flatMap((hyperparameter) => leftOut(project, hyperparameter)),
      ...(ranges.length === 0 ? [] : [scopeTexts.outside()]),
      lengthOf(project, round),
      scopeTexts.optimistic(),
    ],
  };
}

/** A round of the project's own length says no more than that. */
function lengthOf({ train: { maxSteps: usual } }: Project, { project: { train } }: ResolvedRound): Message {
  const { maxSteps, stepUnit } = train;
  const length = lengthText(maxSteps, stepUnit);
  return maxSteps === usual ? scopeTexts.length({ length }) : scopeTexts.ownLength({ length, usual });
}

function answered(round: ResolvedRound, scientific: readonly Hyperparameter[]): readonly Message[] {
  const searches = round.studies.filter(({ purpose }) => purpose === 'search');
  const sizes = searches.map(({ trials }) => trials);
  const [trials, most] = [Math.min(...sizes), Math.max(...sizes)];
  if (scientific.length === 0) return [scopeTexts.maximize({ trials })];
  if (searches.length > 1) {
    const values = searches.map(({ name }) => name).join('; ');
    return [
      trials === most ? scopeTexts.studies({ values, trials }) : scopeTexts.studiesUneven({ values, trials, most }),
    ];
  }
  return scientific.map((hyperparameter) => {
    const told = { name: hyperparameter.id, values: rangeShown(hyperparameter) };
    const own = Math.round(searches.reduce((sum, study) => sum + trialsHaving(study, hyperparameter.id), 0));
    return own < trials
      ? scopeTexts.jointBranch({ ...told, trials: own, all: trials })
      : scopeTexts.joint({ ...told, trials });
  });
}

/** Of what is compared: the values that the project has and the round leaves out. */
function leftOut(project: Project, hyperparameter: Hyperparameter): readonly Message[] {
  const own = flatten(project.space).find((one) => one.hyperparameter.id === hyperparameter.id)?.hyperparameter;
  const kept = new Set(valuesOf(hyperparameter));
  const values = own === undefined ? [] : valuesOf(own).filter((value) => !kept.has(value));
  return kept.size === 0 || values.length === 0
    ? []
    : [scopeTexts.left({ name: hyperparameter.id, values: values.join(', ') })];
}

function valuesOf(hyperparameter: Hyperparameter): readonly string[] {
  if (hyperparameter.kind === 'choice') return hyperparameter.branches.map(({ label }) => label);
  return 'values' in hyperparameter ? hyperparameter.values.map((value) => shown(value)) : [];
}

/** `1e-4 to 0.1`, `off (0) or 0.05 to 0.7`, `64, 128`. */
export function rangeShown(hyperparameter: Hyperparameter): string {
  if (hyperparameter.kind === 'choice') return valuesOf(hyperparameter).join(', ');
  const { off } = hyperparameter;
  const range = isRange(hyperparameter)
    ? `${shown(hyperparameter.low)} to ${shown(hyperparameter.high)}`
    : valuesOf(hyperparameter).join(', ');
  const inside = isRange(hyperparameter)
    ? typeof off === 'number' && off >= hyperparameter.low && off <= hyperparameter.high
    : off !== undefined && valuesOf(hyperparameter).includes(shown(off));
  return off === undefined || inside ? range : `${shown(off)} or ${range}`;
}

function isRange(dimension: Dimension): dimension is Extract<Dimension, { readonly low: number }> {
  return 'low' in dimension;
}
