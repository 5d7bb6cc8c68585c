/** Labels that an eye gave to curves, and how well diagnoses agree with them: the rules of score-diagnoses.mjs, trial by trial. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DiagnosisCode } from '@attune/core/diagnosis';
import { quantile, stream } from '@attune/core/numeric';

export const corpus = process.env['ATTUNE_CORPUS'] ?? join(import.meta.dirname, '../../../shared/corpus');
/** The labels that the constants were set with. */
export const labelsFile = join(corpus, 'algoperf/labels.json');
/** Labels of other trials of the same logs that the constants were not set with; null where none are given. */
export const heldOutFile = process.env['ATTUNE_LABELS'] ?? null;

export interface Labelled {
  readonly path: string;
  readonly submission: string;
  readonly yes: readonly string[];
  readonly unclear: readonly string[];
}

export function readLabels(file: string): readonly Labelled[] {
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly trials: readonly Labelled[] }).trials;
}

/** What identifies a trial wherever its folder lies: submission, study, workload, trial. */
export function keyOf(path: string): string {
  return path.replace(/\/+$/, '').split('/').slice(-4).join('/');
}

const labelled: readonly (readonly [label: string, code: DiagnosisCode])[] = [
  ['problematic_overfitting', 'overfitting'],
  ['still_improving_at_end', 'still-improving'],
  ['saturated_long_before_end', 'saturated'],
  ['diverged_or_nan', 'diverged'],
  ['training_loss_increasing', 'training-loss-rising'],
  ['loss_spike_with_recovery', 'loss-spike'],
  ['high_late_variance', 'late-variance'],
  ['early_instability', 'early-instability'],
  ['never_learns', 'never-learns'],
];

const noAilments: ReadonlySet<DiagnosisCode> = new Set(['still-improving', 'saturated']);

/** Positives below which a label is not counted: so few say nothing. */
const fewestPositives = 5;

export type Answers = ReadonlyMap<string, ReadonlySet<DiagnosisCode>>;

export interface Score {
  /** Mean F1 over the labels `counted`; NaN where there is none. */
  readonly macroF1: number;
  /** Healthy trials with an ailment named. */
  readonly alarmed: readonly string[];
  readonly healthy: number;
}

/** Labels with enough positives among the trials. */
export function countedLabels(trials: readonly Labelled[]): readonly string[] {
  return labelled
    .map(([label]) => label)
    .filter((label) => trials.filter(({ yes }) => yes.includes(label)).length >= fewestPositives);
}

export function score(trials: readonly Labelled[], answers: Answers, counted = countedLabels(trials)): Score {
  const f1s = labelled
    .filter(([label]) => counted.includes(label))
    .map(([label, code]) => {
      let [hits, wrong] = [0, 0];
      for (const trial of trials) {
        if (trial.unclear.includes(label)) continue;
        const said = answers.get(keyOf(trial.path))?.has(code) === true;
        const is = trial.yes.includes(label);
        if (said && is) hits++;
        else if (said !== is) wrong++;
      }
      return (2 * hits) / (2 * hits + wrong);
    })
    .filter((f1) => !Number.isNaN(f1));
  const healthy = trials.filter(({ yes }) => yes.includes('healthy'));
  const alarmed = healthy.filter(({ path }) =>
    labelled.some(([, code]) => !noAilments.has(code) && answers.get(keyOf(path))?.has(code) === true),
  );
  const macroF1 = f1s.reduce((sum, f1) => sum + f1, 0) / f1s.length;
  return { macroF1, alarmed: alarmed.map(({ path }) => keyOf(path)), healthy: healthy.length };
}

/** The 2.5th and 97.5th percentile of macro F1 over trials drawn with replacement, the labels counted being the same. */
export function bootstrapInterval(
  trials: readonly Labelled[],
  answers: Answers,
  draws: number,
): readonly [low: number, high: number] {
  const counted = countedLabels(trials);
  const values = Array.from({ length: draws }, (_, draw) => {
    const random = stream(draw, 'bench diagnosis bootstrap');
    const sample = trials.flatMap(() => trials[random.integer(trials.length)] ?? []);
    return score(sample, answers, counted).macroF1;
  });
  return [quantile(values, 0.025), quantile(values, 0.975)];
}
