/** Shows one trial in full: configuration, attempts, metrics, checkpoints, log, and how to train it again. */
import { join } from 'node:path';
import Type from 'typebox';
import { AttuneError } from '@attune/core/errors';
import { ended } from '@attune/core/study';
import { trainingCommand, wholeSummaries } from '../history/index.ts';
import { clockSeries, explain, joinTails, lastLines, readTail } from '../engine/index.ts';
import { createRedactor } from '../protocol/index.ts';
import type { AttemptRow } from '../store/index.ts';
import { defineOperation, documentOf, inputOf, measuredNumber } from './operation.ts';
import { toStop } from './run/ask-to-stop.ts';
import { attemptPlace } from './views/attempt-place.ts';
import { judgedDocuments } from './views/judged-documents.ts';
import { nullable, scalarSchema, timeSchema, trialSchema } from './views/trial-document.ts';
import { trialOf } from './stored-trial.ts';
import { iso } from './time-text.ts';
import { openWorkspace, withStore, workspaceTexts } from './workspace.ts';

const point = Type.Object({ step: Type.Number(), value: measuredNumber });

export const show = defineOperation({
  name: 'show',
  summary: 'Show one trial in full',
  permission: 'read',
  input: inputOf({
    trial: Type.Integer({ minimum: 1 }),
    log: Type.Optional(Type.Integer({ minimum: 0, description: 'Lines of the log to show, of each stream.' })),
  }),
  result: documentOf('show', {
    trial: trialSchema,
    stopping: Type.Boolean({ description: 'Somebody has asked for it to end, and it has not yet.' }),
    metric: Type.String({ description: "The objective's metric." }),
    difference: Type.Array(
      Type.Object({ hyperparameter: Type.String(), value: nullable(scalarSchema), baseline: nullable(scalarSchema) }),
      { description: 'Where the configuration differs from the baseline; null where it is not active.' },
    ),
    attempts: Type.Array(
      Type.Object({
        number: Type.Integer(),
        cause: Type.Enum(['start', 'retry', 'continue']),
        resumedAt: nullable(Type.Number()),
        startedAt: timeSchema,
        endedAt: nullable(timeSchema),
        outcome: nullable(Type.Object({ kind: Type.String(), code: nullable(Type.Integer()), message: Type.String() })),
        directory: Type.String(),
      }),
    ),
    metrics: Type.Array(
      Type.Object({
        metric: Type.String(),
        points: Type.Integer(),
        min: nullable(point),
        max: nullable(point),
        last: point,
        firstNonFinite: nullable(Type.Number()),
      }),
      { description: 'Over all attempts as they count: what a later one did over is left out.' },
    ),
    checkpoints: Type.Array(Type.Object({ step: Type.Number(), path: Type.String() })),
    notes: Type.Array(Type.Object({ time: timeSchema, text: Type.String() }), {
      description: 'What was noted about it.',
    }),
    explanation: nullable(Type.String({ description: 'What a known message in the log means, and the remedy.' })),
    log: Type.Object({ stdout: Type.String(), stderr: Type.String() }),
    command: Type.String({ description: 'Trains this configuration again.' }),
  }),
  async run(context, { trial: id, log: lines = 10 }) {
    const workspace = openWorkspace(context);
    return withStore(workspace, async (store) => {
      const { row, round } = await trialOf(store, id);
      const { project } = round.resolved;
      const attempts = await store.read('attempt', { trial: [id] });
      const latest = attempts.at(-1);
      const summaries = await wholeSummaries(store, attempts);
      const log = await logOf(workspace.storeDirectory, latest, createRedactor(project.metrics));
      const [document] = await judgedDocuments(context, store, [round], [row]);
      if (document === undefined) throw new AttuneError('not-found', workspaceTexts.nothingYet());
      return {
        schema: 'show/1' as const,
        trial: document,
        stopping: (await toStop(store)).has(id) && !ended(row.state),
        metric: project.objective.metric,
        difference: difference(row.configuration, project.baseline),
        attempts: attempts.map(({ number, cause, resumedAt, startedAt, endedAt, outcome, directory }) => ({
          number,
          cause,
          resumedAt,
          startedAt: iso(startedAt),
          endedAt: endedAt === null ? null : iso(endedAt),
          outcome,
          directory,
        })),
        metrics: summaries
          .filter(({ metric }) => metric !== clockSeries)
          .map(({ metric, count, min, max, last, firstNonFinite }) => ({
            metric,
            points: count,
            min,
            max,
            last,
            firstNonFinite,
          })),
        checkpoints: (await store.read('checkpoint', { trial: [id] })).map(({ step, path }) => ({ step, path })),
        notes: (await store.read('note'))
          .filter(({ subject }) => subject === `trial ${id}`)
          .map(({ time, text }) => ({ time: iso(time), text })),
        explanation: explanationOf(log, latest),
        log: { stdout: lastLines(log.stdout, lines), stderr: lastLines(log.stderr, lines) },
        command: trainingCommand(project, row),
      };
    });
  },
});

type Setting = Readonly<Record<string, number | string | boolean | null>>;

function difference(configuration: Setting, baseline: Setting) {
  const names = [...new Set([...Object.keys(configuration), ...Object.keys(baseline)])];
  return names
    .filter((name) => configuration[name] !== baseline[name])
    .map((name) => ({ hyperparameter: name, value: configuration[name] ?? null, baseline: baseline[name] ?? null }));
}

async function logOf(storeDirectory: string, attempt: AttemptRow | undefined, redact: (line: string) => string) {
  if (attempt === undefined) return { stdout: '', stderr: '' };
  const place = await attemptPlace(storeDirectory, attempt.directory);
  const directory = place.kind === 'own' ? place.path : attempt.directory;
  const read = async (name: string) =>
    (await readTail(join(directory, name))).split('\n').map(redact).join('\n').trimEnd();
  return { stdout: await read('stdout'), stderr: await read('stderr') };
}

function explanationOf(log: { readonly stdout: string; readonly stderr: string }, attempt: AttemptRow | undefined) {
  if (attempt?.outcome == null || attempt.outcome.kind === 'finished') return null;
  return explain(joinTails(log.stdout, log.stderr), attempt.outcome.code)?.explanation.text ?? null;
}
