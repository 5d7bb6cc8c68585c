/** Being the engine for a while: the lease, this machine's runner, and the round. */
import { takeLease, driveRound, cgroupMemoryKills, type EngineContext, type HeldLease } from '../../engine/index.ts';
import { askedRunner, eitherRunner, localRunner } from '../../runners/index.ts';
import type { Store } from '../../store/index.ts';
import type { Context } from '../operation.ts';
import type { Workspace } from '../workspace.ts';

/** The engine's world, made of an operation's. */
export function engineContext(context: Context, workspace: Workspace, store: Store): EngineContext {
  return {
    store,
    runner: eitherRunner(
      localRunner(context.environment),
      askedRunner(() => context.clock.now()),
    ),
    clock: context.clock,
    projectDirectory: workspace.directory,
    storeDirectory: workspace.storeDirectory,
    environment: context.environment,
    ...(context.server === undefined ? {} : { server: context.server }),
    actor: context.actor,
    signal: context.signal,
    ...(context.leave === undefined ? {} : { leave: context.leave }),
    progress: (event) => context.progress(event),
    memoryKills: cgroupMemoryKills,
  };
}

/** The same for whoever only watches: there is nothing to wait for once this process is to end. */
export function watching(context: Context): Context {
  const { leave, signal } = context;
  return leave === undefined ? context : { ...context, signal: AbortSignal.any([signal, leave]) };
}

/** Runs `use` as the store's engine, under the lease that `context` has already or a new one; null where another is at work. */
export async function asEngine<T>(
  store: Store,
  context: Context,
  use: (lease: HeldLease) => Promise<T>,
): Promise<{ readonly result: T } | null> {
  if (context.lease !== undefined) return { result: await use(context.lease) };
  const lease = await takeLease(store, context.clock);
  if (lease === null) return null;
  try {
    return { result: await use(lease) };
  } finally {
    await lease.release();
  }
}

/** Obeys what is asked of the engine in one round and starts nothing. */
export async function driveOnce(context: Context, workspace: Workspace, store: Store, number: number): Promise<void> {
  const [round] = await store.read('round', { id: [number] });
  if (round === undefined) return;
  await asEngine(store, context, (lease) =>
    driveRound(engineContext(context, workspace, store), lease, round, { starts: false }),
  );
}
