/** Makes a configuration the baseline, and keeps what speaks for it and how to reproduce it. */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import Type from 'typebox';
import { AttuneError } from '@attune/core/errors';
import type { Configuration } from '@attune/core/space';
import { defineTexts } from '@attune/core/texts';
import { trainingCommand } from '../../history/index.ts';
import { rewriteBaseline, withBaseline } from '../../project/index.ts';
import type { LaunchRow, RoundRow, Store } from '../../store/index.ts';
import { warnOfOtherCode } from '../compare/code.ts';
import { recordBaseline, sameConfiguration } from '../design/freeze.ts';
import { fairRunsOf } from '../compare/fair-runs.ts';
import { evidenceSchema, launchable, type Launchable } from './evidence.ts';
import { defineOperation, documentOf, inputOf, type Context } from '../operation.ts';
import { recordProvenance, type RecordedProvenance } from './provenance.ts';
import { warnOfTestSeen, type TestSeen } from './test-seen.ts';
import { configurationSchema, nullable, scalarSchema } from '../views/trial-document.ts';
import { unsealedMetrics, unsealedSchema, type Unsealed } from './unseal-metrics.ts';
import { openWorkspace, storeExists, withNewStore, withStore, type Workspace } from '../workspace.ts';

export const launchTexts = defineTexts('launch', {
  noReason: 'say why it is launched without evidence, as in --without-evidence "the paper uses it"',
  noNote: 'this change adds complexity: say with --note what that costs, and why it is worth it',
  twice: 'give a candidate or --comparison, not both',
  finalReason: 'final evaluation of the baseline (launch --final)',
});

export const launch = defineOperation({
  name: 'launch',
  summary: 'Make a configuration the baseline, with the evidence for it',
  permission: 'admin',
  input: inputOf({
    candidate: Type.Optional(
      Type.String({ description: 'A trial number, or values; default: the latest comparison’s.' }),
    ),
    comparison: Type.Optional(Type.Integer({ minimum: 1, description: 'The round that compared it.' })),
    note: Type.Optional(Type.String({ description: 'What the change costs in complexity, and why it is worth it.' })),
    withoutEvidence: Type.Optional(
      Type.String({ description: 'Why it is launched though no comparison speaks for it.' }),
    ),
    final: Type.Optional(
      Type.Boolean({
        description: 'Show the test metrics of the baseline: the end of tuning. Alone it launches nothing.',
      }),
    ),
  }),
  result: documentOf('launch', {
    launch: nullable(Type.Integer({ description: 'Null where nothing was launched.' })),
    parent: nullable(Type.Integer()),
    label: Type.String(),
    configuration: configurationSchema,
    changes: Type.Array(
      Type.Object({ hyperparameter: Type.String(), before: nullable(scalarSchema), after: nullable(scalarSchema) }),
    ),
    evidence: nullable(evidenceSchema),
    note: Type.String(),
    file: Type.String({ description: 'The project file, whose baseline was rewritten.' }),
    command: Type.String({ description: 'Trains the baseline, in the folder of the project file.' }),
    final: nullable(unsealedSchema, { description: 'What the baseline reached on the test set.' }),
  }),
  async run(context, input) {
    checkInput(input);
    const workspace = openWorkspace(context);
    const launches = input.candidate !== undefined || input.comparison !== undefined || input.final !== true;
    const use = async (store: Store) => {
      const done = launches ? await launched(context, workspace, store, input) : await standing(workspace, store);
      const final = input.final === true ? await finalMetrics(context, workspace, store, done.configuration) : null;
      return { schema: 'launch/1' as const, ...done, file: workspace.projectFile, final };
    };
    // A project that has run nothing can have nothing to launch but by hand.
    return input.withoutEvidence === undefined || (await storeExists(workspace))
      ? withStore(workspace, use)
      : withNewStore(workspace, use);
  },
});

/**
 * What is to be launched, by name, where the operation would refuse it for want of a note on its complexity; null where it
 * needs none, or is refused for another reason. For whoever can ask for the note.
 */
export async function lackingNote(context: Context, input: LaunchInput & { final?: boolean }): Promise<string | null> {
  const workspace = openWorkspace(context);
  const named = input.candidate !== undefined || input.comparison !== undefined;
  if ((!named && input.final === true) || !(await storeExists(workspace))) return null;
  try {
    checkInput(input);
    const found = await withStore(workspace, (store) => launchable(store, workspace.project, input));
    return lacksNote(found, input.note) ? found.candidate.label : null;
  } catch (error) {
    if (error instanceof AttuneError) return null;
    throw error;
  }
}

interface LaunchInput {
  readonly candidate?: string;
  readonly comparison?: number;
  readonly note?: string;
  readonly withoutEvidence?: string;
}

function checkInput({ candidate, comparison, withoutEvidence }: LaunchInput): void {
  if (candidate !== undefined && comparison !== undefined) throw new AttuneError('invalid', launchTexts.twice());
  if (withoutEvidence?.trim() === '') throw new AttuneError('invalid', launchTexts.noReason());
}

async function launched(
  context: Context,
  workspace: Workspace,
  store: Store,
  input: LaunchInput & { readonly final?: boolean },
) {
  const { project, projectFile } = workspace;
  const found = await launchable(store, project, input);
  if (lacksNote(found, input.note)) throw new AttuneError('invalid', launchTexts.noNote());
  const note = (input.note ?? found.note).trim();
  const { configuration } = found.candidate;
  // What cannot be written, or measured at the end, must not be in the store either.
  const name = relative(workspace.standing, projectFile);
  withBaseline(readFileSync(projectFile, 'utf8'), configuration, { file: name, name: project.name });
  if (input.final === true) await fairRunsOf(store, measuredOf(workspace, configuration));
  const seen = await warnOfTestSeen(context, store);
  if (found.round !== null) await warnOfOtherCode(context, workspace.directory, found.round);
  const row = await storedLaunch(context, workspace, store, { ...found, note, seen });
  rewriteBaseline(projectFile, configuration);
  await markWritten(context, store);
  return {
    launch: row.number,
    parent: row.parent,
    label: found.candidate.label,
    configuration: { ...configuration },
    changes: changesBetween(project.baseline, configuration),
    evidence: found.evidence,
    note,
    command: commandOf(workspace, configuration, found.seed),
  };
}

function lacksNote(found: Launchable, given: string | undefined): boolean {
  return found.complexity === 'adds' && (given ?? found.note).trim() === '';
}

/** The launch's row: a new one, or the very same one, where it was cut off before the file was written. */
async function storedLaunch(
  context: Context,
  workspace: Workspace,
  store: Store,
  { candidate, evidence, note, seed, round, seen }: Launchable & { readonly seen: TestSeen | null },
): Promise<LaunchRow> {
  const time = context.clock.now();
  const by = { actor: context.actor, time };
  const { project } = workspace;
  const unwritten = await unwrittenLaunch(store);
  if (
    unwritten !== null &&
    unwritten.note === note &&
    sameConfiguration(unwritten.configuration, candidate.configuration) &&
    isDeepStrictEqual(unwritten.evidence, evidence)
  ) {
    return unwritten;
  }
  await recordBaseline(store, workspace, by);
  const parent = (await store.read('launch')).at(-1)?.number ?? null;
  const row: LaunchRow = {
    number: (parent ?? 0) + 1,
    parent,
    configuration: candidate.configuration,
    evidence,
    note,
    provenance: {
      // What was measured was measured with the code of then.
      ...(recordedWith(round) ?? (await recordProvenance(workspace.directory, project.train))),
      command: commandOf(workspace, candidate.configuration, seed),
      seeds: evidence.kind === 'comparison' ? evidence.seeds : [],
      train: project.train,
      testSeen: seen,
    },
    time,
  };
  const event = { kind: 'launch.made', subject: `launch ${row.number}`, data: { parent, evidence, note } };
  await store.write([{ do: 'insert', kind: 'launch', row, event }], by);
  return row;
}

function recordedWith(round: RoundRow | null): Partial<RecordedProvenance> | null {
  return round?.provenance ?? null;
}

/**
 * The latest launch, where its process ended before it had written the file: the project as stored, which follows once the
 * file is written (`markWritten`), has another baseline still.
 */
async function unwrittenLaunch(store: Store): Promise<LaunchRow | null> {
  const latest = (await store.read('launch')).at(-1);
  const [stored] = await store.read('project');
  if (latest === undefined || stored === undefined || latest.evidence === null) return null;
  return sameConfiguration(stored.project.baseline, latest.configuration) ? null : latest;
}

/** Keeps the project as the file has it now, so that the launch counts as finished. */
async function markWritten(context: Context, store: Store): Promise<void> {
  const written = openWorkspace(context);
  await recordBaseline(store, written, { actor: context.actor, time: context.clock.now() });
}

/** The baseline as it stands, where nothing is launched. */
async function standing(workspace: Workspace, store: Store) {
  const { baseline } = workspace.project;
  const latest = (await store.read('launch')).findLast((row) => sameConfiguration(row.configuration, baseline));
  return {
    launch: null,
    parent: latest?.number ?? null,
    label: 'baseline',
    configuration: { ...baseline },
    changes: [],
    evidence: null,
    note: latest?.note ?? '',
    command: commandOf(workspace, baseline, 0),
  };
}

/** What the baseline reached on the test set, with the reason in the log. */
async function finalMetrics(
  context: Context,
  workspace: Workspace,
  store: Store,
  baseline: Configuration,
): Promise<Unsealed> {
  const by = { reason: launchTexts.finalReason().text, actor: context.actor };
  const runs = await fairRunsOf(store, measuredOf(workspace, baseline));
  return unsealedMetrics(store, workspace.project.objective, runs, by);
}

function measuredOf({ project, directory }: Workspace, baseline: Configuration) {
  return { project: { ...project, baseline }, directory };
}

function commandOf({ project }: Workspace, configuration: Configuration, seed: number): string {
  return trainingCommand(project, { id: 0, configuration, seed });
}

function changesBetween(before: Configuration, after: Configuration) {
  const ids = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return ids
    .filter((id) => before[id] !== after[id])
    .map((id) => ({ hyperparameter: id, before: before[id] ?? null, after: after[id] ?? null }));
}
