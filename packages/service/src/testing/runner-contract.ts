/**
 * What every runner must do, with real processes. Nothing waits for a fixed time: tests look until what they wait for is
 * there, and give up only after so long that something must be wrong.
 */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Job, JobState, Runner, StartedJob } from '../runners/index.ts';
import { until } from './until.ts';

/** `open` makes a runner that knows nothing of those before it; jobs inherit `environment`. */
export function runnerContract(name: string, open: (environment: NodeJS.ProcessEnv) => Runner): void {
  let root: string;
  let runner: Runner;
  const jobs: Job[] = [];

  beforeEach(async () => {
    root = await realpath(await mkdtemp(join(tmpdir(), 'attune-runner-')));
    runner = open(process.env);
  });

  afterEach(async () => {
    for (const job of jobs.splice(0)) {
      await runner.stop(started(job), 'kill');
      await untilOver(job);
    }
    // One that came too late for a claim may be about to find that out.
    await rm(root, { recursive: true, maxRetries: 10 });
  });

  /** A job in a directory of its own, which runs `argv`. */
  async function jobOf(argv: readonly string[], env: Record<string, string> = {}): Promise<Job> {
    const directory = join(root, `attempt '${jobs.length}'`);
    await mkdir(directory);
    const job = { directory, argv, cwd: root, env: { ATTUNE_DIR: directory, ...env } };
    jobs.push(job);
    return job;
  }

  const shell = (script: string, env?: Record<string, string>) => jobOf(['sh', '-c', script], env);
  const output = (job: Job, file = 'stdout') => readFile(join(job.directory, file), 'utf8');
  const exists = (job: Job, file: string) => existsSync(join(job.directory, file));
  const launcher = async (job: Job) => Number((await output(job, 'pid')).split(' ')[0]);

  async function stateOf(job: Job, by = runner): Promise<JobState | undefined> {
    return (await by.poll([started(job)]))[0];
  }

  async function untilOver(job: Job, by = runner): Promise<JobState> {
    return until(async () => {
      const state = await stateOf(job, by);
      return state?.kind === 'running' ? undefined : state;
    });
  }

  async function run(job: Job): Promise<number | null> {
    await runner.start(job);
    const state = await untilOver(job);
    return state.kind === 'ended' ? state.code : null;
  }

  async function expectBeating(job: Job): Promise<void> {
    const before = exists(job, 'beat') ? (await output(job, 'beat')).length : 0;
    await until(async () => (exists(job, 'beat') && (await output(job, 'beat')).length > before) || undefined);
  }

  /** Nothing writes any more: two more looks, each after another process has come and gone. */
  async function expectSilent(job: Job): Promise<void> {
    const last = await output(job, 'beat');
    for (let look = 0; look < 2; look++) await run(await shell('sleep 0.05'));
    expect(await output(job, 'beat')).toBe(last);
  }

  describe(name, () => {
    it.each([
      ['success', 'exit 0', 0],
      ['failure', 'exit 3', 3],
      ['the largest status', 'exit 255', 255],
      ['SIGTERM', 'kill -TERM $$', 143],
      ['SIGKILL', 'kill -KILL $$', 137],
    ])('tells of %s as a shell does', async (_, script, code) => {
      expect(await run(await shell(script))).toBe(code);
    });

    it('says when a job ended', async () => {
      const before = Date.now();
      const job = await shell('exit 0');
      await runner.start(job);
      const state = await untilOver(job);
      // File times may be some milliseconds coarser than the clock.
      expect(state).toMatchObject({
        kind: 'ended',
        endedAt: expect.toSatisfy((at: number) => at > before - 1000) as number,
      });
      expect(state.kind === 'ended' && state.endedAt <= Date.now()).toBe(true);
    });

    it('hands arguments over as they are', async () => {
      const words = [
        '',
        ' two  words ',
        'it\'s "quoted"',
        'line\nbreak\n',
        '$HOME `id` $(id)',
        '*',
        '\\n',
        '-n',
        'häß 日本',
      ];
      const job = await jobOf(['sh', '-c', 'for word; do printf "%s\\0" "$word"; done', 'sh', ...words]);
      expect(await run(job)).toBe(0);
      expect((await output(job)).split('\0')).toEqual([...words, '']);
    });

    it('runs in the directory and environment that the job names', async () => {
      runner = open({ ...process.env, KEPT: 'inherited', CHANGED: 'inherited' });
      const env = { CHANGED: 'by the job', ODD: ' a=b "c"\nd ' };
      const job = await shell('pwd; printf "%s|" "$KEPT" "$CHANGED" "$ODD"', env);
      expect(await run({ ...job, cwd: root })).toBe(0);
      expect(await output(job)).toBe(`${root}\ninherited|by the job| a=b "c"\nd |`);
    });

    it('keeps both streams apart and gives nothing to read', async () => {
      const job = await shell('cat; echo out; echo err >&2; printf "no newline"');
      expect(await run(job)).toBe(0);
      expect(await output(job)).toBe('out\nno newline');
      expect(await output(job, 'stderr')).toBe('err\n');
    });

    it('reads setup.sh into the same shell first', async () => {
      const job = await shell('echo "$PREPARED"; pwd');
      await mkdir(join(root, 'inner'));
      await writeFile(join(job.directory, 'setup.sh'), 'export PREPARED=yes\ncd inner\n');
      expect(await run(job)).toBe(0);
      expect(await output(job)).toBe(`yes\n${join(root, 'inner')}\n`);
    });

    it.each([
      ['fails', 'echo no module >&2\nfalse\n', 1],
      ['exits', 'echo no module >&2; exit 7\n', 7],
    ])('runs nothing where setup.sh %s', async (_, setup, code) => {
      const job = await shell('touch "$ATTUNE_DIR/ran"');
      await writeFile(join(job.directory, 'setup.sh'), setup);
      expect(await run(job)).toBe(code);
      expect(await output(job, 'stderr')).toBe('no module\n');
      expect(exists(job, 'ran')).toBe(false);
    });

    it('keeps what setup.sh does to its shell away from the launcher and the arguments', async () => {
      const job = await shell('echo "$0 $1 $dir $workdir"; exit 6');
      const setup = 'export dir=x; set -- y; export workdir=z; exit_code=3; trap - EXIT\n';
      await writeFile(join(job.directory, 'setup.sh'), setup);
      expect(await run({ ...job, argv: [...job.argv, 'zero', 'one'] })).toBe(6);
      expect(await output(job)).toBe('zero one x z\n');
    });

    it('leaves alone variables that have the names of its own', async () => {
      const env = { dir: 'a', workdir: 'b', start: 'c', stat: 'd', boot: 'e' };
      const job = await shell('echo "$dir $workdir $start $stat $boot"', env);
      expect(await run(job)).toBe(0);
      expect(await output(job)).toBe('a b c d e\n');
    });

    it('hands on none of the protocol of an attempt that it is itself part of', async () => {
      runner = open({ ...process.env, ATTUNE_RESUME: '/elsewhere', ATTUNE_UNTIL_STEP: '7' });
      const job = await shell('echo "${ATTUNE_RESUME-none} $ATTUNE_UNTIL_STEP"', { ATTUNE_UNTIL_STEP: '9' });
      expect(await run(job)).toBe(0);
      expect(await output(job)).toBe('none 9\n');
    });

    it('refuses an argument that no process can be given', async () => {
      const job = await jobOf(['true', 'a\0b']);
      await expect(runner.start(job)).rejects.toMatchObject({ code: 'unavailable' });
    });

    it('ends with 127 and a reason where there is no such command', async () => {
      const job = await jobOf(['no-such-command-anywhere', '--lr=1']);
      expect(await run(job)).toBe(127);
      expect(await output(job, 'stderr')).toMatch(/no-such-command-anywhere.*not found/);
    });

    it('ends with a reason where its directory to run in is missing', async () => {
      const job = await shell('touch "$ATTUNE_DIR/ran"');
      expect(await run({ ...job, cwd: join(root, 'gone') })).toBeGreaterThan(0);
      expect(await output(job, 'stderr')).toMatch(/gone/);
      expect(exists(job, 'ran')).toBe(false);
    });

    it('answers for each job, in order', async () => {
      const ends = [await shell('exit 1'), await shell('exit 2')];
      const runs = await shell(running);
      for (const job of [...ends, runs]) await runner.start(job);
      for (const job of ends) await untilOver(job);
      const states = await runner.poll([runs, ...ends.toReversed()].map(started));
      expect(states).toMatchObject([{ kind: 'running' }, { kind: 'ended', code: 2 }, { kind: 'ended', code: 1 }]);
      expect(await runner.poll([])).toEqual([]);
    });

    it('wakes whoever waits when a job ends, or when it is told to', async () => {
      const job = await shell('until [ -e "$ATTUNE_DIR/go" ]; do sleep 0.01; done');
      await runner.start(job);
      await runner.wait(AbortSignal.abort());
      const told = new AbortController();
      const waiting = runner.wait(told.signal);
      told.abort();
      await waiting;
      const end = runner.wait(new AbortController().signal);
      await writeFile(join(job.directory, 'go'), '');
      await end;
      expect(await untilOver(job)).toMatchObject({ kind: 'ended', code: 0 });
    });

    it('runs a job once, however often and by whomever it is started', async () => {
      const job = await shell('echo ran >> "$ATTUNE_DIR/runs"');
      const others = [open(process.env), open(process.env)];
      await Promise.all([runner, runner, ...others].map((one) => one.start(job)));
      expect(await untilOver(job, others[0])).toMatchObject({ kind: 'ended', code: 0 });
      await runner.start(job);
      expect(await untilOver(job)).toMatchObject({ kind: 'ended', code: 0 });
      expect(await output(job, 'runs')).toBe('ran\n');
    });

    it('finds what another runner started, with nothing but its directory, and can stop it', async () => {
      const [runs, ends] = [await shell(running), await shell('exit 5')];
      const handles = [await runner.start(runs), await runner.start(ends)];
      await until(() => exists(runs, 'runs') || undefined);
      await untilOver(ends);

      const later = open(process.env);
      const known = [runs, ends].map(({ directory }, index) => ({ directory, handle: handles[index] ?? null }));
      expect(await later.poll(known)).toMatchObject([{ kind: 'running' }, { kind: 'ended', code: 5 }]);
      await later.stop(started(runs), 'terminate');
      expect(await untilOver(runs, later)).toMatchObject({ kind: 'ended', code: 143 });
    });

    it('calls a job that was never started lost, and sees to it that it never starts', async () => {
      const job = await shell('touch "$ATTUNE_DIR/ran"');
      expect(await stateOf(job)).toEqual({ kind: 'lost' });
      await open(process.env).start(job);
      expect(await untilOver(job)).toEqual({ kind: 'lost' });
      expect(exists(job, 'ran')).toBe(false);
    });

    it('calls a job lost whose directory was never made', async () => {
      const directory = join(root, 'unmade');
      expect(await runner.poll([{ directory, handle: null }])).toEqual([{ kind: 'lost' }]);
      await runner.stop({ directory, handle: null }, 'kill');
    });

    it('calls a job lost whose launcher was killed, and ends what outlived it', async () => {
      const job = await shell(`${beating} wait`);
      await runner.start(job);
      await until(() => exists(job, 'beat') || undefined);
      process.kill(await launcher(job), 'SIGKILL');
      expect(await untilOver(job)).toEqual({ kind: 'lost' });
      await expectBeating(job);
      await open(process.env).stop(started(job), 'kill');
      await expectSilent(job);
      expect(await stateOf(job)).toEqual({ kind: 'lost' });
    });

    it('ends what outlived a job that has ended', async () => {
      const job = await shell(`${beating} exit 3`);
      expect(await run(job)).toBe(3);
      await expectBeating(job);
      await runner.stop(started(job), 'kill');
      await expectSilent(job);
      expect(await stateOf(job)).toMatchObject({ kind: 'ended', code: 3 });
    });

    it('asks with SIGTERM, so that a program can save and say how it ended', async () => {
      const job = await shell(
        'trap "echo saved; exit 9" TERM; touch "$ATTUNE_DIR/ready"; while :; do sleep 0.01; done',
      );
      await runner.start(job);
      await until(() => exists(job, 'ready') || undefined);
      await runner.stop(started(job), 'terminate');
      expect(await untilOver(job)).toMatchObject({ kind: 'ended', code: 9 });
      expect(await output(job)).toBe('saved\n');
    });

    it('kills what ignores SIGTERM', async () => {
      const job = await shell(
        'trap "touch \\"$ATTUNE_DIR/asked\\"" TERM; touch "$ATTUNE_DIR/ready"; while :; do sleep 0.01; done',
      );
      await runner.start(job);
      await until(() => exists(job, 'ready') || undefined);
      await runner.stop(started(job), 'terminate');
      await until(() => exists(job, 'asked') || undefined);
      expect(await stateOf(job)).toEqual({ kind: 'running' });
      await runner.stop(started(job), 'kill');
      expect(await untilOver(job)).toMatchObject({ kind: 'ended', code: 137 });
    });

    it.each(['terminate', 'kill'] as const)('ends what was started a moment ago: %s', async (how) => {
      for (let time = 0; time < 20; time++) {
        const job = await shell(running);
        await runner.start(job);
        await runner.stop(started(job), how);
        expect(await untilOver(job)).toSatisfy(({ kind, code }: { kind: string; code?: number }) =>
          kind === 'ended' ? code === 143 || (how === 'kill' && code === 137) : kind === 'lost',
        );
      }
    });

    it.each(['terminate', 'kill'] as const)('runs nothing that was asked to end before it began: %s', async (how) => {
      const job = await shell('touch "$ATTUNE_DIR/ran"');
      await writeFile(join(job.directory, 'setup.sh'), 'touch "$ATTUNE_DIR/ran"\n');
      await runner.stop(started(job), how);
      expect(await run(job)).toBe(143);
      expect(exists(job, 'ran')).toBe(false);
    });

    it('leaves alone what has ended', async () => {
      const job = await shell('exit 0');
      expect(await run(job)).toBe(0);
      await runner.stop(started(job), 'terminate');
      await runner.stop(started(job), 'kill');
      expect(await stateOf(job)).toMatchObject({ kind: 'ended', code: 0 });
    });
  });
}

function started({ directory }: Job): StartedJob {
  return { directory, handle: null };
}

/** Until it is stopped, and there to be stopped from when `runs` is there. */
const running = 'touch "$ATTUNE_DIR/runs"; exec sleep 100000';

/** In the background: writes for as long as it lives. */
const beating = '(while :; do echo on >> "$ATTUNE_DIR/beat"; sleep 0.01; done) &';
