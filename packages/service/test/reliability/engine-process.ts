/**
 * An engine to be killed: drives round 1 of a store with the local runner.
 *
 *   node engine-process.ts STORE ROOT [before-start|after-start]
 *
 * Exit status 0: the round is completed; 3: it is paused; 4: another engine is at work. With the last argument it kills
 * itself with SIGKILL at the first start of a process: just before it, or just after.
 */
import { driveRound, systemClock, takeLease, type EngineContext } from '../../src/engine/index.ts';
import { localRunner, type Runner } from '../../src/runners/index.ts';
import { openStore } from '../../src/store/index.ts';

const [file = '', root = '', dies] = process.argv.slice(2);

const runner = localRunner();
const deadly: Runner = {
  ...runner,
  async start(job) {
    if (dies === 'before-start') process.kill(process.pid, 'SIGKILL');
    const handle = await runner.start(job);
    if (dies === 'after-start') process.kill(process.pid, 'SIGKILL');
    return handle;
  },
};

process.exitCode = await drive();

async function drive(): Promise<number> {
  const store = await openStore(file);
  try {
    const lease = await takeLease(store, systemClock);
    const [round] = await store.read('round');
    if (lease === null || round === undefined) return 4;
    const context: EngineContext = {
      store,
      runner: deadly,
      clock: systemClock,
      projectDirectory: root,
      storeDirectory: root,
      environment: process.env,
      actor: `engine ${process.pid}`,
      signal: new AbortController().signal,
      progress: () => undefined,
      memoryKills: () => Promise.resolve(null),
    };
    // An engine may have been killed when nothing but its farewell was left to do.
    const { status } = round.status === 'completed' ? round : await driveRound(context, lease, round);
    await lease.release();
    return status === 'completed' ? 0 : 3;
  } finally {
    await store.close();
  }
}
