/** Which variables of the trial protocol a training program honours, as its probes show. */
import type { Project } from '@attune/core/study';
import { defineTexts, type Message } from '@attune/core/texts';
import { otherSeedCheck, probeCheckTexts } from './checks.ts';
import type { Probe } from './probe.ts';
import { valuesOf, type Probes } from './probing.ts';

/** How a protocol variable fares. */
export interface VariableReport {
  readonly variable: string;
  readonly standing: 'honoured' | 'ignored' | 'unclear';
  readonly why: Message;
}

export const probeVariableTexts = defineTexts('probe-variables', {
  directory: 'measurements are read from {file} in ATTUNE_DIR',
  stdout: 'measurements are read from stdout; ATTUNE_DIR is needed for checkpoints only',
  spacing: 'evaluations come every {spacing} {unit}s, as asked',
  spacingDiffers: 'evaluations come every {spacing} {unit}s where ATTUNE_EVAL_EVERY asks for {asked}',
  spacingUnasked: 'train.eval_every is not set: the program decides how often it evaluates',
  oneMeasurement: 'only one measurement was seen within {seconds} s',
  ended: 'with {variable}={limit} the run ended by itself at step {step}',
  fromZero:
    'with {variable}={limit} the run ended by itself, but the last step that it reported is {step}: it seems to count from 0; report how many steps were done, else every trial seems to end one step early',
  endedSilent: 'with {variable}={limit} the run ended by itself but reported nothing',
  broke: 'with {variable}={limit} the run ended with exit status {code}',
  untilIgnored:
    'with ATTUNE_UNTIL_STEP={until} the run went on: probes and early stages of searches need it to save a checkpoint and exit with 0 there',
  maxIgnored:
    'with ATTUNE_MAX_STEPS={max} the run went on: take the number of steps from it (or from the macro max_steps), so that schedules end where training does',
  resumed: 'a run that resumed at step {from} went on at step {step}',
  resumeIgnored:
    'a run that was to resume at step {from} began at step {step}: load the checkpoint that ATTUNE_RESUME names',
  resumeUnclear: 'a run that was to resume at step {from} reported that same step first',
  resumeSilent: 'a run that was to resume at step {from} reported nothing',
  untested: 'not tested: {reason}',
});

const t = probeVariableTexts;

/** One line for each variable of the protocol. */
export function variableReports(project: Project, probes: Probes): readonly VariableReport[] {
  return [
    directoryReport(project),
    seedReport(probes),
    maxReport(project, probes),
    untilReport(probes),
    evalReport(project, probes),
    resumeReport(probes),
  ];
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

function maxReport({ train: { maxSteps } }: Project, { first, shortHorizon, step, skipped }: Probes): VariableReport {
  const variable = 'ATTUNE_MAX_STEPS';
  if (shortHorizon !== null) return endReport(variable, shortHorizon, step, t.maxIgnored({ max: step }));
  // The first run tells too, where it was so short that it reached its end.
  const last = lastStep(first);
  return first.code === 0 && last !== undefined && (last === maxSteps || last === maxSteps - 1)
    ? endReport(variable, first, maxSteps, t.maxIgnored({ max: maxSteps }))
    : untested(variable, skipped);
}

function untilReport({ repeat, step, skipped }: Probes): VariableReport {
  const variable = 'ATTUNE_UNTIL_STEP';
  return repeat === null
    ? untested(variable, skipped)
    : endReport(variable, repeat, step, t.untilIgnored({ until: step }));
}

/** Of a run that was to end at step `limit`. Counting steps from 0 is a mistake of its own. */
function endReport(variable: string, run: Probe, limit: number, ignored: Message): VariableReport {
  const { code } = run;
  const step = lastStep(run);
  if (code === null || (step !== undefined && step > limit)) return { variable, standing: 'ignored', why: ignored };
  if (code !== 0) return { variable, standing: 'unclear', why: t.broke({ variable, limit, code }) };
  if (step === undefined) return { variable, standing: 'unclear', why: t.endedSilent({ variable, limit }) };
  const values = { variable, limit, step };
  return { variable, standing: 'honoured', why: step === limit - 1 ? t.fromZero(values) : t.ended(values) };
}

function evalReport(project: Project, { first }: Probes): VariableReport {
  const variable = 'ATTUNE_EVAL_EVERY';
  const asked = project.train.evalEvery;
  if (asked === undefined) return { variable, standing: 'unclear', why: t.spacingUnasked() };
  const steps = [...new Set(valuesOf(first.measurements, project.objective.metric).map(({ step }) => step))];
  const [a, b] = steps.slice(-2);
  if (a === undefined || b === undefined) {
    const seconds = Math.round((first.endedAt - first.startedAt) / 1000);
    return { variable, standing: 'unclear', why: t.oneMeasurement({ seconds }) };
  }
  const unit = project.train.stepUnit;
  return b - a === asked
    ? { variable, standing: 'honoured', why: t.spacing({ spacing: asked, unit }) }
    : { variable, standing: 'ignored', why: t.spacingDiffers({ spacing: b - a, asked, unit }) };
}

function resumeReport({ resumed, checkpoint, skipped }: Probes): VariableReport {
  const variable = 'ATTUNE_RESUME';
  if (checkpoint === null) return untested(variable, skipped ?? probeCheckTexts.noCheckpoint());
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

/** The last step that a metric was reported of. */
function lastStep({ measurements }: Probe): number | undefined {
  return measurements.reduce<number | undefined>(
    (last, { step, metrics }) => (metrics.length === 0 ? last : Math.max(last ?? 0, step)),
    undefined,
  );
}
