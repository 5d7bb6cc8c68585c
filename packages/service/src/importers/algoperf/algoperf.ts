/** AlgoPerf's log folders: one a trial, with its hyperparameters and measurements. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AttuneError } from '@attune/core/errors';
import type { Configuration } from '@attune/core/space';
import { better, type Curve } from '@attune/core/study';
import { defineTexts } from '@attune/core/texts';
import type { History, Importer, ImportOptions } from '../importer.ts';
import { readError } from '../text-lines.ts';
import { stateOf } from '../trial-state.ts';
import { configurationIn, configurationOf } from '../configuration.ts';
import { roundNames, trialFolders, type TrialFolder } from './find-trials.ts';
import { readMeasurements } from './measurements.ts';
import { workloadOf, type Workload } from './workloads.ts';

const texts = defineTexts('algoperf-logs', {
  summary: 'folders SUBMISSION/study_K/WORKLOAD/trial_N with hparams.json and measurements.csv',
  none: 'there is no trial below {path}: a trial is a folder with measurements.csv, as in {example}',
  badHyperparameters: '{path}: {reason}: it must be one JSON mapping of names to values',
});

export const algoperf: Importer = {
  name: 'algoperf',
  summary: texts.summary(),
  detect(path) {
    try {
      return !trialFolders(path).next().done;
    } catch {
      return false;
    }
  },
  async *open(path, options) {
    const folders = [...trialFolders(path)];
    const names = roundNames(folders);
    for (const folder of folders) {
      const group = names.get(folder.path) ?? folder.workload;
      yield await readTrial(folder, group, options);
    }
    if (folders.length === 0) {
      throw new AttuneError('not-found', texts.none({ path, example: 'SUBMISSION/study_0/wmt_jax/trial_1' }));
    }
  },
};

async function readTrial(folder: TrialFolder, group: string, options: ImportOptions): Promise<History> {
  const { curves, validExamples, mended } = await readMeasurements(folder.measurements);
  const configuration = hyperparametersIn(folder);
  const workload = workloadOf(folder.workload);
  const { maxSteps } = options;
  const last = curves.reduce((most, { steps }) => Math.max(most, steps.at(-1) ?? 0), 0);
  return {
    source: folder.path,
    group,
    label: folder.study === '' ? folder.trial : `${folder.study}/${folder.trial}`,
    seed: Number(/\d+$/.exec(folder.study)?.[0] ?? 0) % 2 ** 31,
    configuration: configuration === null ? {} : chosen(configuration, folder, options),
    curves,
    state: mended.withoutMeasurements > 0 ? { status: 'failed', reason: 'crashed' } : stateOf(curves),
    toldInfeasible: false,
    objective: workload?.objective ?? null,
    stepUnit: 'step',
    maxSteps: typeof maxSteps === 'number' ? maxSteps : workload === null ? null : Math.max(workload.maxSteps, last),
    chance: workload?.chance ?? null,
    endedAtTarget: workload !== null && endsAtTarget(curves, workload),
    examples: validExamples === null || validExamples < 1 ? {} : { valid: Math.round(validExamples) },
    mended: { ...mended, withoutHyperparameters: configuration === null ? 1 : 0 },
    assumed: [],
  };
}

/** The hyperparameters of the space or those asked for; else all. */
function chosen(all: Configuration, folder: TrialFolder, { space, hyperparameters }: ImportOptions): Configuration {
  if (space !== undefined) return configurationIn(space, all, join(folder.path, 'hparams.json'));
  if (hyperparameters === undefined) return all;
  return Object.fromEntries(Object.entries(all).filter(([name]) => hyperparameters.includes(name)));
}

/** Whether the last evaluation, before the step hint, is the first to meet the validation target. */
function endsAtTarget(curves: readonly Curve[], { objective, target, maxSteps }: Workload): boolean {
  const curve = curves.find(({ metric }) => metric === objective.metric);
  if (target === null || curve === undefined || (curve.steps.at(-1) ?? maxSteps) >= maxSteps) return false;
  const met = curve.values.findIndex((value) => value === target || better(objective.direction, value, target));
  return met === curve.values.length - 1;
}

/** Null where the file is missing. */
function hyperparametersIn({ path: folder }: TrialFolder): Configuration | null {
  const path = join(folder, 'hparams.json');
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    const error = readError(path, cause);
    if (error.code === 'not-found') return null;
    throw error;
  }
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError('not a mapping');
    return configurationOf(Object.entries(value));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AttuneError('invalid', texts.badHyperparameters({ path, reason }), { cause });
  }
}
