/** The best trial, to be taken away: its command, its parameters, its checkpoint. */
import { access } from 'node:fs/promises';
import Type from 'typebox';
import { AttuneError } from '@attune/core/errors';
import { viewOf } from '@attune/core/insight';
import { argumentsOf } from '@attune/core/space';
import { livingCheckpoints } from '@attune/core/study';
import { defineTexts } from '@attune/core/texts';
import { readRoundRecord, trainingCommand } from '../../history/index.ts';
import type { RoundRow, Store } from '../../store/index.ts';
import { defineOperation, documentOf, inputOf, type Context } from '../operation.ts';
import { roundOf } from '../rounds.ts';
import { configurationSchema, nullable, scalarSchema } from '../views/trial-document.ts';
import { openWorkspace, withStore } from '../workspace.ts';

export const bestTexts = defineTexts('best', {
  unsaved:
    'trial {trial} is the best of round {round} but has no checkpoint that is still there: see docs/protocol.md on checkpoints',
  comparison:
    'round {round} is a comparison and has no best trial: `attune report {round}` tells its decision, and `attune launch --comparison {round}` adopts it',
  latestSearch:
    'round {latest} compares two configurations: this is the best of round {round}, the latest that searched',
  none: 'round {round} has no feasible trial that has ended: `attune report {round}` says what happened',
});

const part = Type.Enum(['command', 'params', 'checkpoint'], { description: 'The one thing that is wanted.' });

export const best = defineOperation({
  name: 'best',
  summary: 'Take the best configuration away: command, parameters, checkpoint',
  permission: 'read',
  input: inputOf({
    round: Type.Optional(Type.Integer({ minimum: 1, description: 'Default: the latest round that searched.' })),
    only: Type.Optional(part),
  }),
  result: documentOf('best', {
    only: nullable(part),
    round: Type.Integer(),
    trial: Type.Integer(),
    metric: Type.String(),
    objective: Type.Number(),
    bestStep: Type.Number(),
    optimistic: Type.Integer({ description: 'Of how many trials it is the best: such a value is optimistic.' }),
    baseline: nullable(Type.Number({ description: "Mean objective of the baseline's trials in this round." })),
    configuration: configurationSchema,
    params: Type.Record(Type.String(), scalarSchema, { description: 'As the training program receives them.' }),
    command: Type.String(),
    checkpoint: nullable(
      Type.Object(
        { step: Type.Number(), path: Type.String() },
        { description: 'The saved state nearest to the best step, at or before it where there is one.' },
      ),
    ),
  }),
  async run(context, { round: number, only }) {
    const workspace = openWorkspace(context);
    return withStore(workspace, async (store) => {
      const round = await searchedRound(context, store, number);
      const { project } = round.resolved;
      const view = viewOf(await readRoundRecord(store, round));
      const [winner] = view.ranked;
      if (winner === undefined) throw new AttuneError('not-found', bestTexts.none({ round: round.number }));
      const { record, outcome } = winner;
      const checkpoint = await nearestCheckpoint(store, record.id, outcome.bestStep);
      if (only === 'checkpoint' && checkpoint === null) {
        throw new AttuneError('not-found', bestTexts.unsaved({ trial: record.id, round: round.number }));
      }
      const baseline = view.baseline.flatMap((trial) =>
        trial.outcome.kind === 'feasible' ? [trial.outcome.objective] : [],
      );
      return {
        schema: 'best/1' as const,
        only: only ?? null,
        round: round.number,
        trial: record.id,
        metric: project.objective.metric,
        objective: outcome.objective,
        bestStep: outcome.bestStep,
        optimistic: view.ranked.length,
        baseline: baseline.length === 0 ? null : baseline.reduce((sum, value) => sum + value, 0) / baseline.length,
        configuration: { ...record.configuration },
        params: Object.fromEntries(
          argumentsOf(project.space, record.configuration).map(({ arg, value }) => [arg, value]),
        ),
        command: trainingCommand(project, record),
        checkpoint,
      };
    });
  },
});

/** The round of that number, or the latest; comparisons run two configurations again and search for none. */
async function searchedRound(context: Context, store: Store, number: number | undefined): Promise<RoundRow> {
  const rounds = await store.read('round');
  const search = rounds.findLast(({ resolved }) => resolved.comparison === undefined);
  const latest = rounds.at(-1);
  const round = await roundOf(store, number ?? search?.number);
  if (round.resolved.comparison !== undefined) {
    throw new AttuneError('invalid', bestTexts.comparison({ round: round.number }));
  }
  if (number === undefined && latest !== undefined && latest.number !== round.number) {
    const message = bestTexts.latestSearch({ latest: latest.number, round: round.number });
    context.progress({ kind: 'message', level: 'info', message });
  }
  return round;
}

/** Of the trial's curve as it counts, and still on disk. */
async function nearestCheckpoint(store: Store, trial: number, bestStep: number) {
  const announced = await store.read('checkpoint', { trial: [trial] });
  const present = await Promise.all(
    announced.map(async (checkpoint) => ((await exists(checkpoint.path)) ? [checkpoint] : [])),
  );
  const living = livingCheckpoints(await store.read('attempt', { trial: [trial] }), present.flat());
  const chosen = living.findLast(({ step }) => step <= bestStep) ?? living[0];
  return chosen === undefined ? null : { step: chosen.step, path: chosen.path };
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
