/** Looks a project over before it costs anything: its files, and how its training program behaves in a few short runs. */
import Type from 'typebox';
import type { Message } from '@attune/core/texts';
import { checkServer } from '../engine/index.ts';
import { rememberStepTime } from '../history/index.ts';
import { ownLoop } from '../protocol/index.ts';
import { designRound } from './design/freeze.ts';
import { defineOperation, documentOf, inputOf } from './operation.ts';
import { checkReports } from './probe/checks.ts';
import { variableReports } from './probe/variables.ts';
import type { Probe } from './probe/probe.ts';
import { makeProbes, valuesOf } from './probe/probing.ts';
import { roundFiles } from './round-choice.ts';
import { nullable } from './views/trial-document.ts';
import { openWorkspace } from './workspace.ts';

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
    // There is nothing to start: programs of the user's own ask for trials.
    if (filesOnly || ownLoop(workspace.project)) return { ...about, stepSeconds: null, variables: [], checks: [] };

    // What the program measures would be heard by nobody.
    checkServer(workspace.project, context.server);
    const probes = await makeProbes(context, workspace, seconds);
    const stepSeconds = secondsPerStep(probes.first, workspace.project.objective.metric);
    if (stepSeconds !== null) {
      const startSeconds = secondsToStart(probes.first, workspace.project.objective.metric, stepSeconds);
      await rememberStepTime(workspace.storeDirectory, { stepSeconds, startSeconds });
    }
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

/** From one evaluation to the next: training and evaluation, without start-up. */
function secondsPerStep({ measurements, startedAt }: Probe, metric: string): number | null {
  const values = valuesOf(measurements, metric);
  const [a, b] = [values[0], values.at(-1)];
  if (a === undefined || b === undefined) return null;
  if (b.step > a.step && b.seenAt > a.seenAt) return (b.seenAt - a.seenAt) / 1000 / (b.step - a.step);
  return b.step > 0 ? (b.seenAt - startedAt) / 1000 / b.step : null;
}

/** Until the first step: what the first evaluation took longer than its steps account for. */
function secondsToStart({ measurements, startedAt }: Probe, metric: string, stepSeconds: number): number | null {
  const [first] = valuesOf(measurements, metric);
  if (first === undefined) return null;
  return Math.max(0, (first.seenAt - startedAt) / 1000 - first.step * stepSeconds);
}
