/** Whether runs of a training program repeat, and whether what they report makes sense (method A4). */
import { isSealed, trainLossAmong, type Project } from '@attune/core/study';
import { defineTexts, type Message } from '@attune/core/texts';
import { explain } from '../../engine/index.ts';
import type { Probe } from './probe.ts';
import { valuesOf, type Probes } from './probing.ts';

/** A check of method A4, by name. */
export interface CheckReport {
  readonly check: string;
  readonly standing: 'passed' | 'failed' | 'skipped';
  readonly why: Message;
}

export const probeCheckTexts = defineTexts('probe-checks', {
  reported: 'the objective {metric} arrives: {value} at {unit} {step}',
  sameSeed: 'two runs with one seed report the same values',
  sameSeedDiffers:
    'two runs with one seed differ in {metric} at step {step}: {first} and {second}; seed everything with ATTUNE_SEED, or take the difference as part of the noise (GPU kernels may be nondeterministic)',
  otherSeed: 'another seed changes the run',
  otherSeedSame:
    'another seed changes nothing: use ATTUNE_SEED (or the macro seed) for initialisation, data order, dropout and augmentation, else repeats with other seeds measure no noise',
  notCompared: 'could not be compared: {reason}',
  noSecondRun: 'the second run reported nothing',
  checkpoint: 'a checkpoint was announced at step {step}',
  noCheckpoint:
    'no checkpoint was announced: a trial that is lost begins again from scratch; report {"step": …, "checkpoint": path} once its file is complete',
  initialLoss: 'the loss before training, {loss}, is near ln {classes} = {expected}',
  initialLossFar:
    'the loss before training, {loss}, is far from ln {classes} = {expected}: look at the initialisation of the last layer, at the labels and at how the loss is averaged',
  noInitialLoss: 'needs examples.classes and a loss reported at step 0',
  branch: 'it runs, and reports {metric}',
  branchFailed: 'no {metric} was reported{ended}: {cause}',
  branchEnded: ' (it ended with exit status {code})',
  branchSilent: 'it reported nothing in time',
  splits: 'training and validation metrics are both reported',
  noTraining:
    'no train/… metric is reported: overfitting, divergence and bugs cannot be told apart without the training loss',
});

const t = probeCheckTexts;

/** The cheap checks of method A4 that need no change to the program. */
export function checkReports(project: Project, probes: Probes): readonly CheckReport[] {
  const { metric } = project.objective;
  const reported = valuesOf(probes.first.measurements, metric)[0];
  return [
    {
      check: 'objective',
      standing: 'passed',
      why: t.reported({
        metric,
        value: reported?.value ?? NaN,
        unit: project.train.stepUnit,
        step: reported?.step ?? 0,
      }),
    },
    repeatCheck(probes),
    otherSeedCheck(probes),
    checkpointCheck(probes),
    initialLossCheck(project, probes),
    splitsCheck(probes),
    ...branchChecks(project, probes),
  ];
}

function repeatCheck({ first, repeat, skipped }: Probes): CheckReport {
  const check = 'same seed';
  if (repeat === null) return skippedCheck(check, skipped);
  const compared = firstDifference(first, repeat);
  if (compared === 'nothing-common') return skippedCheck(check, t.noSecondRun());
  return compared === null
    ? { check, standing: 'passed', why: t.sameSeed() }
    : { check, standing: 'failed', why: t.sameSeedDiffers(compared) };
}

/** Whether the seed matters. */
export function otherSeedCheck({ first, otherSeed, skipped }: Probes): CheckReport {
  const check = 'other seed';
  if (otherSeed === null) return skippedCheck(check, skipped);
  const compared = firstDifference(first, otherSeed);
  if (compared === 'nothing-common') return skippedCheck(check, t.noSecondRun());
  return compared === null
    ? { check, standing: 'failed', why: t.otherSeedSame() }
    : { check, standing: 'passed', why: t.otherSeed() };
}

function checkpointCheck({ checkpoint, skipped, repeat }: Probes): CheckReport {
  const check = 'checkpoint';
  if (checkpoint !== null) return { check, standing: 'passed', why: t.checkpoint({ step: checkpoint.step }) };
  return repeat === null ? skippedCheck(check, skipped) : { check, standing: 'failed', why: t.noCheckpoint() };
}

/** Within a fifth of ln C: freshly initialised classifiers stray a little, broken ones a lot. */
function initialLossCheck(project: Project, { first }: Probes): CheckReport {
  const check = 'initial loss';
  const { classes } = project.examples;
  const initial = first.measurements.find(({ step }) => step === 0)?.metrics.filter(([metric]) => !isSealed(metric));
  const name = trainLossAmong(
    (initial ?? []).map(([metric]) => metric),
    project.metrics.trainLoss,
    project.objective,
  );
  const loss = initial?.find(([metric]) => metric === (name ?? 'valid/loss'))?.[1];
  if (classes === undefined || loss === undefined) return skippedCheck(check, t.noInitialLoss());
  const expected = Math.log(classes);
  const values = { loss, classes, expected };
  return Math.abs(loss - expected) <= 0.2 * expected
    ? { check, standing: 'passed', why: t.initialLoss(values) }
    : { check, standing: 'failed', why: t.initialLossFar(values) };
}

function splitsCheck({ first }: Probes): CheckReport {
  const check = 'training metrics';
  const names = first.measurements.flatMap(({ metrics }) => metrics.map(([name]) => name));
  return names.some((name) => name.startsWith('train/'))
    ? { check, standing: 'passed', why: t.splits() }
    : { check, standing: 'failed', why: t.noTraining() };
}

/** Whether the program can be run at all in the branches that the baseline does not take. */
function branchChecks({ objective: { metric } }: Project, { branches, skipped }: Probes): readonly CheckReport[] {
  return branches.map(({ name: check, probe }) => {
    if (probe === null) return skippedCheck(check, skipped);
    if (valuesOf(probe.measurements, metric).length > 0)
      return { check, standing: 'passed', why: t.branch({ metric }) };
    const { code, log } = probe;
    const [last = t.branchSilent().text] = log
      .trim()
      .split('\n')
      .slice(-1)
      .filter((line) => line !== '');
    const cause = explain(log, code)?.explanation.text ?? last;
    const ended = code === null ? '' : t.branchEnded({ code }).text;
    return { check, standing: 'failed', why: t.branchFailed({ metric, ended, cause }) };
  });
}

function skippedCheck(check: string, reason: Message | null): CheckReport {
  return { check, standing: 'skipped', why: t.notCompared({ reason: reason?.text ?? '' }) };
}

interface Difference {
  readonly metric: string;
  readonly step: number;
  readonly first: number;
  readonly second: number;
}

/** Names of values that say nothing of the run's course. */
const timing = /per_second|per_sec|time|duration|wait|memory|throughput/;

/** The first value that two runs report differently for one step and metric; sealed ones are not looked at. */
function firstDifference(a: Probe, b: Probe): Difference | 'nothing-common' | null {
  let common = false;
  for (const { step, metrics } of a.measurements) {
    for (const [metric, first] of metrics) {
      if (isSealed(metric) || timing.test(metric)) continue;
      const second = b.measurements
        .find((other) => other.step === step)
        ?.metrics.find(([other]) => other === metric)?.[1];
      if (second === undefined) continue;
      common = true;
      if (!Object.is(first, second)) return { metric, step, first, second };
    }
  }
  return common ? null : 'nothing-common';
}
