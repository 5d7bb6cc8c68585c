/** Runs a round: designs it, freezes it, drives it to its end and reports. */
import { join, resolve } from 'node:path';
import Type from 'typebox';
import { driveRound, reopenFailed, type ProgressEvent } from '../../engine/index.ts';
import { reportSchema } from '../../report/index.ts';
import type { RoundRow, Store } from '../../store/index.ts';
import { asEngine, engineContext } from './driving.ts';
import { followRound } from './follow.ts';
import { designStored } from '../design/freeze-baseline.ts';
import { checkContinues, freezeRound, type DesignedRound } from '../design/freeze.ts';
import { defineOperation, documentOf, inputOf, type Context } from '../operation.ts';
import { finishPage } from '../report/finish-page.ts';
import { reportWriter, type ReportWriter } from '../report/writer.ts';
import { chooseRound } from '../round-choice.ts';
import { extendedRound, pending, type ExtendedRound } from './extension.ts';
import { roundReport } from '../views/round-report.ts';
import { tellOthers } from './others.ts';
import { endedTrials, planOf, planSchema, type PlannedPart } from './plan.ts';
import { tellExtension, tellKeptBaseline, tellMerged } from './told.ts';
import { tellWarnings } from './plan-warnings.ts';
import { checkSurroundings } from './surroundings.ts';
import { nullable } from '../views/trial-document.ts';
import { openWorkspace, storeExists, withNewStore, withStore, type Workspace } from '../workspace.ts';

const extensionSchema = Type.Object(
  {
    before: Type.Integer(),
    after: Type.Integer(),
    studies: Type.Array(Type.Object({ study: Type.String(), before: Type.Integer(), after: Type.Integer() })),
  },
  { description: 'Trials of the searches before and after `trials` was obeyed; null where it was not given.' },
);

export const run = defineOperation({
  name: 'run',
  summary: 'Run a round of trials, or continue it',
  permission: 'admin',
  input: inputOf({
    round: Type.Optional(Type.String({ description: 'Number, name or file of the round; default: the next one.' })),
    dryRun: Type.Optional(Type.Boolean({ description: 'Only say what would run.' })),
    slots: Type.Optional(Type.Integer({ minimum: 1, description: 'Trials at a time, instead of resources.slots.' })),
    retryFailed: Type.Optional(Type.Boolean({ description: 'Give the trials that have failed another try.' })),
    html: Type.Optional(Type.String({ description: 'Where the report is written; default: report.html.' })),
    trials: Type.Optional(
      Type.String({
        description: '`+20`: so many more for a round that ran (default: the latest); `52`: so many in all.',
      }),
    ),
  }),
  result: documentOf('run', {
    round: Type.Integer(),
    name: Type.String(),
    status: Type.Enum(['planned', 'completed', 'paused', 'running']),
    note: Type.String({ description: 'Why it is paused; may be empty.' }),
    plan: nullable(planSchema),
    extended: nullable(extensionSchema),
    report: nullable(reportSchema),
    html: nullable(Type.String({ description: 'The report as a page.' })),
  }),
  async run(context, input) {
    const workspace = withSlots(openWorkspace(context), input.slots);
    if (input.dryRun === true) return planRound(context, workspace, input);
    // What is refused leaves nothing behind, not even an empty store.
    const designed = await reading(workspace, (store) => chosenRound(context, workspace, store, input));
    await checkSurroundings(context, workspace);
    return withNewStore(workspace, async (store) => {
      await tellWarnings(context, store, workspace, designed);
      tellKeptBaseline(context, workspace, designed);
      const page =
        input.html === undefined ? join(workspace.directory, 'report.html') : resolve(context.directory, input.html);
      const { row, written } = await driveReporting(context, workspace, store, designed, {
        path: page,
        retryFailed: input.retryFailed === true,
      });
      const report = await roundReport(store, row, { now: context.clock.now() });
      return {
        schema: 'run/1' as const,
        round: row.number,
        name: row.name,
        status: row.status,
        note: row.note,
        plan: null,
        extended: extensionDocument(designed),
        report: report.document,
        html: written ? page : null,
      };
    });
  },
});

/** Which round is meant, and whether it is to grow. */
interface Wanted {
  readonly round?: string | undefined;
  readonly trials?: string | undefined;
}

async function planRound(context: Context, workspace: Workspace, wanted: Wanted) {
  return reading(workspace, async (store) => {
    const designed = await chosenRound(context, workspace, store, wanted);
    const { name } = designed;
    await tellWarnings(context, store, workspace, designed);
    tellKeptBaseline(context, workspace, designed);
    return {
      schema: 'run/1' as const,
      round: name.number,
      name: name.name,
      status: 'planned' as const,
      note: '',
      plan: await planOf(store, workspace, await plannedPart(store, designed)),
      extended: extensionDocument(designed),
      report: null,
      html: null,
    };
  });
}

async function chosenRound(
  context: Context,
  workspace: Workspace,
  store: Store | null,
  { round: wanted, trials }: Wanted,
): Promise<DesignedRound | ExtendedRound> {
  if (trials !== undefined) return extendedRound(store, workspace, context.directory, { wanted, trials });
  const stored = store === null ? [] : await store.read('round');
  const name = await chooseRound(workspace.directory, context.directory, wanted, stored);
  const row = stored.find(({ number }) => number === name.number);
  const designed = designStored(workspace, name, row);
  // Refused before anything waits for another round to end, and for a plan too: its points would not be those that run.
  if (row !== undefined) checkContinues(workspace, designed, row);
  return designed;
}

/** Of an extension only what it adds. */
async function plannedPart(store: Store | null, designed: DesignedRound | ExtendedRound): Promise<PlannedPart> {
  const { resolved, name } = designed;
  if (!('extension' in designed)) return { resolved, ended: await endedTrials(store, name.number) };
  return {
    resolved,
    before: new Map(designed.extension.studies.map(({ study, before }) => [study, before])),
    ended: 0,
  };
}

/** Runs `use` on the store; on none where nothing has been stored yet. */
async function reading<T>(workspace: Workspace, use: (store: Store | null) => Promise<T>): Promise<T> {
  return (await storeExists(workspace)) ? withStore(workspace, use) : use(null);
}

/** Drives the round, or follows the engine that does, while the page is kept fresh. */
async function driveReporting(
  context: Context,
  workspace: Workspace,
  store: Store,
  designed: DesignedRound | ExtendedRound,
  { path, retryFailed }: { readonly path: string; readonly retryFailed: boolean },
): Promise<{ readonly row: RoundRow; readonly written: boolean }> {
  // Not before there is something to report: a round that is refused leaves the page as it is.
  const page: { writer: ReportWriter | null } = { writer: null };
  const order = { store: workspace.storeAddress, round: designed.name.number, path };
  const openPage = (): ReportWriter => (page.writer ??= reportWriter(order, context.clock));
  const watched: Context = {
    ...context,
    progress(event: ProgressEvent) {
      context.progress(event);
      if (event.kind === 'trial-ended') openPage().refresh();
    },
  };
  const extended = 'extension' in designed ? designed : null;
  const drive = async (): Promise<RoundRow> => {
    for (;;) {
      const driven = await asEngine(store, context, async (lease) => {
        const by = { actor: context.actor, time: context.clock.now(), token: lease.token };
        if (extended !== null) await tellExtension(context, workspace, store, extended);
        await tellOthers(context, store, designed.name.number);
        const frozen = await freezeRound(store, workspace, designed, by);
        const round = retryFailed ? await reopenFailed(store, frozen, by) : frozen;
        if (round.status === 'completed') return round;
        return driveRound(engineContext(watched, workspace, store), lease, round);
      });
      if (driven !== null) return driven.result;
      const followed = await followRound(watched, store, designed.name.number);
      if (followed === null) continue;
      // The engine that was followed knows the smaller budget only.
      const more = extended !== null && followed.status === 'completed' && pending(followed, extended);
      if (!more && extended !== null) tellMerged(context, extended);
      if (!more || context.signal.aborted) return followed;
    }
  };
  try {
    const row = await drive();
    return { row, written: await finishPage(context, openPage()) };
  } catch (error) {
    if (page.writer !== null) await finishPage(context, page.writer);
    throw error;
  }
}

function extensionDocument(designed: DesignedRound | ExtendedRound) {
  if (!('extension' in designed)) return null;
  const { before, after, studies } = designed.extension;
  return { before, after, studies: [...studies] };
}

function withSlots(workspace: Workspace, slots: number | undefined): Workspace {
  if (slots === undefined) return workspace;
  const { project } = workspace;
  return { ...workspace, project: { ...project, resources: { ...project.resources, slots } } };
}
