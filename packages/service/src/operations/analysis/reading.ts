/** How operations that many readers call reach the store and what is kept of it. */
import type { RoundRow, Store } from '../../store/index.ts';
import { analysisParts } from './parts.ts';
import type { Analysis, AnalysisOrder } from './analyst.ts';
import { changeBy } from '../report/asked-objective.ts';
import { roundOf } from '../rounds.ts';
import { judgedTrials, type JudgedTrials } from '../views/judged-trials.ts';
import type { Context } from '../operation.ts';
import { readTrials } from './round-trials.ts';
import { roundVersions } from './round-versions.ts';
import { openWorkspace, withStore } from '../workspace.ts';

/** Runs `use` on the store that the caller keeps open, without a look at the project file; else on the project's. */
export async function readStore<T>(context: Context, use: (store: Store) => Promise<T>): Promise<T> {
  return context.store === undefined ? withStore(openWorkspace(context), use) : use(context.store);
}

/** Runs a read that takes much memory or long, a few at a time in a server. */
export async function readInTurn<T>({ analyst, signal }: Context, read: () => Promise<T>): Promise<T> {
  return analyst === undefined ? read() : analyst.inTurn(read, signal);
}

/**
 * A document about a round, made anew only where the round has changed since it was last made; `rows` says that it does not
 * tell of measurements, so that those of running trials do not matter.
 */
export async function keptOf<T extends object>(
  { analyst }: Context,
  store: Store,
  { name, round, rows = false }: { readonly name: string; readonly round: number; readonly rows?: boolean },
  make: (version: string) => Promise<T>,
): Promise<T> {
  if (analyst === undefined) return make(await roundVersions(store).of(round));
  const current = await analyst.version(round);
  const version = rows ? current.replace(/\..*/, '') : current;
  return analyst.kept(`${name} of ${round}`, version, () => make(version));
}

/** The round's trials, judged by its own objective, which may be another than it ran for. */
export async function judgedOf(context: Context, store: Store, round: RoundRow): Promise<JudgedTrials> {
  const { metric, direction } = round.resolved.project.objective;
  const name = `trials judged by ${direction} ${metric}`;
  return keptOf(context, store, { name, round: round.number }, async () =>
    judgedTrials(round, await (context.analyst?.trials(round) ?? readTrials(store, round))),
  );
}

/**
 * The newest analysis that the caller keeps, or one made now, and what judging by another objective means for the round. A
 * round that there is not, or an objective that it cannot be judged by, is refused before anybody is kept waiting.
 */
export async function analysisOf({ analyst, clock }: Context, store: Store, order: AnalysisOrder) {
  await roundOf(store, order.round);
  const change = await changeBy(store, order.round, order.objective);
  if (analyst !== undefined) return { ...(await analyst.analysis(order)), change };
  const version = await roundVersions(store).of(order.round);
  const analysis: Analysis = { ...(await analysisParts(store, order, clock.now())), version };
  return { analysis, analysing: false, change };
}
