/**
 * More trials for a round that ran: what `--trials` asks for, and whether the round's studies can go on. A study whose
 * points were laid out before any result goes on in its own sequence; a finite one goes on up to its end.
 */
import { join } from 'node:path';
import { AttuneError } from '@attune/core/errors';
import { equalShares } from '@attune/core/design';
import { samplerFor } from '@attune/core/samplers';
import { gridSize, levelsOfEach } from '@attune/core/space';
import type { ResolvedRound, SamplerSpec, StudyPlan } from '@attune/core/study';
import { defineTexts } from '@attune/core/texts';
import { readDocument, rewriteBudget, withBudget } from '../../project/index.ts';
import type { RoundRow, Store } from '../../store/index.ts';
import { asFrozen, designStored } from '../design/freeze-baseline.ts';
import { checkContinues, designOf, type DesignedRound } from '../design/freeze.ts';
import { chooseRound, type RoundFileName } from '../round-choice.ts';
import type { Workspace } from '../workspace.ts';

export const extensionTexts = defineTexts('extension', {
  form: '{option} is {value}: write +20 for twenty more, or 52 for so many in all, the baseline’s runs left out',
  notYet:
    'round {round} has not run, so that there is nothing to extend: write its budget into {file} and run it as it is',
  noRound:
    'no round has run that could be given more trials: `attune run` begins the first, with the budget of its file',
  comparison:
    'round {round} is a comparison, which runs until it is clear: give it more seeds with `attune compare … --seeds-max N`',
  fewer: '{option} asks for {asked} trials and round {round} has {planned}: a budget can only grow',
  listed:
    'the configurations of round {round} are listed, {count} of them, and all are planned: a list does not go on; write a new round file with the further ones',
  grid: 'study {study} of round {round} is a grid of {count} points and {planned} are planned: it can grow to {count}, not to {asked}; a finer grid has other points, so write a new round file for it, or search: halton, which can always go on',
  adaptive:
    'study {study} of round {round} chooses its points by earlier results ({search}), so that there is no sequence that its next {more} {more|point|points} could continue; write a new round file with the budget that is still wanted',
  merged:
    'another process has meanwhile given round {round} as many trials as this one asks for ({after} in all): the two requests are one; repeat it where more are wanted',
  below: '{file} asks for {wanted} trials already, and {asked} are fewer: a budget can only grow',
  extended:
    'round {round} goes on from {before} to {after} trials, which {file} now says: its studies continue their sequences, so what ran stays as it is',
});

/** How many trials a round's searches had, and are to have; each of the searches with its own numbers. */
export interface Extension {
  readonly before: number;
  readonly after: number;
  readonly studies: readonly { readonly study: string; readonly before: number; readonly after: number }[];
}

/**
 * What `--trials TEXT` comes to for a round as it was frozen: the total that is asked for, in equal shares. `+20` counts
 * from `before`, which is what is planned unless more was promised. Throws `invalid` where the text or its number makes no
 * sense, `unsupported` where a study cannot go on so far.
 */
export function extensionOf(
  round: RoundRow,
  text: string,
  adaptive: (sampler: SamplerSpec) => boolean = (sampler) => samplerFor(sampler).adaptive,
  before = searchTrials(round.resolved),
  option = '--trials',
): Extension {
  const searches = round.resolved.studies.filter(({ purpose }) => purpose === 'search');
  const after = askedFor(round.number, text, before, option);
  const shares = equalShares(after, searches.length);
  const studies = searches.map((study, index) => {
    const share = shares[index] ?? 0;
    checkGoesOn(round.number, study, share, adaptive);
    return { study: study.name, before: study.trials, after: share };
  });
  return { before, after, studies };
}

/** A round that ran, designed with its larger budget. */
export interface ExtendedRound extends DesignedRound {
  readonly extension: Extension;
}

interface Wanted {
  readonly wanted: string | undefined;
  readonly trials: string;
  /**
   * What is promised already, which `+20` adds to, and to what the round file asks for: each of several requests is to be
   * granted. Without it the plan counts: a command that is repeated after a crash asks for nothing twice.
   */
  readonly promised?: readonly string[];
}

/**
 * The round that is to get more trials (`wanted`, else the latest that ran), without changing anything. Throws `not-found`
 * or `conflict` where there is none or it has not run, and what `extensionOf` and `checkContinues` throw.
 */
export async function extendedRound(
  store: Store | null,
  workspace: Workspace,
  from: string,
  { wanted, trials, promised }: Wanted,
): Promise<ExtendedRound> {
  const stored = store === null ? [] : await store.read('round');
  const compared = stored.find(
    ({ number, resolved }) => String(number) === wanted && resolved.comparison !== undefined,
  );
  if (compared !== undefined) {
    throw new AttuneError('unsupported', extensionTexts.comparison({ round: compared.number }));
  }
  const latest = stored.findLast(({ resolved }) => resolved.comparison === undefined);
  if (latest === undefined) throw new AttuneError('not-found', extensionTexts.noRound());
  const name = await chooseRound(workspace.directory, from, wanted ?? String(latest.number), stored);
  const row = stored.find(({ number }) => number === name.number);
  if (row === undefined) {
    throw new AttuneError('conflict', extensionTexts.notYet({ round: name.number, file: name.file }));
  }
  // The round is judged against the baseline that it was frozen with, whatever has been launched since.
  const frozen = asFrozen(workspace, row);
  const written = designStored(workspace, name, row);
  const planned = searchTrials(row.resolved);
  const before =
    promised === undefined ? planned : promised.reduce(totalWith, Math.max(planned, searchTrials(written.resolved)));
  const extension = extensionOf(row, trials, undefined, before, promised === undefined ? '--trials' : 'trials');
  checkGrows(name.file, written.file.trials, extension);
  const file = { ...written.file, seed: written.file.seed ?? row.resolved.seed };
  const grows = extension.after > extension.before;
  const designed = designOf(frozen, name, grows ? { ...file, trials: extension.after } : file);
  checkContinues(frozen, designed, row);
  return { ...designed, extension };
}

/**
 * Writes the larger budget into the round file; throws `conflict` where that asks for more by now. Before the store is
 * extended: whatever is killed in between, the next `attune run` finds a file that asks for what is still missing, and the
 * same command asks for nothing twice.
 */
export function writeBudget(workspace: Workspace, { name, extension }: ExtendedRound): void {
  if (extension.after === extension.before) return;
  const path = join(workspace.directory, name.file);
  // It may have grown since it was read.
  checkGrows(name.file, writtenBudget(path, workspace.standing), extension);
  rewriteBudget(path, extension.after, workspace.standing);
}

/** Throws `unsupported` where the budget of the round file cannot be rewritten. */
export function checkRewritable({ directory, standing }: Workspace, { name, extension }: ExtendedRound): void {
  withBudget(readDocument(join(directory, name.file), standing).text, extension.after, name.file);
}

/** Writes so many trials into the round file, unless it asks for as many already. */
export function writeTotal({ directory, standing }: Workspace, { file }: RoundFileName, total: number): void {
  const path = join(directory, file);
  if (writtenBudget(path, standing) < total) rewriteBudget(path, total, standing);
}

/** Whether the store has yet to plan what is asked for. */
export function pending(row: RoundRow, { extension }: ExtendedRound): boolean {
  return searchTrials(row.resolved) < extension.after;
}

function checkGrows(file: string, wanted: number, { before, after: asked }: Extension): void {
  if (asked === before || asked >= wanted) return;
  throw new AttuneError('conflict', extensionTexts.below({ file, wanted, asked }));
}

/** 0 where the file has no plain number, which `rewriteBudget` refuses. */
function writtenBudget(path: string, standing: string): number {
  const { budget } = readDocument(path, standing).value;
  const trials = typeof budget === 'object' && budget !== null && 'trials' in budget ? budget.trials : 0;
  return typeof trials === 'number' ? trials : 0;
}

/** Of all searches, the baseline's runs left out. */
export function searchTrials({ studies }: ResolvedRound): number {
  return studies.filter(({ purpose }) => purpose === 'search').reduce((sum, { trials }) => sum + trials, 0);
}

/** `before` with what is asked for: `+20` more, or `52` in all if those are more. */
export function totalWith(before: number, asked: string): number {
  const count = Number(asked);
  return asked.startsWith('+') ? before + count : Math.max(before, count);
}

/** More than any round can sensibly have; the same limit as a round file's. */
const mostTrials = 1_000_000;

function askedFor(round: number, text: string, planned: number, option: string): number {
  const [, sign, digits] = /^(\+?)(\d+)$/.exec(text.trim()) ?? [];
  const count = Number(digits);
  if (digits === undefined || count === 0 || count > mostTrials) {
    throw new AttuneError('invalid', extensionTexts.form({ option, value: text }));
  }
  if (sign === '+') return planned + count;
  if (count < planned) throw new AttuneError('invalid', extensionTexts.fewer({ option, round, planned, asked: count }));
  return count;
}

function checkGoesOn(
  round: number,
  { name: study, sampler, space, trials: planned }: StudyPlan,
  asked: number,
  adaptive: (sampler: SamplerSpec) => boolean,
): void {
  if (asked <= planned) return;
  if (adaptive(sampler)) {
    const message = extensionTexts.adaptive({ study, round, search: sampler.kind, more: asked - planned });
    throw new AttuneError('unsupported', message);
  }
  switch (sampler.kind) {
    case 'list': {
      const count = sampler.configurations.length;
      if (asked > count) throw new AttuneError('unsupported', extensionTexts.listed({ round, count }));
      return;
    }
    case 'grid': {
      const { points } = sampler;
      if (points === undefined) return;
      const count = gridSize(space, typeof points === 'number' ? levelsOfEach(space, points) : points);
      if (asked > count) {
        throw new AttuneError('unsupported', extensionTexts.grid({ study, round, count, planned, asked }));
      }
      return;
    }
    case 'random':
    case 'halton':
    case 'sobol':
      return;
  }
}
