/** What programs that run their own training loop may not do, and what they are told then. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { attuneClient } from '../../client/src/index.ts';
import { given, measured, ownLoopProject, refusal, send, threeTrials } from './own-loop-calls.ts';
import { quickProject, type QuickProject } from './quick-project.ts';
import { serverProcesses, type ServerProcesses } from './server-processes.ts';

let project: QuickProject;
let servers: ServerProcesses;

beforeEach(() => {
  project = quickProject({ '01-first.yaml': threeTrials });
  project.write('attune.yaml', ownLoopProject);
  servers = serverProcesses();
});

afterEach(async () => {
  await servers.killAll();
  project.remove();
});

const serve = (port = 0, ...words: readonly string[]) => servers.start(project.directory, { port, words });

describe('programs that run their own loop', () => {
  it('with the scope report start no round, and report what they were given alone', async () => {
    const clientOf = async (name: string, scope: string) => {
      const made = (await project.document('token', 'new', '--name', name, '--scope', scope)) as { token: string };
      return (base: string) => attuneClient({ base, token: made.token });
    };
    const makers = [
      await clientOf('gpu-1', 'report'),
      await clientOf('gpu-2', 'report'),
      await clientOf('ada', 'admin'),
    ];
    const { url } = await serve(0, '--tokens');
    const [one, other, admin] = makers.map((make) => make(url));
    if (one === undefined || other === undefined || admin === undefined) throw new Error('no clients');

    expect(await refusal(given(one))).toMatch(/^409 round 1 has not been started, and gpu-1 may not start it/);
    expect(await project.withStore((store) => store.read('request'))).toEqual([]);
    await admin.call('POST /rounds', { file: '1' });

    const [mine, next] = [await given(one), await given(one)];
    const { trial, attempt } = mine;
    const held = /^409 attempt 1 of trial \d+ was given to gpu-1/;
    expect(await refusal(send(other, measured(mine, 0, [1])))).toMatch(held);
    expect(await refusal(other.call('POST /trials/{trial}/heartbeat', { trial, attempt }))).toMatch(held);
    expect(await refusal(other.call('POST /trials/{trial}/tell', { trial, attempt, outcome: 'infeasible' }))).toMatch(
      held,
    );
    expect(await send(one, measured(mine, 0, [1]))).toMatchObject({ taken: [{ next: 1, refused: null }] });
    // The same again is no mistake, other points under the number are.
    expect(await send(one, measured(mine, 0, [1]))).toMatchObject({ taken: [{ next: 1, refused: null }] });
    expect(await refusal(send(one, measured(mine, 0, [2])))).toMatch(
      /^409 batch 0 of attempt 1 of trial \d+ was stored with other points: .*; batch 1 is the next one/,
    );
    await one.call('POST /trials/{trial}/heartbeat', { trial: next.trial, attempt: next.attempt });
    await one.call('POST /trials/{trial}/heartbeat', { trial: next.trial, attempt: next.attempt });
    await one.call('POST /trials/{trial}/tell', { trial, attempt, outcome: 'completed' });
    const of = { trial: next.trial, attempt: next.attempt };
    await admin.call('POST /trials/{trial}/tell', { ...of, outcome: 'completed' });

    // The log names who reported each attempt, once, and who told its end.
    const events = await project.withStore((store) => store.events(0, 1_000));
    const lines = events.filter(({ kind }) => kind === 'attempt.reported' || kind === 'attempt.told');
    expect(lines.map(({ kind, subject, actor, data }) => [kind, subject, actor, data])).toEqual([
      ['attempt.reported', `trial ${trial}`, 'http:gpu-1', { attempt }],
      ['attempt.reported', `trial ${next.trial}`, 'http:gpu-1', { attempt: next.attempt }],
      ['attempt.told', `trial ${trial}`, 'http:gpu-1', { attempt, outcome: 'completed' }],
      ['attempt.told', `trial ${next.trial}`, 'http:ada', { attempt: next.attempt, outcome: 'completed' }],
    ]);
    expect(mine.directory.startsWith(project.directory)).toBe(true);
  });

  it('are refused, with what to do, what cannot be', async () => {
    const server = await serve();
    const one = await given(server);
    const { trial, attempt } = one;
    const bad = async (batch: object) =>
      refusal(server.call('POST /measurements', { batches: [{ ...measured(one, 0, [1]), ...batch }] }));
    expect(await bad({ batch: 3 })).toMatch(/^409 batch 3 .* batch 0 is the next one/);
    expect(await bad({ attempt: 9 })).toMatch(/^404 trial \d+ has no attempt 9/);
    expect(await bad({ series: [{ metric: 'val', steps: [1, 2], values: [1] }] })).toMatch(
      /^400 .*2 steps but 1 values/,
    );
    expect(await bad({ series: [{ metric: 'step', steps: [1], values: [1] }] })).toMatch(/^400 step is no name/);
    expect(await bad({ series: [{ metric: 'val', steps: [1.5], values: [1] }] })).toMatch(/^400/);
    expect(await bad({ series: [{ metric: 'val', steps: [1], values: ['one'] }] })).toMatch(/^400/);
    const { taken } = await server.call('POST /measurements', {
      batches: [
        { ...measured(one, 0, []), series: [{ metric: 'test/loss', steps: [1, 2], values: [0.271828, 'NaN'] }] },
      ],
    });
    expect(taken).toMatchObject([{ next: 1, refused: null }]);
    const shown = await server.call('GET /trials/{trial}', { trial });
    expect(JSON.stringify(shown)).not.toContain('0.271828');
    project.write('attune.yaml', ownLoopProject.replace('command: ask', "command: 'sh train.sh ${args}'"));
    project.write('rounds/02-second.yaml', threeTrials);
    expect(await refusal(server.call('POST /ask', { round: '2' }))).toMatch(
      /^422 the trials of round 2 are started by/,
    );
    expect(
      await refusal(server.call('POST /trials/{trial}/tell', { trial: 99, attempt, outcome: 'completed' })),
    ).toMatch(/^404/);
  });
});
