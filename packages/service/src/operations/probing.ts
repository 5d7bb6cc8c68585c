/** What a few short probes tell of a training program: which protocol variables it honours, and whether runs repeat. */
import type { Project } from '@attune/core/study';
import { defineTexts, type Message } from '@attune/core/texts';
import { trainLossAmong } from '@attune/core/study';
import type { Measurement } from '../protocol/index.ts';
import type { Probe } from './probe.ts';

/** How a protocol variable fares. */
export interface VariableReport {
  readonly variable: string;
  readonly standing: 'honoured' | 'ignored' | 'unclear';
  readonly why: Message;
}

/** A check of method A4, by name. */
export interface CheckReport {
  readonly check: string;
  readonly standing: 'passed' | 'failed' | 'skipped';
  readonly why: Message;
}

export const probingTexts = defineTexts('check', {
  reported: 'the objective {metric} arrives: {value} at {unit} {step}',
  sameSeed: 'two runs with one seed report the same values',
  sameSeedDiffers:
    'two runs with one seed differ at step {step}: {first} and {second}; seed everything with ATTUNE_SEED, or take the difference as part of the noise (GPU kernels may be nondeterministic)',
  otherSeed: 'another seed changes the run',
  otherSeedSame:
    'another seed changes nothing: use ATTUNE_SEED (or the macro seed) for initialisation, data order, dropout and augmentation, else repeats with other seeds measure no noise',
  notCompared: 'could not be compared: {reason}',
  noSecondRun: 'the second run reported nothing',
  spacing: 'evaluations come every {spacing} {unit}s, as asked',
  spacingDiffers: 'evaluations come every {spacing} {unit}s where ATTUNE_EVAL_EVERY asks for {asked}',
  spacingUnasked: 'train.eval_every is not set: the program decides how often it evaluates',
  oneMeasurement: 'only one measurement was seen within {seconds} s',
  until: 'with ATTUNE_UNTIL_STEP={until} the run ended by itself at step {step}',
  untilIgnored:
    'with ATTUNE_UNTIL_STEP={until} the run went on: probes and early stages of searches need it to save a checkpoint and exit with 0 there',
  max: 'with ATTUNE_MAX_STEPS={max} the run ended by itself at step {step}',
  maxIgnored:
    'with ATTUNE_MAX_STEPS={max} the run went on: take the number of steps from it (or from the macro max_steps), so that schedules end where training does',
  checkpoint: 'a checkpoint was announced at step {step}',
  noCheckpoint:
    'no checkpoint was announced: a trial that is lost begins again from scratch; report {"step": …, "checkpoint": path} once its file is complete',
  resumed: 'a run that resumed at step {from} went on at step {step}',
  resumeIgnored:
    'a run that was to resume at step {from} began at step {step}: load the checkpoint that ATTUNE_RESUME names',
  resumeUnclear: 'a run that was to resume at step {from} reported that same step first',
  resumeSilent: 'a run that was to resume at step {from} reported nothing',
  untested: 'not tested: {reason}',
  slow: 'the first measurement took {seconds} s, too long to run the program several times',
  directory: 'measurements are read from {file} in ATTUNE_DIR',
  stdout: 'measurements are read from stdout; ATTUNE_DIR is needed for checkpoints only',
  initialLoss: 'the loss before training, {loss}, is near ln {classes} = {expected}',
  initialLossFar:
    'the loss before training, {loss}, is far from ln {classes} = {expected}: look at the initialisation of the last layer, at the labels and at how the loss is averaged',
  noInitialLoss: 'needs examples.classes and a loss reported at step 0',
  splits: 'training and validation metrics are both reported',
  noTraining:
    'no train/… metric is reported: overfitting, divergence and bugs cannot be told apart without the training loss',
});

const t = probingTexts;

/** Values that say nothing of the run's course. */
const timing = /per_second|per_sec|time|duration|wait|memory|throughput/;

/** The probes that were made; those that were skipped are null. */
export interface Probes {
  readonly first: Probe;
  readonly repeat: Probe | null;
  readonly otherSeed: Probe | null;
  readonly shortHorizon: Probe | null;
  readonly resumed: Probe | null;
  /** Step of the first measurement. */
  readonly step: number;
  /** Why probes were skipped. */
  readonly skipped: Message | null;
  /** The checkpoint that `resumed` was given. */
  readonly checkpoint: { readonly step: number; readonly path: string } | null;
}

/** One line for each variable of the protocol. */
export function variableReports(project: Project, probes: Probes): readonly VariableReport[] {
  return [
    directoryReport(project),
    seedReport(probes),
    maxReport(probes),
    untilReport(probes),
    evalReport(project, probes),
    resumeReport(probes),
  ];
}

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
  ];
}

export function valuesOf<M extends Measurement>(measurements: readonly M[], metric: string) {
  return measurements.flatMap((measurement) =>
    measurement.metrics.filter(([name]) => name === metric).map(([, value]) => ({ ...measurement, value })),
  );
}

function directoryReport(project: Project): VariableReport {
  const fromFile = project.metrics.from === 'file';
  return {
    variable: 'ATTUNE_DIR',
    standing: fromFile ? 'honoured' : 'unclear',
    why: fromFile ? t.directory({ file: 'metrics.jsonl' }) : t.stdout(),
  };
}

function seedReport(probes: Probes): VariableReport {
  const other = otherSeedCheck(probes);
  const standing = other.standing === 'passed' ? 'honoured' : other.standing === 'failed' ? 'ignored' : 'unclear';
  return { variable: 'ATTUNE_SEED', standing, why: other.why };
}

function maxReport({ shortHorizon, step, skipped }: Probes): VariableReport {
  const variable = 'ATTUNE_MAX_STEPS';
  if (shortHorizon === null) return untested(variable, skipped);
  const last = lastStep(shortHorizon);
  return shortHorizon.code === 0 && last <= step
    ? { variable, standing: 'honoured', why: t.max({ max: step, step: last }) }
    : { variable, standing: 'ignored', why: t.maxIgnored({ max: step }) };
}

function untilReport({ repeat, step, skipped }: Probes): VariableReport {
  const variable = 'ATTUNE_UNTIL_STEP';
  if (repeat === null) return untested(variable, skipped);
  const last = lastStep(repeat);
  return repeat.code === 0 && last <= step
    ? { variable, standing: 'honoured', why: t.until({ until: step, step: last }) }
    : { variable, standing: 'ignored', why: t.untilIgnored({ until: step }) };
}

function evalReport(project: Project, { first }: Probes): VariableReport {
  const variable = 'ATTUNE_EVAL_EVERY';
  const asked = project.train.evalEvery;
  if (asked === undefined) return { variable, standing: 'unclear', why: t.spacingUnasked() };
  const steps = [...new Set(valuesOf(first.measurements, project.objective.metric).map(({ step }) => step))];
  const [a, b] = steps.slice(-2);
  if (a === undefined || b === undefined) {
    const seconds = Math.round((Date.now() - first.startedAt) / 1000);
    return { variable, standing: 'unclear', why: t.oneMeasurement({ seconds }) };
  }
  const unit = project.train.stepUnit;
  return b - a === asked
    ? { variable, standing: 'honoured', why: t.spacing({ spacing: asked, unit }) }
    : { variable, standing: 'ignored', why: t.spacingDiffers({ spacing: b - a, asked, unit }) };
}

function resumeReport({ resumed, checkpoint, skipped }: Probes): VariableReport {
  const variable = 'ATTUNE_RESUME';
  if (checkpoint === null) return untested(variable, skipped ?? t.noCheckpoint());
  if (resumed === null) return untested(variable, skipped);
  const from = checkpoint.step;
  const step = resumed.measurements.find(({ metrics }) => metrics.length > 0)?.step;
  if (step === undefined) {
    return { variable, standing: resumed.code === 0 ? 'unclear' : 'ignored', why: t.resumeSilent({ from }) };
  }
  if (step > from) return { variable, standing: 'honoured', why: t.resumed({ from, step }) };
  if (step === from) return { variable, standing: 'unclear', why: t.resumeUnclear({ from }) };
  return { variable, standing: 'ignored', why: t.resumeIgnored({ from, step }) };
}

function untested(variable: string, reason: Message | null): VariableReport {
  return { variable, standing: 'unclear', why: t.untested({ reason: reason?.text ?? '' }) };
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

function otherSeedCheck({ first, otherSeed, skipped }: Probes): CheckReport {
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
  const initial = first.measurements.find(({ step }) => step === 0)?.metrics;
  const name = trainLossAmong(
    (initial ?? []).map(([metric]) => metric),
    project.metrics.trainLoss,
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

function skippedCheck(check: string, reason: Message | null): CheckReport {
  return { check, standing: 'skipped', why: t.notCompared({ reason: reason?.text ?? '' }) };
}

/** The first value that two runs report differently for one step and metric. */
function firstDifference(
  a: Probe,
  b: Probe,
): { readonly step: number; readonly first: number; readonly second: number } | 'nothing-common' | null {
  let common = false;
  for (const { step, metrics } of a.measurements) {
    for (const [name, first] of metrics) {
      if (timing.test(name)) continue;
      const second = b.measurements
        .find((other) => other.step === step)
        ?.metrics.find(([other]) => other === name)?.[1];
      if (second === undefined) continue;
      common = true;
      if (!Object.is(first, second)) return { step, first, second };
    }
  }
  return common ? null : 'nothing-common';
}

function lastStep({ measurements }: Probe): number {
  return Math.max(0, ...measurements.map(({ step }) => step));
}
