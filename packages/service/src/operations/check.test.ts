/** `check` on real programs: what it leaves running, what it says when it is interrupted, what it tells the program. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { localRunner, ownProcess } from '../runners/index.ts';
import { until } from '../testing/until.ts';
import { check } from './check.ts';
import { systemClock, type Context } from './operation.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'attune-check-'));
});

afterEach(() => rm(directory, { recursive: true }));

/** Reports a loss at every step from `first` on, `last` steps behind where it is to end. */
const counting = (first: number, last: number) => `
echo "$CUDA_VISIBLE_DEVICES" > gpus
step=${first}
while [ $step -le $((ATTUNE_UNTIL_STEP + ${last})) ]; do
  echo "{\\"step\\": $step, \\"valid/loss\\": $ATTUNE_SEED}" >> "$ATTUNE_DIR/metrics.jsonl"
  step=$((step + 1))
done
`;

async function writeProject(program: string, more = ''): Promise<void> {
  await writeFile(join(directory, 'train.sh'), program);
  await writeFile(
    join(directory, 'attune.yaml'),
    `attune: 1
objective: { metric: valid/loss, direction: minimize }
train: { command: 'sh train.sh \${args}', max_steps: 20 }
hyperparameters: { lr: { range: [1e-3, 1], scale: log } }
baseline: { lr: 0.01 }
${more}`,
  );
}

function contextOf(changes: Partial<Context> = {}): Context {
  return {
    directory,
    clock: systemClock,
    environment: { ...process.env, CUDA_VISIBLE_DEVICES: '' },
    actor: 'test',
    progress: () => undefined,
    signal: new AbortController().signal,
    ...changes,
  };
}

function living(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('an interrupted check', () => {
  it('ends the program and says that it was interrupted, not that nothing was reported', async () => {
    await writeProject('echo $$ > pid; exec sleep 600');
    const stopping = new AbortController();
    const clock = {
      ...systemClock,
      sleep: async (milliseconds: number) => {
        await systemClock.sleep(milliseconds);
        if ((await readFile(join(directory, 'pid'), 'utf8').catch(() => '')).endsWith('\n')) stopping.abort('SIGINT');
      },
    };
    await expect(check.run(contextOf({ clock, signal: stopping.signal }), {})).rejects.toBe('SIGINT');
    const pid = Number(await readFile(join(directory, 'pid'), 'utf8'));
    expect(await until(() => (living(pid) ? undefined : 'gone'))).toBe('gone');
  });

  it('tries nothing more, and tells nothing of what it has not seen', async () => {
    await writeProject(counting(1, 0));
    const stopping = new AbortController();
    const progress: Context['progress'] = (event) => {
      if (event.kind === 'message' && event.message.key === 'probing.repeating') stopping.abort('SIGTERM');
    };
    await expect(check.run(contextOf({ progress, signal: stopping.signal }), {})).rejects.toBe('SIGTERM');
    await expect(readFile(join(directory, '.attune/check/1-first/params.json'), 'utf8')).resolves.toContain('0.01');
    await expect(readFile(join(directory, '.attune/check/2-until/params.json'))).rejects.toThrow('ENOENT');
  });
});

describe('a space with branches', () => {
  it('is tried in each of them', async () => {
    await writeProject(`case "$*" in *--rate*) echo "unknown option --rate" >&2; exit 2 ;; esac\n${counting(1, 0)}`);
    const text = await readFile(join(directory, 'attune.yaml'), 'utf8');
    const choices = '{ o: { choices: { a: {}, b: { rate: { range: [0, 1] } }, c: {} } } }';
    const changed = text
      .replace(/hyperparameters: .*/, `hyperparameters: ${choices}`)
      .replace('{ lr: 0.01 }', '{ o: a }');
    await writeFile(join(directory, 'attune.yaml'), changed);
    const { checks } = await check.run(contextOf(), {});
    expect(checks.filter((one) => one.check.startsWith('o='))).toEqual([
      {
        check: 'o=b',
        standing: 'failed',
        why: expect.stringMatching(/exit status 2.*does not know an argument/) as string,
      },
      { check: 'o=c', standing: 'passed', why: 'it runs, and reports valid/loss' },
    ]);
  });
});

describe('what an earlier check left', () => {
  const left = (): string => join(directory, '.attune/check/1-first');

  it('is ended before its files are removed', async () => {
    await writeProject(counting(1, 0));
    await mkdir(left(), { recursive: true });
    const argv = ['sh', '-c', 'echo $$ > own-id; exec sleep 600'];
    await localRunner().start({ directory: left(), argv, cwd: left(), env: { ATTUNE_DIR: left() } });
    const pid = await until(async () => {
      const text = await readFile(join(left(), 'own-id'), 'utf8').catch(() => '');
      return text.endsWith('\n') ? Number(text) : undefined;
    });
    expect(living(pid)).toBe(true);
    await check.run(contextOf(), {});
    expect(await until(() => (living(pid) ? undefined : 'gone'))).toBe('gone');
  });

  it('is spared while that check is at work', async () => {
    await writeProject(counting(1, 0));
    await mkdir(left(), { recursive: true });
    const other = { ...(await ownProcess()), pid: process.ppid };
    const stat = await readFile(`/proc/${other.pid}/stat`, 'utf8');
    const start = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
    await writeFile(join(left(), '../owner'), `${other.pid} ${start} ${other.boot}\n`);
    await writeFile(join(left(), 'params.json'), '{}');
    await expect(check.run(contextOf(), {})).rejects.toMatchObject({
      code: 'conflict',
      message: `another check is trying the training program: wait for it to end, or end process ${other.pid}`,
    });
    expect(await readFile(join(left(), 'params.json'), 'utf8')).toBe('{}');
  });
});

describe('the GPUs of a trial', () => {
  it('are given to the program, as many as to the first trial of a round', async () => {
    await writeProject(counting(1, 0), 'resources: { slots: 2, gpus_per_trial: 2 }');
    const environment = { ...process.env, CUDA_VISIBLE_DEVICES: '3,4,5,6' };
    await check.run(contextOf({ environment }), {});
    expect(await readFile(join(directory, 'gpus'), 'utf8')).toBe('3,4\n');
  });

  it('are missed before the program is started', async () => {
    await writeProject(counting(1, 0), 'resources: { gpus_per_trial: 2 }');
    await expect(check.run(contextOf(), {})).rejects.toMatchObject({ code: 'unavailable' });
    await expect(readFile(join(directory, 'gpus'))).rejects.toThrow('ENOENT');
    await expect(check.run(contextOf(), { filesOnly: true })).resolves.toMatchObject({ checks: [] });
  });
});

describe('a program that counts its steps from 0', () => {
  it('honours the variables, with a note', async () => {
    await writeProject(counting(0, -1));
    const { variables } = await check.run(contextOf(), {});
    const notes = Object.fromEntries(variables.map(({ variable, standing, why }) => [variable, `${standing}: ${why}`]));
    for (const variable of ['ATTUNE_MAX_STEPS', 'ATTUNE_UNTIL_STEP']) {
      expect(notes[variable]).toBe(
        `honoured: with ${variable}=1 the run ended by itself, but the last step that it reported is 0: it seems to count ` +
          'from 0; report how many steps were done, else every trial seems to end one step early',
      );
    }
  });

  it('is told so even where it has one step', async () => {
    await writeProject(counting(0, -1));
    const file = join(directory, 'attune.yaml');
    await writeFile(file, (await readFile(file, 'utf8')).replace('max_steps: 20', 'max_steps: 1'));
    const { variables, checks } = await check.run(contextOf(), {});
    expect(variables.find(({ variable }) => variable === 'ATTUNE_MAX_STEPS')?.why).toContain(
      'it seems to count from 0',
    );
    expect(checks.find(({ check: name }) => name === 'same seed')?.why).toBe(
      'could not be compared: the run reported valid/loss at step 0 alone, and ended',
    );
  });
});
