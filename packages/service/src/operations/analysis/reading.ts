/** How operations that many readers call reach the store and what is kept of it. */
import type { RoundRow, Store } from '../../store/index.ts';
import { analysisParts } from './parts.ts';
import type { Analysis, AnalysisOrder } from './analyst.ts';
import { judgedTrials, type JudgedTrials } from '../views/judged-trials.ts';
import type { Context } from '../operation.ts';
import { readTrials } from './round-trials.ts';
import { roundVersions } from './round-versions.ts';
import { openWorkspace, withStore } from '../workspace.ts';

/** Runs `use` on the store that the caller keeps open, without a look at the project file; else on the project's. */
export async function readStore<T>(context: Context, use: (store: Store) => Promise<T>): Promise<T> {
  return context.store === undefined ? withStore(openWorkspace(context), use) : use(context.store);
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

/** The newest analysis that the caller keeps, or one made now. */
export async function analysisOf(
  { analyst, clock }: Context,
  store: Store,
  order: AnalysisOrder,
): Promise<{ readonly analysis: Analysis; readonly analysing: boolean }> {
  if (analyst !== undefined) return analyst.analysis(order);
  const version = await roundVersions(store).of(order.round);
  return { analysis: { ...(await analysisParts(store, order, clock.now())), version }, analysing: false };
}
