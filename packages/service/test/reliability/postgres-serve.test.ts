/** Two servers over HTTP upon one project whose notebook is in PostgreSQL: what one is told the other knows, and goes on with. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { AttuneClient, LiveEvent } from '../../../client/src/index.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { until } from '../../src/testing/until.ts';
import { withPostgres } from '../../src/testing/with-postgres.ts';
import { given, type Given } from '../own-loop-calls.ts';
import { quickProject, type QuickProject } from '../quick-project.ts';
import { serverProcesses, type ServerProcess, type ServerProcesses } from '../server-processes.ts';

const roundText = 'attune: 1\ngoal: maximize\nsearch: halton\nbudget: { trials: 5 }\nbaseline_seeds: 1\n';

let project: QuickProject;
let servers: ServerProcesses;
let store: Store;
let listening: AbortController;

beforeEach(() => {
  project = quickProject({ '01-first.yaml': roundText });
  servers = serverProcesses();
  listening = new AbortController();
});

afterEach(async () => {
  listening.abort();
  await servers.killAll();
  await store.close();
  project.remove();
});

/** Two servers of the project, whose notebook is at `address`. */
async function two(address: string): Promise<readonly [ServerProcess, ServerProcess]> {
  store = await openStore(address);
  const order = { environment: { ATTUNE_STORE: address } };
  return Promise.all([servers.start(project.directory, order), servers.start(project.directory, order)]);
}

/** The one of the two whose process is the engine, and the other. */
async function driving(
  pair: readonly [ServerProcess, ServerProcess],
): Promise<readonly [ServerProcess, ServerProcess]> {
  return until(async () => {
    const { engine } = await pair[0].call('GET /jobs', {});
    if (engine === null) return undefined;
    return engine.endsWith(` process ${pair[0].child.pid}`) ? pair : [pair[1], pair[0]];
  });
}

function heardBy(client: AttuneClient): LiveEvent[] {
  const heard: LiveEvent[] = [];
  void client.events({ after: 0, signal: listening.signal, onEvent: (event) => void heard.push(event) });
  return heard;
}

const seqs = (heard: readonly LiveEvent[]) =>
  heard.flatMap((event) => (event.kind === 'change' ? [event.data.seq] : []));

const measure = (client: AttuneClient, { trial, attempt }: Given, batch: number) =>
  client.call('POST /measurements', {
    batches: [{ trial, attempt, batch, series: [{ metric: 'valid/loss', steps: [batch], values: [1 / (batch + 1)] }] }],
  });

const tell = (client: AttuneClient, { trial, attempt }: Given) =>
  client.call('POST /trials/{trial}/tell', { trial, attempt, outcome: 'completed' });

function ownLoop(): void {
  project.write(
    'attune.yaml',
    project.read('attune.yaml').replace("'sh train.sh ${args}'", 'ask').replace('resources: { slots: 2 }', ''),
  );
}

const completed = (client: AttuneClient, trials: number) =>
  until(async () => {
    const { rounds } = await client.call('GET /rounds', {});
    return rounds[0]?.trials['completed'] === trials ? true : undefined;
  });

withPostgres('two servers upon one database', (server) => {
  it('give a trial by the one, take its measurements by either and its end by the other; both tell of all of it', async () => {
    ownLoop();
    const [one, other] = await two(server().address('asked by two'));
    const heard = [heardBy(one), heardBy(other)];
    const first = await given(one);
    const second = await given(other);
    expect(second.trial).not.toBe(first.trial);
    for (const trial of [first, second]) {
      for (let batch = 0; batch < 6; batch++) {
        const { taken } = await measure(batch % 2 === 0 ? one : other, trial, batch);
        expect(taken).toMatchObject([{ next: batch + 1, refused: null }]);
      }
      // Sent again to the other one: counted once.
      expect((await measure(one, trial, 5)).taken).toMatchObject([{ next: 6, refused: null }]);
    }
    await tell(other, first);
    await tell(one, second);
    await completed(one, 2);
    await completed(other, 2);
    const curves = await store.curves({ trials: [first.trial, second.trial] });
    expect(curves.map(({ steps }) => steps)).toEqual(Array(2).fill([0, 1, 2, 3, 4, 5]));
    const all = await store.events(0, 1_000);
    for (const events of heard) {
      await until(() => (seqs(events).length >= all.length ? true : undefined));
      expect(seqs(events).slice(0, all.length)).toEqual(all.map(({ seq }) => seq));
    }
  });

  it('refuse what programs send, where they do not share the folder of the one that drives', async () => {
    ownLoop();
    const elsewhere = quickProject({ '01-first.yaml': roundText });
    try {
      elsewhere.write('attune.yaml', project.read('attune.yaml'));
      const address = server().address('asked from two folders');
      store = await openStore(address);
      const order = { environment: { ATTUNE_STORE: address } };
      const driver = await servers.start(project.directory, order);
      const trial = await given(driver);
      const other = await servers.start(elsewhere.directory, order);
      const unseen = { status: 503, body: { code: 'unavailable' } };
      const { trial: number, attempt } = trial;
      await expect(other.call('POST /trials/{trial}/heartbeat', { trial: number, attempt })).rejects.toMatchObject(
        unseen,
      );
      await expect(tell(other, trial)).rejects.toMatchObject(unseen);
      await expect(measure(other, trial, 0)).rejects.toMatchObject(unseen);
      // What was stored and refused counts once.
      expect((await measure(driver, trial, 0)).taken).toMatchObject([{ next: 1, refused: null, stop: false }]);
      await tell(driver, trial);
      await completed(driver, 1);
    } finally {
      await servers.killAll();
      elsewhere.remove();
    }
  });

  it('go on with a round of programs that ask, where the one that drives is killed', async () => {
    ownLoop();
    const pair = await two(server().address('asked and killed'));
    const begun = [await given(pair[0]), await given(pair[1])];
    const [engine, other] = await driving(pair);
    const told = heardBy(other);
    await Promise.all(begun.map((trial) => measure(engine, trial, 0)));
    await engine.kill();
    for (const trial of begun) {
      await measure(other, trial, 1);
      await tell(other, trial);
    }
    for (let trials = begun.length; trials < 6; trials++) {
      const next = await given(other);
      await measure(other, next, 0);
      await tell(other, next);
    }
    await completed(other, 6);
    const attempts = await store.read('attempt');
    expect(attempts.map(({ number, outcome }) => [number, outcome?.kind])).toEqual(Array(6).fill([1, 'finished']));
    const takers = (await store.events(0, 1_000)).filter(({ kind }) => kind === 'lease.taken');
    expect(takers.length).toBeGreaterThan(1);
    await until(() =>
      told.some((event) => event.kind === 'change' && event.data.kind === 'round.completed') ? true : undefined,
    );
  });

  it('go on with a round of processes, where the one that started them is killed', async () => {
    project.hold();
    const pair = await two(server().address('started and killed'));
    await pair[0].call('POST /rounds', {});
    const [engine, other] = await driving(pair);
    await until(async () => ((await store.read('trial', { status: ['running'] })).length > 0 ? true : undefined));
    await engine.kill();
    project.release();
    await completed(other, 6);
    const finished = (await store.read('attempt')).filter(({ outcome }) => outcome?.kind === 'finished');
    expect(finished.map(({ trial }) => trial)).toEqual([1, 2, 3, 4, 5, 6]);
    const curves = await store.curves({ trials: [1, 2, 3, 4, 5, 6], metrics: ['valid/loss'] });
    expect(curves.map(({ steps }) => steps)).toEqual(Array(6).fill([5, 10, 15, 20]));
    await until(async () => ((await store.read('request')).length === 0 ? true : undefined));
  });
});
