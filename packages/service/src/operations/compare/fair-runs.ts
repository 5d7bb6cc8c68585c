/** Runs by which a configuration may be measured: those that were made of it, not those for which it was chosen (method L2). */
import { AttuneError } from '@attune/core/errors';
import type { Configuration } from '@attune/core/space';
import type { Project } from '@attune/core/study';
import { defineTexts } from '@attune/core/texts';
import { measuredAs } from '../../history/index.ts';
import type { RoundRow, Store, TrialRow } from '../../store/index.ts';
import { codeOf, sameCode } from './code.ts';
import { assignments } from './command.ts';
import { sameConfiguration } from '../design/freeze.ts';

export const fairRunsTexts = defineTexts('fair-runs', {
  notRun:
    'the baseline has not run to its end with max_steps {steps} yet, so there is nothing to see: let a round run it, or name trials (`attune unseal TRIALS`)',
  otherwise:
    'the baseline has not run yet as attune.yaml stands now ({count|trial|trials} {trials} ran it for another objective, or by another command): let a round run it, or name trials (`attune unseal TRIALS`)',
  infeasible:
    'each of the {count} {count|run|runs} of the baseline was infeasible ({count|trial|trials} {trials}), so there is nothing to see',
  selecting:
    'only {count|trial|trials} {trials} of a search ran the baseline, and results that may have selected it are no evidence of what it reaches: run it under fresh seeds first with {command}',
  compare: '`attune compare baseline {values}`',
  round: '`attune round new` and `attune run`, since each round runs the baseline',
});

export interface FairRuns {
  readonly runs: readonly TrialRow[];
  /** Trials of a search with the same configuration. Whoever took it up had seen them, so they are lucky ones. */
  readonly selecting: readonly TrialRow[];
  /** Runs of the baseline by code other than that of the latest one. */
  readonly otherCode: readonly TrialRow[];
  /** Runs, made like `runs`, that gave no usable result. */
  readonly infeasible: readonly TrialRow[];
}

export interface Measured {
  readonly project: Project;
  /** Where the code lies. */
  readonly directory: string;
}

/**
 * Runs of the project's baseline to its end that were trained alike: for as long, judged by the same objective, by the
 * same command and the same code, that of the latest. Throws where there is none by which it may be measured.
 */
export async function fairRunsOf(store: Store, { project, directory }: Measured): Promise<FairRuns> {
  const { baseline, train } = project;
  const ended = await store.read('trial', { status: ['completed', 'infeasible'] });
  const own = ended.filter(({ configuration }) => sameConfiguration(configuration, baseline));
  const rounds = new Map((await store.read('round')).map((round) => [round.number, round]));
  const alike = own.filter(({ round, untilStep }) => {
    const of = rounds.get(round);
    return untilStep === train.maxSteps && of !== undefined && trainedAs(of.resolved.project) === trainedAs(project);
  });
  if (alike.length === 0) {
    const others = own.filter(({ untilStep, state }) => untilStep === train.maxSteps && state.status === 'completed');
    if (others.length === 0) throw new AttuneError('not-found', fairRunsTexts.notRun({ steps: train.maxSteps }));
    throw new AttuneError('not-found', fairRunsTexts.otherwise(listed(others)));
  }
  const studies = await store.read('study', { id: [...new Set(alike.map(({ study }) => study))] });
  const searches = new Set(studies.flatMap(({ id, plan }) => (plan.purpose === 'search' ? [id] : [])));
  const selecting = alike.filter(({ study, state }) => searches.has(study) && state.status === 'completed');
  const made = await byLatestCode(
    directory,
    rounds,
    alike.filter(({ study }) => !searches.has(study)),
  );
  const { completed: runs = [], infeasible = [] } = Object.groupBy(made.own, ({ state }) =>
    state.status === 'completed' ? 'completed' : 'infeasible',
  );
  if (runs.length > 0) return { runs, selecting, infeasible, otherCode: made.others };
  if (selecting.length === 0) throw new AttuneError('not-found', fairRunsTexts.infeasible(listed(infeasible)));
  const told = { ...listed(selecting), command: await rerunCommand(store, baseline) };
  throw new AttuneError('conflict', fairRunsTexts.selecting(told));
}

/** All runs that were made by the code of the last of them, and the others. */
async function byLatestCode(
  directory: string,
  rounds: ReadonlyMap<number, RoundRow>,
  trials: readonly TrialRow[],
): Promise<{ readonly own: readonly TrialRow[]; readonly others: readonly TrialRow[] }> {
  const latest = codeOf(rounds.get(trials.at(-1)?.round ?? 0)?.provenance);
  const same = new Map<number, boolean>();
  for (const number of new Set(trials.map(({ round }) => round))) {
    same.set(number, await sameCode(directory, codeOf(rounds.get(number)?.provenance), latest));
  }
  const { own = [], others = [] } = Object.groupBy(trials, ({ round }) =>
    same.get(round) === true ? 'own' : 'others',
  );
  return { own, others };
}

/** One text for all rounds whose runs of one configuration are runs of one training. */
function trainedAs(project: Project): string {
  const { command, setup = null } = project.train;
  return JSON.stringify([measuredAs(project), command, setup]);
}

function listed(trials: readonly TrialRow[]): { readonly count: number; readonly trials: string } {
  return { count: trials.length, trials: trials.map(({ id }) => id).join(', ') };
}

/** Runs the baseline again: against the one before it, where there is one that differs. */
async function rerunCommand(store: Store, baseline: Configuration): Promise<string> {
  const launches = await store.read('launch');
  const before = launches.findLast(({ configuration }) => !sameConfiguration(configuration, baseline));
  if (before === undefined) return fairRunsTexts.round().text;
  const differing = Object.entries(before.configuration).filter(([id, value]) => baseline[id] !== value);
  return differing.length === 0
    ? fairRunsTexts.round().text
    : fairRunsTexts.compare({ values: assignments(differing) }).text;
}
