/** Trials that are asked to end over the API: who asked is answered at once, and everybody sees that it is to end. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { until } from '../src/testing/until.ts';
import { idle, listeningServer, type ListeningServer } from './listening-server.ts';
import { quickProject, type QuickProject } from './quick-project.ts';

let project: QuickProject;
let server: ListeningServer;

beforeEach(async () => {
  project = quickProject({ '01-first.yaml': 'attune: 1\ngoal: maximize\nbudget: { trials: 2 }\nbaseline_seeds: 1\n' });
  // Trains, and saves when it is asked to end, until there is a file `go`.
  const waits = `trap 'asked=1' TERM\n: > begun-$ATTUNE_TRIAL\nwhile [ ! -e go ]; do sleep 0.05; done\n[ -z "$asked" ] || exit 143\n`;
  project.write('train.sh', `${waits}${project.read('train.sh')}`);
  project.write(
    'attune.yaml',
    project.read('attune.yaml').replace('max_steps: 20', 'max_steps: 20, grace_seconds: 600'),
  );
  server = await listeningServer(project.directory);
});

afterEach(async () => {
  project.write('go', '');
  await server.end();
  project.remove();
});

it('answers before the trial has ended, tells every reader, and lets one think better of it', async () => {
  await server.call('POST /rounds', {});
  const trial = await until(async () => (await server.call('GET /status', {})).running[0]?.trial);
  // Before that it would be ended by what asks it to end.
  await until(() => existsSync(join(project.directory, `begun-${trial}`)) || undefined);
  const waiting = 3;
  const { trials } = await server.call('POST /trials/stop', { trials: [trial, waiting] });
  expect(trials).toEqual([
    {
      trial,
      status: 'running',
      accepted: true,
      follows: 'it is asked to save and end, and has 600 seconds for that; what it measured is kept',
    },
    { trial: waiting, status: 'waiting', accepted: true, follows: 'it is not started any more' },
  ]);
  const { running } = await server.call('GET /status', {});
  expect(running.filter(({ stopping }) => stopping).map((one) => one.trial)).toEqual([trial]);
  expect(await server.call('GET /trials/{trial}', { trial })).toMatchObject({
    trial: { status: 'running' },
    stopping: true,
  });
  await server.call('POST /trials/{trial}/retry', { trial });
  project.write('go', '');
  await idle(server);
  expect(await server.call('GET /trials/{trial}', { trial })).toMatchObject({
    trial: { status: 'completed' },
    stopping: false,
    attempts: [{ outcome: { kind: 'stopped' } }, { outcome: { kind: 'finished' } }],
  });
  expect((await server.call('GET /trials/{trial}', { trial: waiting })).trial.status).toBe('stopped');
});
