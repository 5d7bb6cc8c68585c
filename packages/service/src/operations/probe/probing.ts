/** The few short runs in which a training program is tried, and what they are called. */
import { isAbsolute, join } from 'node:path';
import { AttuneError } from '@attune/core/errors';
import { defineTexts, type Message } from '@attune/core/texts';
import { explain, lastLines } from '../../engine/index.ts';
import type { Configuration } from '@attune/core/space';
import type { Measurement } from '../../protocol/index.ts';
import type { Context } from '../operation.ts';
import { untriedBranches, type UntriedBranch } from './branches.ts';
import { openProbePlace } from './place.ts';
import { probe, type Probe } from './probe.ts';
import type { Workspace } from '../workspace.ts';

export const probingTexts = defineTexts('probing', {
  trying: 'running the baseline until its second measurement, at most {seconds} s',
  repeating: 'running it again: same seed, other seed, shorter, resumed',
  silent: 'the training program reported no {metric} within {seconds} s{ended}: {cause}{log}',
  ended: ' (it ended with exit status {code})',
  reported: 'it did report {names}; compare objective.metric and metrics.rename',
  nothingInFile:
    'none was read from metrics.jsonl in ATTUNE_DIR; let the program write it, or write metrics: { from: stdout } if it prints them; see docs/protocol.md',
  nothingPrinted: 'none was read from stdout; compare what the program prints with docs/protocol.md',
  branches: 'trying what the baseline leaves out: {names}',
  slow: 'the first measurement took {seconds} s, too long to run the program several times',
  onlyBegun: 'no {metric} came after the one at step 0 within {seconds} s',
  onlyOne: 'the run reported {metric} at step 0 alone, and ended',
});

/** The probes that were made; those that were skipped are null. */
export interface Probes {
  readonly first: Probe;
  readonly repeat: Probe | null;
  readonly otherSeed: Probe | null;
  readonly shortHorizon: Probe | null;
  readonly resumed: Probe | null;
  /** One for each branch of the space that the baseline does not take; null where it was skipped. */
  readonly branches: readonly { readonly name: string; readonly probe: Probe | null }[];
  /** Step of the first measurement. */
  readonly step: number;
  /** Why probes were skipped. */
  readonly skipped: Message | null;
  /** The checkpoint that `resumed` was given. */
  readonly checkpoint: { readonly step: number; readonly path: string } | null;
}

/** Longer than this until the first measurement, and the program is run only once. */
const patientSeconds = 15;

/** Runs the baseline; where that is quick, again with one thing changed at a time. Throws `invalid` where it reports nothing. */
export async function makeProbes(context: Context, workspace: Workspace, seconds: number): Promise<Probes> {
  const { project } = workspace;
  const { metric } = project.objective;
  const { maxSteps } = project.train;
  const place = await openProbePlace(context, workspace);
  context.progress({ kind: 'message', level: 'info', message: probingTexts.trying({ seconds }) });

  const order = { configuration: project.baseline, seed: 1, maxSteps, untilStep: maxSteps, limitSeconds: seconds };
  const objectiveSteps = (measurements: readonly Measurement[]) =>
    new Set(valuesOf(measurements, metric).map(({ step }) => step)).size;
  const first = await probe(context, workspace, place, {
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
  const untried = untriedBranches(project);
  const branches = untried.map(({ name }) => ({ name, probe: null }));
  const skip = (skipped: Message): Probes => ({ first, ...nothing, branches, step, skipped });
  if (step === 0) {
    return skip(first.code === 0 ? probingTexts.onlyOne({ metric }) : probingTexts.onlyBegun({ metric, seconds }));
  }
  if (took > patientSeconds) return skip(probingTexts.slow({ seconds: Math.round(took) }));

  context.progress({ kind: 'message', level: 'info', message: probingTexts.repeating() });
  const brief = { ...order, limitSeconds: Math.max(10, 4 * took) };
  const beyond = (seen: readonly Measurement[]) => seen.some((measurement) => measurement.step > step);
  const repeat = await probe(context, workspace, place, { ...brief, name: '2-until', untilStep: step, enough: beyond });
  const otherSeed = await probe(context, workspace, place, {
    ...brief,
    name: '3-seed',
    seed: 2,
    enough: (seen) => objectiveSteps(seen) >= 1,
  });
  const horizon = { ...brief, name: '4-horizon', maxSteps: step, untilStep: step, enough: beyond };
  const shortHorizon = await probe(context, workspace, place, horizon);
  const checkpoint = checkpointOf(repeat);
  const resumed =
    checkpoint === null
      ? null
      : await probe(context, workspace, place, {
          ...brief,
          name: '5-resume',
          resume: checkpoint,
          enough: (seen) => objectiveSteps(seen) >= 1,
        });
  const tried = await tryBranches(context, untried, (name, configuration) =>
    probe(context, workspace, place, { ...brief, name, configuration, enough: (seen) => objectiveSteps(seen) >= 1 }),
  );
  return { first, repeat, otherSeed, shortHorizon, resumed, branches: tried, step, skipped: null, checkpoint };
}

async function tryBranches(
  context: Context,
  untried: readonly UntriedBranch[],
  run: (name: string, configuration: Configuration) => Promise<Probe>,
): Promise<Probes['branches']> {
  if (untried.length === 0) return [];
  const names = untried.map(({ name }) => name).join(', ');
  context.progress({ kind: 'message', level: 'info', message: probingTexts.branches({ names }) });
  const tried: { name: string; probe: Probe }[] = [];
  for (const [index, { name, configuration }] of untried.entries()) {
    tried.push({ name, probe: await run(`${index + 6}-branch`, configuration) });
  }
  return tried;
}

function checkpointOf({ measurements, directory }: Probe): { readonly step: number; readonly path: string } | null {
  const announced = measurements.findLast(({ checkpoint }) => checkpoint !== undefined);
  if (announced?.checkpoint === undefined) return null;
  const { step, checkpoint } = announced;
  return { step, path: isAbsolute(checkpoint) ? checkpoint : join(directory, checkpoint) };
}

export function valuesOf<M extends Measurement>(measurements: readonly M[], metric: string) {
  return measurements.flatMap((measurement) =>
    measurement.metrics.filter(([name]) => name === metric).map(([, value]) => ({ ...measurement, value })),
  );
}

function silence({ project }: Workspace, { code, log, measurements, problems }: Probe, seconds: number): AttuneError {
  const names = [...new Set(measurements.flatMap(({ metrics }) => metrics.map(([name]) => name)))];
  const [problem] = problems;
  const nothing = project.metrics.from === 'file' ? probingTexts.nothingInFile : probingTexts.nothingPrinted;
  const seen = names.length > 0 ? probingTexts.reported({ names: names.join(', ') }) : nothing();
  const cause = explain(log, code)?.explanation ?? problem ?? seen;
  const ended = code === null ? '' : probingTexts.ended({ code }).text;
  const tail = lastLines(log, 15).trim();
  const shown = tail === '' ? '' : `\n${tail}`;
  return new AttuneError(
    'invalid',
    probingTexts.silent({ metric: project.objective.metric, seconds, ended, cause: cause.text, log: shown }),
  );
}
