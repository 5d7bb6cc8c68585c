/** Looks a project over before it costs anything: its files, and how its training program behaves in a few short runs. */
import { rm } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import Type from 'typebox';
import { AttuneError } from '@attune/core/errors';
import { defineTexts, type Message } from '@attune/core/texts';
import { explain, lastLines } from '../engine/index.ts';
import { rememberStepTime } from '../history/index.ts';
import type { Measurement } from '../protocol/index.ts';
import { designRound } from './freeze.ts';
import { defineOperation, documentOf, inputOf, type Context } from './operation.ts';
import { probe, type Probe } from './probe.ts';
import { checkReports, probingTexts, valuesOf, variableReports, type Probes } from './probing.ts';
import { roundFiles } from './round-choice.ts';
import { nullable } from './trial-document.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

export const checkTexts = defineTexts('check-run', {
  trying: 'running the baseline until its second measurement, at most {seconds} s',
  repeating: 'running it again: same seed, other seed, shorter, resumed',
  silent: 'the training program reported no {metric} within {seconds} s{ended}: {cause}{log}',
  ended: ' (it ended with exit status {code})',
  reported: 'it did report {names}; compare objective.metric and metrics.rename',
  nothingInFile:
    'none was read from metrics.jsonl in ATTUNE_DIR; let the program write it, or write metrics: { from: stdout } if it prints them; see docs/protocol.md',
  nothingPrinted: 'none was read from stdout; compare what the program prints with docs/protocol.md',
});

const standing = (...values: string[]) => Type.Enum(values);

export const check = defineOperation({
  name: 'check',
  summary: 'Validate the files and try the training program',
  permission: 'admin',
  input: inputOf({
    seconds: Type.Optional(
      Type.Number({ minimum: 1, maximum: 3600, description: 'How long to wait for it; default 60.' }),
    ),
    filesOnly: Type.Optional(Type.Boolean({ description: 'Validate the files; run nothing.' })),
  }),
  result: documentOf('check', {
    project: Type.String(),
    warnings: Type.Array(Type.String()),
    rounds: Type.Array(Type.Object({ file: Type.String(), trials: Type.Integer() })),
    stepSeconds: nullable(Type.Number()),
    variables: Type.Array(
      Type.Object({
        variable: Type.String(),
        standing: standing('honoured', 'ignored', 'unclear'),
        why: Type.String(),
      }),
    ),
    checks: Type.Array(
      Type.Object({ check: Type.String(), standing: standing('passed', 'failed', 'skipped'), why: Type.String() }),
    ),
  }),
  async run(context, { seconds = 60, filesOnly = false }) {
    const workspace = openWorkspace(context);
    const rounds = [];
    for (const file of await roundFiles(workspace.directory)) {
      const { resolved } = designRound(workspace, file);
      rounds.push({ file: file.file, trials: resolved.studies.reduce((sum, { trials }) => sum + trials, 0) });
    }
    const about = {
      schema: 'check/1' as const,
      project: workspace.project.name,
      warnings: workspace.warnings.map(({ message }) => message.text),
      rounds,
    };
    if (filesOnly) return { ...about, stepSeconds: null, variables: [], checks: [] };

    const probes = await makeProbes(context, workspace, seconds);
    const stepSeconds = secondsPerStep(probes.first, workspace.project.objective.metric);
    if (stepSeconds !== null) await rememberStepTime(workspace.storeDirectory, stepSeconds);
    return {
      ...about,
      stepSeconds,
      variables: variableReports(workspace.project, probes).map(withText),
      checks: checkReports(workspace.project, probes).map(withText),
    };
  },
});

function withText<T extends { readonly why: Message }>(report: T): Omit<T, 'why'> & { readonly why: string } {
  return { ...report, why: report.why.text };
}

/** Longer than this until the first measurement, and the program is run only once. */
const patientSeconds = 15;

async function makeProbes(context: Context, workspace: Workspace, seconds: number): Promise<Probes> {
  const { project, storeDirectory } = workspace;
  const { metric } = project.objective;
  const { maxSteps } = project.train;
  await rm(join(storeDirectory, 'check'), { recursive: true, force: true });
  context.progress({ kind: 'message', level: 'info', message: checkTexts.trying({ seconds }) });

  const order = { configuration: project.baseline, seed: 1, maxSteps, untilStep: maxSteps, limitSeconds: seconds };
  const objectiveSteps = (measurements: readonly Measurement[]) =>
    new Set(valuesOf(measurements, metric).map(({ step }) => step)).size;
  const first = await probe(context, workspace, {
    ...order,
    name: '1-first',
    enough: (seen) => objectiveSteps(seen) >= 2,
  });
  const reported =
    valuesOf(first.measurements, metric).find(({ step }) => step > 0) ?? valuesOf(first.measurements, metric)[0];
  if (reported === undefined) throw silence(workspace, first, seconds);

  const nothing = { repeat: null, otherSeed: null, shortHorizon: null, resumed: null, checkpoint: null };
  const { step } = reported;
  const took = (reported.seenAt - first.startedAt) / 1000;
  if (took > patientSeconds || step === 0) {
    return { first, ...nothing, step, skipped: probingTexts.slow({ seconds: Math.round(took) }) };
  }

  context.progress({ kind: 'message', level: 'info', message: checkTexts.repeating() });
  const brief = { ...order, limitSeconds: Math.max(10, 4 * took) };
  const beyond = (seen: readonly Measurement[]) => seen.some((measurement) => measurement.step > step);
  const repeat = await probe(context, workspace, { ...brief, name: '2-until', untilStep: step, enough: beyond });
  const otherSeed = await probe(context, workspace, {
    ...brief,
    name: '3-seed',
    seed: 2,
    enough: (seen) => objectiveSteps(seen) >= 1,
  });
  const horizon = { ...brief, name: '4-horizon', maxSteps: step, untilStep: step, enough: beyond };
  const shortHorizon = await probe(context, workspace, horizon);
  const checkpoint = checkpointOf(repeat);
  const resumed =
    checkpoint === null
      ? null
      : await probe(context, workspace, {
          ...brief,
          name: '5-resume',
          resume: checkpoint,
          enough: (seen) => objectiveSteps(seen) >= 1,
        });
  return { first, repeat, otherSeed, shortHorizon, resumed, step, skipped: null, checkpoint };
}

function checkpointOf({ measurements, directory }: Probe): { readonly step: number; readonly path: string } | null {
  const announced = measurements.findLast(({ checkpoint }) => checkpoint !== undefined);
  if (announced?.checkpoint === undefined) return null;
  const { step, checkpoint } = announced;
  return { step, path: isAbsolute(checkpoint) ? checkpoint : join(directory, checkpoint) };
}

/** From one evaluation to the next: training and evaluation, without start-up. */
function secondsPerStep({ measurements, startedAt }: Probe, metric: string): number | null {
  const values = valuesOf(measurements, metric);
  const [a, b] = [values[0], values.at(-1)];
  if (a === undefined || b === undefined) return null;
  if (b.step > a.step && b.seenAt > a.seenAt) return (b.seenAt - a.seenAt) / 1000 / (b.step - a.step);
  return b.step > 0 ? (b.seenAt - startedAt) / 1000 / b.step : null;
}

function silence({ project }: Workspace, { code, log, measurements, problems }: Probe, seconds: number): AttuneError {
  const names = [...new Set(measurements.flatMap(({ metrics }) => metrics.map(([name]) => name)))];
  const [problem] = problems;
  const nothing = project.metrics.from === 'file' ? checkTexts.nothingInFile : checkTexts.nothingPrinted;
  const seen = names.length > 0 ? checkTexts.reported({ names: names.join(', ') }) : nothing();
  const cause = explain(log, code)?.explanation ?? problem ?? seen;
  const ended = code === null ? '' : checkTexts.ended({ code }).text;
  const tail = lastLines(log, 15).trim();
  const shown = tail === '' ? '' : `\n${tail}`;
  return new AttuneError(
    'invalid',
    checkTexts.silent({ metric: project.objective.metric, seconds, ended, cause: cause.text, log: shown }),
  );
}
