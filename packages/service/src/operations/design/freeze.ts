/** Brings a round file and the store together: begins the round, continues it, gives it more trials, or refuses. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { AttuneError } from '@attune/core/errors';
import { designText, resolveRound, type RoundFile } from '@attune/core/design';
import { sameConfiguration } from '@attune/core/space';
import type { ResolvedRound, StudyPurpose } from '@attune/core/study';
import { defineTexts, type Message } from '@attune/core/texts';
import { beginRound, extendRound } from '../../engine/index.ts';
import { readRound } from '../../project/index.ts';
import type { Change, LaunchRow, RoundRow, Store, Writer } from '../../store/index.ts';
import { designChanges } from './design-changes.ts';
import { recordProvenance } from '../launch/provenance.ts';
import type { RoundFileName } from '../round-choice.ts';
import type { Workspace } from '../workspace.ts';

export const freezeTexts = defineTexts('freeze', {
  changed:
    'round {round} was frozen when it first ran, and {file} or attune.yaml has changed since in what decides its trials: {changes}; put it back, or write a new round file for the new design (notes and a larger budget may change)',
  taken:
    'round {round} is a comparison ({name}), which took the next number: give {file} a number of its own, and run it again',
  unnamed: 'what this version of Attune makes of them',
  shrunk:
    'round {round} was planned with {planned} {planned|trial|trials}, and {file} now asks for {asked}: a budget can only grow; put it back, or write a new round file for a smaller one',
  fewerSeeds:
    'round {round} was planned with baseline_seeds: {planned}, and {file} now asks for {asked}: they can only grow; put it back, or write a new round file for fewer',
});

/** A round file with what it comes to. */
export interface DesignedRound {
  readonly name: RoundFileName;
  readonly file: RoundFile;
  readonly resolved: ResolvedRound;
  readonly hash: string;
}

/** Reads and resolves a round file; throws `invalid` with every mistake in it. */
export function designRound(workspace: Workspace, name: RoundFileName): DesignedRound {
  const file = readRound(join(workspace.directory, name.file), workspace.project, workspace.standing);
  return designOf(workspace, name, file);
}

/** The same of a round file that was read, and changed, already. */
export function designOf(workspace: Workspace, name: RoundFileName, file: RoundFile): DesignedRound {
  const resolved = resolveRound(workspace.project, file, name.number);
  return { name, file, resolved, hash: createHash('sha256').update(designText(resolved)).digest('hex') };
}

/** The round's row, ready to be driven. Throws `conflict` where the design has changed since it was frozen. */
export async function freezeRound(
  store: Store,
  workspace: Workspace,
  designed: DesignedRound,
  writer: Writer,
): Promise<RoundRow> {
  const { name } = designed;
  const [existing] = await store.read('round', { id: [name.number] });
  if (existing === undefined) {
    const provenance = await recordProvenance(workspace.directory, workspace.project.train);
    await recordBaseline(store, workspace, writer);
    return beginRound(store, designed.resolved, { ...name, hash: designed.hash, provenance }, writer);
  }
  const { resolved, grows } = checkContinues(workspace, designed, existing);
  await recordBaseline(store, workspace, writer);
  if (grows) return extendRound(store, existing, resolved, writer);
  return existing.status === 'completed' ? existing : adoptOperation(store, existing, resolved, writer);
}

/** The design as it continues a round that is stored, and whether it plans more trials. Throws `conflict` where it cannot. */
export function checkContinues(
  workspace: Workspace,
  designed: DesignedRound,
  existing: RoundRow,
): { readonly resolved: ResolvedRound; readonly grows: boolean } {
  checkNumber(designed.name, existing);
  const { hash, resolved } = withStoredSeed(workspace, designed, existing);
  const refusal = departureOf(designed.name, existing, { hash, resolved });
  if (refusal !== null) throw new AttuneError('conflict', refusal);
  return { resolved, grows: budgetsOf(existing, resolved).some(({ planned, asked }) => asked > planned) };
}

/** Why a file does not continue a round that is stored, and what to do instead; null where it does. */
export function departure(workspace: Workspace, designed: DesignedRound, existing: RoundRow): Message | null {
  return departureOf(designed.name, existing, withStoredSeed(workspace, designed, existing));
}

function departureOf(
  { number: round, file }: RoundFileName,
  existing: RoundRow,
  { hash, resolved }: Pick<DesignedRound, 'hash' | 'resolved'>,
): Message | null {
  if (existing.hash !== hash) {
    return freezeTexts.changed({ round, file, changes: changesText(existing.resolved, resolved) });
  }
  const [seeds, searches] = budgetsOf(existing, resolved);
  if (searches.asked < searches.planned) return freezeTexts.shrunk({ round, file, ...searches });
  return seeds.asked < seeds.planned ? freezeTexts.fewerSeeds({ round, file, ...seeds }) : null;
}

interface Budget {
  readonly planned: number;
  readonly asked: number;
}

/** Runs of the baseline, then trials of the searches together, whose shares rise and fall with them. */
function budgetsOf(existing: RoundRow, resolved: ResolvedRound): readonly [seeds: Budget, searches: Budget] {
  const of = (purpose: StudyPurpose): Budget => ({
    planned: trialsOf(existing.resolved, purpose),
    asked: trialsOf(resolved, purpose),
  });
  return [of('baseline'), of('search')];
}

function trialsOf({ studies }: ResolvedRound, purpose: StudyPurpose): number {
  return studies.reduce((sum, study) => (study.purpose === purpose ? sum + study.trials : sum), 0);
}

/** Throws `conflict` where a comparison has the number of a file. */
export function checkNumber({ number: round, file }: RoundFileName, existing: RoundRow | undefined): void {
  if (existing?.resolved.comparison === undefined) return;
  throw new AttuneError('conflict', freezeTexts.taken({ round, file, name: existing.name }));
}

/** All of them: whoever puts the file back needs each. */
function changesText(before: ResolvedRound, after: ResolvedRound): string {
  const changes = designChanges(before, after).map(({ text }) => text);
  return changes.length === 0 ? freezeTexts.unnamed().text : changes.join(', ');
}

/** A seed that the file does not give comes from the project's name, which may change with its folder: it stays. */
function withStoredSeed(workspace: Workspace, designed: DesignedRound, existing: RoundRow): DesignedRound {
  const { seed } = existing.resolved;
  if (designed.file.seed !== undefined || designed.resolved.seed === seed) return designed;
  return designOf(workspace, designed.name, { ...designed.file, seed });
}

/** How trials are run may change while the round is open: a mended command, more slots, another time limit. */
async function adoptOperation(
  store: Store,
  round: RoundRow,
  resolved: ResolvedRound,
  writer: Writer,
): Promise<RoundRow> {
  if (JSON.stringify(round.resolved.project) === JSON.stringify(resolved.project)) return round;
  const row = { ...round, resolved: { ...round.resolved, project: resolved.project } };
  const event = { kind: 'round.operation-changed', subject: `round ${round.number}`, data: resolved.project.train };
  await store.write([{ do: 'update', kind: 'round', row, event }], writer);
  return { ...row, revision: row.revision + 1 };
}

/** Keeps the project as it stands, and a baseline that was edited by hand as a launch without evidence. */
export async function recordBaseline(store: Store, { project }: Workspace, writer: Writer): Promise<void> {
  const launches = await store.read('launch');
  const latest = launches.at(-1);
  const changes: Change[] = [];
  const [row] = await store.read('project');
  if (row === undefined) changes.push({ do: 'insert', kind: 'project', row: { id: 1, project, revision: 1 } });
  else if (JSON.stringify(row.project) !== JSON.stringify(project)) {
    changes.push({ do: 'update', kind: 'project', row: { ...row, project } });
  }
  if (latest === undefined || !sameConfiguration(latest.configuration, project.baseline)) {
    const launch: LaunchRow = {
      number: (latest?.number ?? 0) + 1,
      parent: latest?.number ?? null,
      configuration: project.baseline,
      evidence: null,
      note: '',
      provenance: null,
      time: writer.time,
    };
    const event = { kind: 'launch.recorded', subject: `launch ${launch.number}` };
    changes.push({ do: 'insert', kind: 'launch', row: launch, event });
  }
  if (changes.length > 0) await store.write(changes, writer);
}

export { sameConfiguration };
